from odoo import fields, models

from odoo.addons.attendance_rules.models.hr_employee import HR_OFFICER
from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """What a close asks: employees, departments and HR."""

    _inherit = "hr.inbox"

    def _sources(self):
        sources = [
            *super()._sources(),
            Source(
                key="attendance.month",
                title=self.env._("Statements for you to confirm"),
                model="attendance.month",
                domain=[
                    ("confirmation", "=", "waiting"),
                    ("period_state", "=", "audit"),
                    ("employee_id.user_id", "=", self.env.uid),
                ],
                action="attendance_rules_close.attendance_statement_action_my",
                since="month",
                icon="fa-file-text-o",
            ),
            Source(
                key="attendance.period.question",
                title=self.env._("Questions for your department"),
                model="attendance.period.question",
                domain=[("state", "=", "asked"), ("user_id", "=", self.env.uid)],
                action="attendance_rules_close.attendance_period_question_action",
                due="date_deadline",
                icon="fa-question-circle-o",
            ),
        ]
        if self.env.user.has_group(HR_OFFICER):
            sources += [self._objection_source(), self._period_source()]
        return sources

    def _period_source(self):
        """Months that are over and not closed."""
        this_month = fields.Date.context_today(self).replace(day=1)
        return Source(
            key="attendance.period",
            title=self.env._("Months to audit and to close"),
            model="attendance.period",
            domain=[
                ("state", "!=", "closed"),
                ("month", "<", this_month),
                ("company_id", "in", self.env.companies.ids),
            ],
            action="attendance_rules_close.attendance_period_action",
            due="objection_deadline",
            since="month",
            icon="fa-calendar-check-o",
        )

    def _objection_source(self):
        """Objections wait for everybody in HR but for whoever objected."""
        return Source(
            key="attendance.objection",
            title=self.env._("Objections to answer"),
            model="attendance.objection",
            domain=[
                ("state", "=", "open"),
                ("employee_id.user_id", "!=", self.env.uid),
            ],
            action="attendance_rules_close.attendance_objection_action",
            since="create_date",
            due="answer_deadline",
            icon="fa-gavel",
        )
