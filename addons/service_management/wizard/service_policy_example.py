from odoo import api, models

from odoo.addons.service_policy.core.example import Example
from odoo.addons.service_policy.wizard.service_policy_example import MANAGER


class ServicePolicyExample(models.TransientModel):
    """The three packs for requests of customers."""

    _inherit = "service.policy.example"

    @api.model
    def _examples(self):
        examples = super()._examples()
        if not self.env.user.has_group(MANAGER):
            return examples
        return [
            *examples,
            self._pack(
                "sm",
                self.env._("Service management policy"),
                self.env._(
                    "First contact within the hour, general complaints solved within a"
                    " day, comments answered within three."
                ),
            ),
            self._pack(
                "sa",
                self.env._("Dedicated service advisor policy"),
                self.env._(
                    "How fast advisors answer enquiries, complaints and urgent needs."
                ),
            ),
            self._pack(
                "cm",
                self.env._("Shopping centre policy"),
                self.env._(
                    "Complaints by severity, repairs, service applications and"
                    " consultations of a shopping centre."
                ),
            ),
        ]

    def _pack(self, code, name, text):
        return Example(
            xml_id=f"service_policy.service_policy_{code}",
            model="service.policy",
            name=name,
            text=text,
            files=(("service_policy", f"data/service_policy_{code}_data.xml"),),
        )
