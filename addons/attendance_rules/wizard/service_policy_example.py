from odoo import api, models

from odoo.addons.service_policy.core.example import Example

HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"
KEY = "attendance_rules.attendance_policy_default"


class ServicePolicyExample(models.TransientModel):
    """The attendance rules of a customer service department."""

    _inherit = "service.policy.example"

    @api.model
    def _examples(self):
        examples = super()._examples()
        if not self.env.user.has_group(HR_ADMIN):
            return examples
        example = Example(
            xml_id=KEY,
            model="attendance.policy",
            name=self.env._("Customer service department: attendance"),
            text=self.env._(
                "Grace, lateness by minutes, deductions with a cap, talks, overtime,"
                " leave and full attendance."
            ),
            files=self._attendance_files(),
        )
        return [*examples, example]

    @api.model
    def _attendance_files(self):
        """Files of the example; override to add that of a part."""
        return (("attendance_rules", "data/attendance_policy_data.xml"),)

    def _is_in_force(self, policy):
        """Override: attendance rules are published."""
        if policy._name == "attendance.policy":
            return policy.state == "published"
        return super()._is_in_force(policy)
