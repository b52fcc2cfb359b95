from odoo import models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Suggestions wait for whoever tells the customer."""

    _inherit = "hr.inbox"

    def _sources(self):
        waiting = Source(
            key="customer.suggestion",
            title=self.env._("Suggestions to pass on, and answers to tell"),
            model="customer.suggestion",
            domain=[
                ("user_id", "=", self.env.uid),
                ("state", "in", ("new", "answered")),
            ],
            action="advisor_crm.customer_suggestion_action",
            since="create_date",
            icon="fa-lightbulb-o",
        )
        return [*super()._sources(), waiting]
