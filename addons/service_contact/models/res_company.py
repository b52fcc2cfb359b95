from odoo import fields, models


class ResCompany(models.Model):
    """When a customer counts as silent, and when is tried again (SA-2.1)."""

    _inherit = "res.company"

    service_contact_retry_days = fields.Integer(
        string="Tried Again after (Days)",
        default=1,
        groups="base.group_user",
        help="Days from a try to reach somebody to the next one.",
    )
    service_contact_silence_percent = fields.Integer(
        string="Usual Intervals (%)",
        default=90,
        groups="base.group_user",
        help="A customer is silent abnormally when the last occasion is longer ago "
        "than so many percent of the own intervals are. 0: nobody is looked at.",
    )
    service_contact_silence_minimum = fields.Integer(
        string="Intervals at Least",
        default=5,
        groups="base.group_user",
        help="With fewer intervals between occasions a customer has no rhythm yet.",
    )

    _service_contact_figures = models.Constraint(
        """CHECK(
            service_contact_retry_days >= 0
            AND service_contact_silence_percent BETWEEN 0 AND 100
            AND service_contact_silence_minimum >= 1)""",
        "Contacts: days are 0 or more, a share is between 0 and 100 %, and a rhythm "
        "needs 1 or more intervals.",
    )
