from odoo import fields, models


class ResCompany(models.Model):
    """Whether customers are asked by text message, too (CS-6.3)."""

    _inherit = "res.company"

    service_rating_sms = fields.Selection(
        selection=[
            ("no", "Never"),
            ("no_email", "Where there is no e-mail address"),
            ("first", "Rather than by e-mail"),
        ],
        string="Ask by Text Message",
        required=True,
        default="no",
        groups="base.group_user",
        help="Text messages cost credit. Where one cannot be sent, an e-mail is, if "
        "there is an address.",
    )
