from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendancePeriodQuestion(models.Model):
    """CS-1.5: what HR asks a department during the audit, and what it answers.

    The manager gets an activity; the answer stays with the month.
    """

    _name = "attendance.period.question"
    _description = "Question to a Department"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state, date_deadline, id"
    _rec_name = "question"
    _check_company_auto = True

    period_id = fields.Many2one(
        comodel_name="attendance.period",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(related="period_id.company_id", store=True)
    department_id = fields.Many2one(
        comodel_name="hr.department", required=True, check_company=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Is Asked",
        help="Manager of the department, or the next one above with a log-in.",
    )
    question = fields.Text(required=True)
    employee_ids = fields.Many2many(comodel_name="hr.employee", string="Concerns")
    employee_names = fields.Char(
        string="About", compute="_compute_employee_names", compute_sudo=True
    )
    date_deadline = fields.Date(string="Answer until", required=True)
    answer = fields.Text(tracking=True)
    answered_by_id = fields.Many2one(
        comodel_name="res.users", string="Answered by", readonly=True
    )
    answered_at = fields.Datetime(string="Answered on", readonly=True)
    state = fields.Selection(
        selection=[("asked", "Asked"), ("answered", "Answered")],
        default="asked",
        required=True,
        readonly=True,
    )

    @api.depends("employee_ids")
    def _compute_employee_names(self):
        for question in self:
            question.employee_names = ", ".join(question.employee_ids.mapped("name"))

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        for question in questions:
            question.user_id = question.user_id or question._find_manager()
            question._schedule()
        return questions

    def write(self, vals):
        """The department writes its answer; the question stays as HR put it."""
        if not self._is_hr():
            self._check_may_write(vals)
        return super().write(vals)

    def _check_may_write(self, vals):
        if set(vals) - {"answer"}:
            raise AccessError(
                self.env._("Please write your answer only: the question is HR's.")
            )
        if "answered" in self.mapped("state"):
            raise UserError(
                self.env._("Your answer has been sent: tell HR what has changed.")
            )

    @needs_access("read")
    def action_answer(self):
        """Send the answer: HR sees it, the activity is done."""
        for question in self:
            if not (question.answer or "").strip():
                raise UserError(self.env._("Please write your answer first."))
        self.check_access("write")
        self.sudo().write(
            {
                "state": "answered",
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        self.sudo().activity_feedback(["mail.mail_activity_data_todo"])

    def _is_hr(self):
        group = "attendance_rules.attendance_rules_group_hr_officer"
        return self.env.su or self.env.user.has_group(group)

    def _find_manager(self):
        """The manager of the department, or of the next one above, who can log in."""
        department = self.department_id.sudo()
        while department:
            if department.manager_id.user_id.active:
                return department.manager_id.user_id
            department = department.parent_id
        return self.create_uid

    def _schedule(self):
        asked = self.with_context(lang=self.user_id.lang)
        asked.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.date_deadline,
            summary=asked.env._(
                "Question on the attendance of %(month)s", month=asked.period_id.name
            ),
            note=self.question,
            user_id=self.user_id.id,
        )
