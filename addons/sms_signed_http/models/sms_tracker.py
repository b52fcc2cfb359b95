from odoo import fields, models


class SmsTracker(models.Model):
    """What is left of a message when it is deleted: a late report finds it by this."""

    _inherit = "sms.tracker"

    gateway_reference = fields.Char(
        string="Name with the Provider", index="btree_not_null"
    )
