from odoo import models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Policies wait to be read and confirmed (SM-8.1)."""

    _inherit = "hr.inbox"

    def _sources(self):
        unread = Source(
            key="service.policy.acknowledgement",
            title=self.env._("Policies for you to read"),
            model="service.policy.acknowledgement",
            domain=[
                ("state", "=", "waiting"),
                ("employee_id.user_id", "=", self.env.uid),
            ],
            action="service_policy.service_policy_acknowledgement_action_my",
            due="deadline",
            icon="fa-book",
        )
        return [*super()._sources(), unread]
