from odoo import fields, models


class ResCompany(models.Model):
    """Companies say what is a request that is sent back."""

    _inherit = "res.company"

    service_return_minutes = fields.Integer(
        string="Sent back within (minutes)",
        default=60,
        groups="base.group_user",
        help="A request that comes back to who has handed it over within this time "
        "counts as one that was passed to and fro (SA-4.2).",
    )

    _service_return_minutes_possible = models.Constraint(
        "CHECK(service_return_minutes >= 0)",
        "The minutes within which a request is sent back cannot be negative.",
    )
