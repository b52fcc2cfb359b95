from odoo import models
from odoo.fields import Domain

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Gifts wait for whoever leads the advisor (SM-5.2)."""

    _inherit = "hr.inbox"

    def _sources(self):
        """Override to add gifts to approve."""
        sources = super()._sources()
        if not self.env.user.has_group("advisor_crm.group_leader"):
            return sources
        gifts = Source(
            key="customer.care.greeting",
            title=self.env._("Small gifts to approve"),
            model="customer.care.greeting",
            domain=Domain("state", "=", "approval")
            & Domain("user_id", "!=", self.env.uid),
            action="advisor_crm_care.customer_care_greeting_action",
            since="create_date",
            due="date",
            icon="fa-gift",
            approve="action_approve",
        )
        return [*sources, gifts]
