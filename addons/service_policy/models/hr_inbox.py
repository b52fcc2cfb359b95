from odoo import fields, models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Policies wait to be read and confirmed (SM-8.1), and reviewed (CS-3.5)."""

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
        review = Source(
            key="service.policy.clause",
            title=self.env._("Clauses for you to review"),
            model="service.policy.clause",
            domain=[
                ("version_id.state", "=", "published"),
                ("owner_id", "=", self.env.uid),
                ("review_date", "<=", fields.Date.context_today(self)),
            ],
            action="service_policy.service_policy_clause_action",
            due="review_date",
            icon="fa-refresh",
        )
        return [*super()._sources(), unread, review]
