from odoo import fields, models


class ResPartner(models.Model):
    """How a customer wants to hear of orders."""

    _inherit = "res.partner"

    order_news_by = fields.Selection(
        selection=[
            ("mail", "E-mail"),
            ("sms", "Text message"),
            ("both", "E-mail and text message"),
            ("none", "Not at all"),
        ],
        string="News of Orders by",
        groups="base.group_user",
        help="Empty: by e-mail. A text message that cannot be sent is followed by one.",
    )
