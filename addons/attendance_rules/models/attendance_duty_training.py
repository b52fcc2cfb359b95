from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class AttendanceDutyTraining(models.Model):
    """One training that a member owes or has done, with the evidence (CS-2).

    When it is done, the next one is due after the interval of the plan.
    """

    _name = "attendance.duty.training"
    _description = "Duty Training"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "due_date, id"
    _rec_name = "course_id"

    course_id = fields.Many2one(
        comodel_name="attendance.duty.course",
        string="Training",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    member_id = fields.Many2one(
        comodel_name="attendance.duty.member",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    kind = fields.Selection(related="course_id.kind")
    post_id = fields.Many2one(related="course_id.post_id", store=True, index=True)
    company_id = fields.Many2one(related="course_id.company_id", store=True)
    employee_id = fields.Many2one(
        related="member_id.employee_id", store=True, index=True
    )
    due_date = fields.Date(string="Due", required=True, tracking=True)
    remind_date = fields.Date(compute="_compute_remind_date", store=True)
    done_date = fields.Date(string="Done On", tracking=True, copy=False)
    certificate = fields.Binary(string="Evidence", attachment=True, copy=False)
    certificate_name = fields.Char(copy=False)
    note = fields.Text(help="Trainer, place, result.")
    state = fields.Selection(
        selection=[("open", "Open"), ("done", "Done")],
        compute="_compute_state",
        store=True,
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @api.depends("due_date", "course_id.remind_days")
    def _compute_remind_date(self):
        for training in self:
            days = training.course_id.remind_days
            training.remind_date = training.due_date and (
                training.due_date - relativedelta(days=days)
            )

    @api.depends("done_date")
    def _compute_state(self):
        for training in self:
            training.state = "done" if training.done_date else "open"

    @api.depends("due_date", "state")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for training in self:
            training.is_overdue = training.state == "open" and training.due_date < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domain = Domain("state", "=", "open") & Domain("due_date", "<", today)
        return domain if True in value else ~domain

    @api.constrains("done_date", "certificate", "note")
    def _check_done(self):
        today = fields.Date.context_today(self)
        for training in self.filtered("done_date"):
            if training.done_date > today:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot be done in the future: enter the day on "
                        "which it took place.",
                        name=training.display_name,
                    )
                )
            if not (training.certificate or training.note):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” needs evidence: attach the certificate, or write "
                        "who trained and how it went.",
                        name=training.display_name,
                    )
                )

    def write(self, vals):
        were_open = self.filtered(lambda training: training.state == "open")
        result = super().write(vals)
        were_open.filtered("done_date")._plan_next()
        return result

    def _plan_next(self):
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.sudo().create(
            [
                {
                    "course_id": training.course_id.id,
                    "member_id": training.member_id.id,
                    "due_date": training.course_id._next_due(training.done_date),
                }
                for training in self
            ]
        )

    @api.model
    def _cron_remind(self):
        """Remind of the trainings that are due soon, each once."""
        self.search(
            [
                ("state", "=", "open"),
                ("remind_date", "<=", fields.Date.context_today(self)),
                ("activity_ids", "=", False),
                ("member_id.active", "=", True),
                ("post_id.active", "=", True),
            ]
        )._remind()

    def _remind(self):
        for training in self:
            user = training.employee_id.user_id or training.post_id.manager_id.user_id
            training.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=training.due_date,
                summary=self.env._(
                    "Training of %(employee)s: %(course)s",
                    employee=training.employee_id.name,
                    course=training.course_id.name,
                ),
                user_id=(user or self.env.user).id,
            )
