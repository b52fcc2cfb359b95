from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

#: Written once by the employee, or by the buttons of HR.
KEPT = {
    "month_id",
    "day_id",
    "reason",
    "state",
    "answer_deadline",
    "answered_by_id",
    "answered_at",
}


class AttendanceObjection(models.Model):
    """CS-1.5: an employee disagrees with the statement of a month, and HR answers.

    Reason and answer stay with the month. An upheld objection does not change figures
    by itself: what was wrong (a punch, a leave, an excuse) is corrected at its source.
    """

    _name = "attendance.objection"
    _description = "Objection to an Attendance Statement"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state desc, id desc"
    _rec_name = "reason"
    _check_company_auto = True

    month_id = fields.Many2one(
        comodel_name="attendance.month",
        string="Statement",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    employee_id = fields.Many2one(
        related="month_id.employee_id", store=True, index=True
    )
    company_id = fields.Many2one(related="month_id.company_id", store=True)
    period_id = fields.Many2one(
        related="month_id.period_id", store=True, index="btree_not_null"
    )
    day_id = fields.Many2one(
        comodel_name="attendance.day",
        domain="[('month_id', '=', month_id)]",
        help="Leave empty to object to the whole month.",
    )
    reason = fields.Text(required=True, string="What is wrong")
    state = fields.Selection(
        selection=[("open", "Open"), ("upheld", "Accepted"), ("declined", "Declined")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    answer = fields.Text(help="The employee reads this answer.")
    answer_deadline = fields.Date(
        string="Answered until",
        readonly=True,
        help="The day by which the employee was told to hear from HR.",
    )
    answered_by_id = fields.Many2one(
        comodel_name="res.users", string="Answered by", readonly=True
    )
    answered_at = fields.Datetime(string="Answered on", readonly=True)

    @api.constrains("day_id", "month_id")
    def _check_day(self):
        for objection in self:
            if objection.day_id and objection.day_id.month_id != objection.month_id:
                raise ValidationError(
                    self.env._("Choose a day of the month that you object to.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_may_object(vals.get("month_id"))
        objections = super().create(
            [
                {k: v for k, v in vals.items() if k not in ("state", "answer_deadline")}
                for vals in vals_list
            ]
        )
        objections.month_id.sudo().write({"confirmation": "objected"})
        objections.sudo()._promise_answer()
        return objections

    def write(self, vals):
        """HR writes its answer; the words of the employee stay as they are."""
        if KEPT & set(vals) and not self.env.su:
            raise AccessError(
                self.env._("An objection stays as it is: write an answer instead.")
            )
        return super().write(vals)

    def _promise_answer(self):
        """Note until when HR answers, as the company has set it."""
        today = fields.Date.context_today(self)
        for company, objections in self.grouped("company_id").items():
            days = timedelta(days=company.attendance_answer_days)
            objections.answer_deadline = today + days

    @needs_access("read")
    def action_uphold(self):
        """HR agrees: the statement will be judged again after the correction."""
        self._settle("upheld")

    @needs_access("read")
    def action_decline(self):
        """HR disagrees, and says why."""
        self._settle("declined")

    @needs_access("read")
    def action_withdraw(self):
        """Take an objection back that HR has not answered: the statement waits for an
        answer again."""
        for objection in self:
            if objection.employee_id not in self.env.user.employee_ids:
                raise AccessError(self.env._("Only who objected takes it back."))
            if objection.state != "open":
                raise UserError(self.env._("HR has answered this objection already."))
        statements = self.month_id.sudo()
        self.sudo().unlink()
        waiting = self.sudo().search(
            [("month_id", "in", statements.ids), ("state", "=", "open")]
        )
        (statements - waiting.month_id).write({"confirmation": "waiting"})

    def _my_card(self):
        """What "My Attendance" shows of an objection."""
        return {
            "id": self.id,
            "text": self._my_card_text(),
            "reason": self.reason,
            "answer": self.answer or "",
            "state": self.state,
        }

    def _my_card_text(self):
        month = date_in_words(self.env, self.sudo().month_id.month)
        until = self.answer_deadline
        if self.state == "upheld":
            return self.env._("Your objection to %s was accepted.", month)
        if self.state == "declined":
            return self.env._("Your objection to %s was declined.", month)
        if not until:
            return self.env._("Your objection to %s was sent. HR answers it.", month)
        return self.env._(
            "Your objection to %(month)s was sent. HR answers until %(date)s.",
            month=month,
            date=format_date(self.env, until),
        )

    def _check_may_object(self, month_id):
        statement = self.env["attendance.month"].browse(month_id)
        period = statement.sudo().period_id
        if period.state != "audit":
            raise UserError(
                self.env._(
                    "You can object while HR audits the month. Speak to HR about a"
                    " month that is closed: the difference is booked in the next one."
                )
            )
        today = fields.Date.context_today(self)
        if period.objection_deadline and today > period.objection_deadline:
            raise UserError(
                self.env._(
                    "Objections to %(month)s were possible until %(date)s. Please speak"
                    " to HR: an error is put right in the next month.",
                    month=period.name,
                    date=period.objection_deadline,
                )
            )

    def _settle(self, state):
        self.check_access("write")
        for objection in self:
            if objection.sudo().employee_id.user_id == self.env.user:
                raise UserError(
                    self.env._("Somebody else in HR answers your own objection.")
                )
            if not (objection.answer or "").strip():
                raise UserError(
                    self.env._("Please write an answer: the employee will read it.")
                )
        self.sudo().write(
            {
                "state": state,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        self._free_statements()
        for objection in self.sudo():
            objection.message_notify(
                subject=self.env._("Your objection has been answered"),
                body=objection.answer,
                partner_ids=objection.employee_id._message_partners().ids,
            )

    def _free_statements(self):
        """A statement without an open objection is settled."""
        statements = self.month_id.sudo()
        waiting = self.sudo().search(
            [("month_id", "in", statements.ids), ("state", "=", "open")]
        )
        (statements - waiting.month_id).write({"confirmation": "settled"})
