from odoo import fields, models


class ResUsers(models.Model):
    """Who takes over when this user is away."""

    _inherit = "res.users"

    deputy_id = fields.Many2one(
        comodel_name="res.users",
        domain=[("share", "=", False)],
        help="Gets the reminders and escalations while you are away.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["deputy_id"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["deputy_id"]
