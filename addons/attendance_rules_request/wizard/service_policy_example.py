from odoo import api, models


class ServicePolicyExample(models.TransientModel):
    """The example has the figures of this part, too."""

    _inherit = "service.policy.example"

    @api.model
    def _attendance_files(self):
        own = ("attendance_rules_request", "data/attendance_policy_data.xml")
        return (*super()._attendance_files(), own)
