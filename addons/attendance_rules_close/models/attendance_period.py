import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..words.payroll import Payroll
from ..words.workbook import write_workbook

#: Written by closing and reopening only.
SEALED = {"state", "seal", "closed_at", "closed_by_id", "month", "company_id"}
HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"


class AttendancePeriod(models.Model):
    """CS-1.5: the attendance of one company in one month, kept like an account.

    Open while days still come in; in audit while HR, departments and employees settle
    what is open; closed for good. What becomes known later is booked as an adjustment
    in the next open month, unless an HR administrator opens the month again and says
    why.
    """

    _name = "attendance.period"
    _description = "Attendance Month of a Company"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "month desc, company_id"
    _rec_name = "name"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    month = fields.Date(required=True, help="First day of the month.")
    date_end = fields.Date(compute="_compute_date_end", string="Last day")
    state = fields.Selection(
        selection=[("open", "Open"), ("audit", "In Audit"), ("closed", "Closed")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )

    objection_deadline = fields.Date(
        string="Objections until",
        help="Until this day employees can object to their statement.",
    )
    check_ids = fields.One2many(
        comodel_name="attendance.period.check", inverse_name="period_id"
    )
    check_at = fields.Datetime(string="Checked on", readonly=True)
    open_count = fields.Integer(string="Open points", compute="_compute_open_count")
    question_ids = fields.One2many(
        comodel_name="attendance.period.question", inverse_name="period_id"
    )

    month_ids = fields.One2many(
        comodel_name="attendance.month",
        inverse_name="period_id",
        string="Statements",
    )
    statement_count = fields.Integer(
        string="Number of statements", compute="_compute_statements"
    )
    confirmed_count = fields.Integer(string="Confirmed", compute="_compute_statements")
    confirmed_share = fields.Integer(
        string="Confirmed (%)", compute="_compute_statements"
    )
    objection_count = fields.Integer(
        string="Open objections", compute="_compute_statements"
    )

    seal_ids = fields.One2many(
        comodel_name="attendance.period.seal",
        inverse_name="period_id",
        string="Closings",
    )
    seal = fields.Char(
        readonly=True,
        copy=False,
        help="Keyed fingerprint over the seals of all statements.",
    )
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        comodel_name="res.users", string="Closed by", readonly=True, copy=False
    )
    exported_at = fields.Datetime(
        string="Given to payroll on", readonly=True, copy=False
    )
    adjustment_ids = fields.One2many(
        comodel_name="attendance.adjustment", inverse_name="period_id"
    )
    pay_item_count = fields.Integer(compute="_compute_pay_item_count")

    _company_month = models.UniqueIndex(
        "(company_id, month)", "This month exists already for the company."
    )
    _month_starts = models.Constraint(
        "CHECK (EXTRACT(DAY FROM month) = 1)",
        "A month begins on its first day.",
    )

    # Compute

    @api.depends_context("lang")
    @api.depends("month")
    def _compute_name(self):
        for period in self:
            period.name = date_in_words(self.env, period.month)

    @api.depends("month")
    def _compute_date_end(self):
        for period in self:
            period.date_end = period.month and period.month + relativedelta(day=31)

    @api.depends("check_ids.count")
    def _compute_open_count(self):
        for period in self:
            period.open_count = sum(period.check_ids.mapped("count"))

    @api.depends("month_ids.confirmation")
    def _compute_statements(self):
        groups = self.env["attendance.month"]._read_group(
            [("period_id", "in", self.ids)], ["period_id", "confirmation"], ["__count"]
        )
        counts = {(period.id, state): count for period, state, count in groups}
        for period in self:
            mine = {s: n for (p, s), n in counts.items() if p == period._origin.id}
            total = sum(mine.values())
            period.statement_count = total
            period.confirmed_count = mine.get("confirmed", 0) + mine.get("settled", 0)
            period.objection_count = mine.get("objected", 0)
            period.confirmed_share = round(100 * period.confirmed_count / (total or 1))

    def _compute_pay_item_count(self):
        groups = self.env["attendance.pay.item"]._read_group(
            [("period_id", "in", self.ids)], ["period_id"], ["__count"]
        )
        counts = {period.id: count for period, count in groups}
        for period in self:
            period.pay_item_count = counts.get(period.id, 0)

    # Crud

    @api.model
    def _free_fields(self):
        """Override: whoever makes a month says of which company."""
        return {"company_id"}

    def write(self, vals):
        """What closing writes is written by closing only."""
        if SEALED & set(vals) and not self.env.su:
            raise AccessError(
                self.env._("Use the buttons to begin the audit, close or reopen.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        for period in self.filtered("seal_ids"):
            raise UserError(
                self.env._(
                    "%(month)s has been closed once: it stays as a record.",
                    month=period.name,
                )
            )

    # Actions

    @needs_access("write")
    def action_audit(self):
        """Begin the audit: look for what is open, ask every employee to confirm."""
        for period in self.filtered(lambda p: p.state == "open"):
            days = relativedelta(days=period.company_id.attendance_objection_days)
            period.sudo().write(
                {
                    "state": "audit",
                    "objection_deadline": fields.Date.context_today(self) + days,
                }
            )
            period.action_check()
            period.month_ids.sudo()._ask_confirmation(period)

    @needs_access("read")
    def action_check(self):
        """Judge what has changed, and list again what is open."""
        self.env["attendance.period.check"]._refresh(self)

    @needs_access("read")
    def action_close(self):
        """Close; ask why, with open points or while objections are taken."""
        self.ensure_one()
        self._check_may_close()
        self.action_check()
        self._refuse_blocking()
        deadline, today = self.objection_deadline, fields.Date.context_today(self)
        if not self.open_count and not (deadline and deadline >= today):
            self._close()
            return False
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close in Spite of Open Points"),
            "res_model": "attendance.period.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_period_id": self.id},
        }

    @needs_access("read")
    def action_verify(self):
        """Compare every closed statement with its seal, and say what differs."""
        broken = self.sudo().month_ids._broken()
        whole = self.sudo().month_ids._common_seal()
        if not broken and whole == self.seal:
            return self._notify(
                "success",
                self.env._(
                    "All %(count)s statements are as they were sealed.",
                    count=self.statement_count,
                ),
            )
        return self._notify("danger", self._describe_broken(broken))

    @needs_access("write")
    def action_export(self):
        """Write the workbook for payroll, keep it with the month, and download it."""
        self.ensure_one()
        if self.state != "closed":
            raise UserError(
                self.env._(
                    "Close %(month)s first: payroll gets figures that do not change.",
                    month=self.name,
                )
            )
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{self.company_id.name} {self.month:%Y-%m}.xlsx",
                "datas": base64.b64encode(write_workbook(Payroll(self).sheets())),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self.exported_at = fields.Datetime.now()
        self.message_post(
            body=self.env._("Given to payroll."), attachment_ids=attachment.ids
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "download",
        }

    @api.readonly
    def action_open_statements(self):
        """Open the statements of the month."""
        return self._open("attendance.month", self.env._("Statements"))

    @api.readonly
    def action_open_pay_items(self):
        """Open the rows for payroll."""
        return self._open("attendance.pay.item", self.env._("Pay Items"))

    @api.readonly
    def action_open_objections(self):
        """Open the objections of the employees."""
        return self._open("attendance.objection", self.env._("Objections"))

    @needs_access("read")
    def _open(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": f"{name} · {self.name}",
            "res_model": model,
            "view_mode": "list,kanban,form",
            "domain": [("period_id", "=", self.id)],
            "context": {"create": False},
        }

    # Business

    @api.model
    def _get_or_create(self, company, month):
        """The period of a company's month, made where it is missing."""
        month = month.replace(day=1)
        found = self.sudo().search(
            [("company_id", "=", company.id), ("month", "=", month)]
        )
        return found or self.sudo().create({"company_id": company.id, "month": month})

    @api.model
    def _first_open(self, company, month):
        """The first month from ``month`` on that is not closed: for later facts."""
        closed = self.sudo().search_fetch(
            [
                ("company_id", "=", company.id),
                ("month", ">=", month),
                ("state", "=", "closed"),
            ],
            ["month"],
        )
        months = set(closed.mapped("month"))
        month = month.replace(day=1)
        while month in months:
            month += relativedelta(months=1)
        return self._get_or_create(company, month)

    @api.model
    def _cron_audit(self):
        """Begin the audit of last month in every company that asks for it, and that
        has days by rules in it."""
        today = fields.Date.context_today(self)
        last = today.replace(day=1) - relativedelta(months=1)
        companies = self.env["res.company"].search(
            [
                ("attendance_audit_day", ">", 0),
                ("attendance_audit_day", "<=", today.day),
            ]
        )
        in_month = [("company_id", "in", companies.ids), ("month", "=", last)]
        judged = self.env["attendance.month"]._read_group(
            [*in_month, ("day_ids.policy_id", "!=", False)], ["company_id"]
        )
        for (company,) in judged:
            period = self._get_or_create(company, last).with_company(company)
            period.filtered(lambda p: p.state == "open").action_audit()

    # Close

    def _check_may_close(self):
        if not self.env.user.has_group(HR_ADMIN):
            raise AccessError(
                self.env._("Only an HR administrator closes or reopens a month.")
            )
        for period in self:
            period._check_open()

    def _check_open(self):
        if self.state == "closed":
            raise UserError(
                self.env._(
                    "%(month)s was closed on %(date)s by %(user)s already. Reopen it"
                    " if something has to change.",
                    month=self.name,
                    date=format_date(self.env, self.closed_at),
                    user=self.closed_by_id.name,
                )
            )
        if self.date_end >= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(month)s is not over: it can be closed from %(date)s on.",
                    month=self.name,
                    date=format_date(self.env, self.date_end + relativedelta(days=1)),
                )
            )

    def _refuse_blocking(self):
        blocking = self.check_ids.filtered("blocking")
        if blocking:
            labels = dict(blocking._fields["kind"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(month)s cannot be closed yet. Settle first: %(points)s.",
                    month=self.name,
                    points=", ".join(
                        f"{labels[check.kind]} ({check.count})" for check in blocking
                    ),
                )
            )

    def _refuse_unjudged(self):
        """What another process is judging just now must be on the statements."""
        marks = (
            self.env["attendance.dirty"]
            .sudo()
            .search_count(
                [
                    ("employee_id.company_id", "=", self.company_id.id),
                    ("work_date", ">=", self.month),
                    ("work_date", "<=", self.date_end),
                ]
            )
        )
        if marks:
            raise UserError(
                self.env._(
                    "%(count)s days are being judged right now. Please try again in a"
                    " minute.",
                    count=marks,
                )
            )

    def _close(self, reason=False):
        """Close the month: pay rows, seals, rewards; all or nothing.

        :param str reason: why it is closed in spite of open points
        """
        self.ensure_one()
        self._check_may_close()
        self.action_check()
        self._refuse_blocking()
        self._refuse_unjudged()
        period = self.sudo()
        self.env["attendance.streak"].sudo()._reward(period)
        self.env["attendance.pay.item"].sudo()._write_items(period)
        period.month_ids._seal()
        period.write(
            {
                "state": "closed",
                "seal": period.month_ids._common_seal(),
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )
        self.env["attendance.period.seal"].sudo()._log(period, reason)
        self.env["attendance.award.exclusion"].sudo()._refresh(
            period.company_id, period.month.year
        )

    # Reopen

    def _reopen(self, reason):
        """Open a closed month again; what was written at its close is taken back.

        Adjustments of this month that are booked in an open month go: their facts are
        judged in the month itself now.

        :param str reason: kept in the log
        """
        self.ensure_one()
        self._check_may_reopen()
        period = self.sudo()
        period._refuse_if_later_closed()
        self.env["attendance.pay.item"].sudo()._take_back(period)
        self.env["attendance.streak"].sudo()._take_back(period)
        period.month_ids.adjustment_out_ids.unlink()
        period.month_ids._unseal()
        period.write({"state": "audit", "seal": False, "closed_at": False})
        period.seal_ids._log_reopening(reason)
        self.env["attendance.engine"].sudo()._mark(
            period.month_ids.employee_id, period.month, period.date_end
        )

    def _check_may_reopen(self):
        if not self.env.user.has_group(HR_ADMIN):
            raise AccessError(
                self.env._("Only an HR administrator closes or reopens a month.")
            )
        if self.state != "closed":
            raise UserError(self.env._("%(month)s is not closed.", month=self.name))

    def _refuse_if_later_closed(self):
        later = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("month", ">", self.month),
                ("state", "=", "closed"),
            ],
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "%(later)s is closed already: reopen it first, or let what you"
                    " change in %(month)s be booked as an adjustment.",
                    later=later.name,
                    month=self.name,
                )
            )

    # Messages

    def _describe_broken(self, broken):
        names = [
            f"{month.employee_id.name} ({', '.join(names) or self.env._('text')})"
            for month, names in broken.items()
        ]
        return self.env._(
            "%(count)s statements differ from their seal: %(names)s",
            count=len(broken),
            names="; ".join(names[:10]) or self.env._("the list of statements"),
        )

    def _notify(self, kind, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": kind == "danger"},
        }
