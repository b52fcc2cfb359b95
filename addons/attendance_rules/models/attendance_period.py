from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.words.dates import date_in_words


class AttendancePeriod(models.Model):
    """CS-1.5: the attendance of one company in one month, kept like an account.

    Open while days still come in; in audit while HR, departments and employees settle
    what is open; closed for good. What becomes known later is booked as an adjustment
    in the next open month, unless an HR administrator opens the month again and says
    why.
    """

    _name = "attendance.period"
    _description = "Attendance Month of a Company"
    _inherit = ["mail.thread", "mail.activity.mixin"]
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

    # audit
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

    # statements
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

    # close
    seal_ids = fields.One2many(
        comodel_name="attendance.period.seal",
        inverse_name="period_id",
        string="Closings",
    )
    seal = fields.Char(
        readonly=True, copy=False, help="SHA-256 over the seals of all statements."
    )
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        comodel_name="res.users", string="Closed by", readonly=True, copy=False
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

    # === COMPUTE METHODS === #

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
            [("period_id", "in", self.ids)],
            ["period_id", "confirmation"],
            ["__count"],
        )
        counts = {(period.id, state): count for period, state, count in groups}
        for period in self:
            mine = {s: n for (p, s), n in counts.items() if p == period._origin.id}
            total = sum(mine.values())
            period.statement_count = total
            period.confirmed_count = mine.get("confirmed", 0) + mine.get("settled", 0)
            period.objection_count = mine.get("objected", 0)
            period.confirmed_share = (
                round(100 * period.confirmed_count / total) if total else 0
            )

    def _compute_pay_item_count(self):
        groups = self.env["attendance.pay.item"]._read_group(
            [("period_id", "in", self.ids)], ["period_id"], ["__count"]
        )
        counts = {period.id: count for period, count in groups}
        for period in self:
            period.pay_item_count = counts.get(period.id, 0)

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        for period in self.filtered("seal_ids"):
            raise UserError(
                self.env._(
                    "%(month)s has been closed once: it stays as a record.",
                    month=period.name,
                )
            )

    # === ACTIONS === #

    def action_audit(self):
        """Begin the audit: look for what is open, ask every employee to confirm."""
        self.check_access("write")
        for period in self.filtered(lambda p: p.state == "open"):
            days = relativedelta(days=period.company_id.attendance_objection_days)
            period.sudo().write(
                {
                    "state": "audit",
                    "objection_deadline": fields.Date.context_today(self) + days,
                }
            )
            period.action_check()
            period._ask_confirmation()

    def action_check(self):
        """Judge what has changed, and list again what is open."""
        self.env["attendance.period.check"]._refresh(self)

    def action_open_statements(self):
        """Open the statements of the month."""
        return self._open("attendance.month", self.env._("Statements"))

    def action_open_pay_items(self):
        """Open the rows for payroll."""
        return self._open("attendance.pay.item", self.env._("Pay Items"))

    def action_open_objections(self):
        """Open the objections of the employees."""
        return self._open("attendance.objection", self.env._("Objections"))

    def _open(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": f"{name} · {self.name}",
            "res_model": model,
            "view_mode": "list,kanban,form",
            "domain": [("period_id", "=", self.id)],
            "context": {"create": False},
        }

    # === BUSINESS METHODS === #

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

    def _attach_statements(self):
        """Gather the statements of the month that belong to no period yet."""
        for period in self:
            self.env["attendance.month"].sudo().search(
                [
                    ("company_id", "=", period.company_id.id),
                    ("month", "=", period.month),
                    ("period_id", "=", False),
                ]
            ).write({"period_id": period.id})

    def _ask_confirmation(self):
        """Ask every employee to read the statement; one message for all."""
        self.ensure_one()
        statements = self.month_ids.sudo()
        statements.filtered(lambda m: not m.confirmation).write(
            {"confirmation": "waiting"}
        )
        for lang, people in statements.employee_id._by_reader_lang().items():
            self.with_context(lang=lang)._send_request(people)

    def _send_request(self, employees):
        self.message_notify(
            subject=self.env._(
                "Your attendance in %(month)s: please confirm", month=self.name
            ),
            body=Markup("<p>%s</p><p><a href='/odoo/my-statements'>%s</a></p>")
            % (
                self.env._(
                    "Your statement for %(month)s is ready. Please read it, and confirm"
                    " it or object until %(date)s.",
                    month=self.name,
                    date=format_date(self.env, self.objection_deadline),
                ),
                self.env._("My statements"),
            ),
            partner_ids=employees._message_partners().ids,
        )

    @api.model
    def _cron_audit(self):
        """Begin the audit of last month in every company that asks for it."""
        today = fields.Date.context_today(self)
        last = today.replace(day=1) - relativedelta(months=1)
        companies = self.env["res.company"].search(
            [
                ("attendance_audit_day", ">", 0),
                ("attendance_audit_day", "<=", today.day),
            ]
        )
        for company in companies:
            period = self._get_or_create(company, last).with_company(company)
            period.filtered(lambda p: p.state == "open").action_audit()
