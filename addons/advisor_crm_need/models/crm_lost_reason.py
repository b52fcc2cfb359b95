from odoo import fields, models


class CrmLostReason(models.Model):
    """Some reasons say that there was no customer at all."""

    _inherit = "crm.lost.reason"

    drops_promises = fields.Boolean(
        string="Nobody Waits for an Answer",
        help="For spam, duplicates and mistakes: what was promised is not needed. For "
        "all other reasons the customer is still owed a first answer.",
    )
