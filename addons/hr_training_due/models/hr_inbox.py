from odoo import fields, models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Trainings wait for whoever owes them."""

    _inherit = "hr.inbox"

    def _sources(self):
        owed = Source(
            key="hr.training",
            title=self.env._("Trainings for you to do"),
            model="hr.training",
            domain=[
                ("state", "=", "open"),
                ("employee_id.user_id", "=", self.env.uid),
                # What is due in a year waits for nobody yet.
                ("remind_date", "<=", fields.Date.context_today(self)),
            ],
            action="hr_training_due.hr_training_action_my",
            due="due_date",
            icon="fa-graduation-cap",
        )
        return [*super()._sources(), owed]
