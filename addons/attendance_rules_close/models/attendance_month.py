import json

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS
from odoo.tools import format_amount, format_date, split_every

from odoo.addons.attendance_rules.engine.basis import basis_of
from odoo.addons.attendance_rules.models.attendance_month import HR_ONLY
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.secret import database_key
from odoo.addons.base_engine_tools.words.dates import WEEKDAY, date_in_words

from ..core.seal import canonical, changes, seal, seal_all

#: What a statement says: sealed at the close, compared by the adjustments after it.
FIGURES = (
    "planned_days",
    "present_days",
    "leave_days",
    "absence_days",
    "late_count",
    "early_count",
    "missing_count",
    "planned_seconds",
    "worked_seconds",
    "leave_seconds",
    "late_seconds",
    "early_seconds",
    "overtime_seconds",
    "overtime_approved_seconds",
    "incident_count",
    "graced_count",
    "full_attendance",
)
AMOUNTS = ("wage", "daily_wage", "deduction_before_cap", "deduction")
DAY = ("work_date", "verdict", "worked_seconds", "late_seconds", "early_seconds")
INCIDENT = ("work_date", "shift_index", "kind", "seconds", "severity", "graced")
#: Statements whose days are in memory at a time.
BATCH = 500
PAY = ("key", "kind", "amount")
#: What an empty column says, by the kind of its field; others say False.
EMPTY = {"float": 0.0, "integer": 0, "monetary": 0.0}


def _told(kind, value):
    """The value of a column as a statement tells it."""
    if value is None:
        return EMPTY.get(kind, False)
    return str(value) if kind == "date" else value


class AttendanceMonth(models.Model):
    """CS-1.5: the employee confirms the statement; the close seals it."""

    _inherit = "attendance.month"

    period_id = fields.Many2one(
        comodel_name="attendance.period",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    period_state = fields.Selection(related="period_id.state", string="Audit")
    objection_deadline = fields.Date(related="period_id.objection_deadline")
    confirmation = fields.Selection(
        selection=[
            ("waiting", "To confirm"),
            ("confirmed", "Confirmed"),
            ("objected", "Objection"),
            ("settled", "Objection answered"),
            ("silent", "Not answered"),
        ],
        readonly=True,
        index=True,
        help="Empty: the employee has not been asked.",
    )
    confirmed_at = fields.Datetime(readonly=True)
    confirmed_seal = fields.Char(
        readonly=True,
        groups=NO_ACCESS,
        help="Seal of the figures that the employee has confirmed: when they change,"
        " the employee is asked again.",
    )
    snapshot = fields.Text(readonly=True, groups=HR_ONLY)
    seal = fields.Char(readonly=True, help="Keyed fingerprint of the closed statement.")
    basis_id = fields.Many2one(
        comodel_name="attendance.basis",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        groups=HR_ONLY,
        help="Hours, zone and policy with which it was sealed: what becomes known "
        "later is judged by them.",
    )
    basis = fields.Json(
        string="Personal Basis",
        readonly=True,
        groups=HR_ONLY,
        help="Wage and the like with which it was sealed.",
    )
    objection_ids = fields.One2many(
        comodel_name="attendance.objection", inverse_name="month_id"
    )
    adjustment_ids = fields.One2many(
        comodel_name="attendance.adjustment",
        inverse_name="month_id",
        string="Adjustments of earlier months",
    )
    adjustment_out_ids = fields.One2many(
        comodel_name="attendance.adjustment",
        inverse_name="closed_month_id",
        string="Adjusted later",
    )
    pay_item_ids = fields.One2many(
        comodel_name="attendance.pay.item", inverse_name="month_id"
    )

    @needs_access("read")
    def action_confirm(self):
        """The employee agrees with the own statement."""
        self._check_mine()
        self.sudo()._confirm()

    def _confirm(self):
        """Keep that the figures as they are now have been confirmed."""
        secret = self._seal_secret()
        for month, text in self._statement_texts():
            month.write(
                {
                    "confirmation": "confirmed",
                    "confirmed_at": fields.Datetime.now(),
                    "confirmed_seal": seal(text, secret),
                }
            )

    @needs_access("read")
    def action_object(self):
        """Ask the employee what is wrong."""
        self._check_mine()
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Is Wrong?"),
            "res_model": "attendance.objection",
            "view_mode": "form",
            "views": [
                (
                    self.env.ref(
                        "attendance_rules_close.attendance_objection_view_form_new"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_month_id": self.id},
        }

    def _check_mine(self):
        for month in self:
            if not month.is_own:
                raise AccessError(
                    self.env._("Only the employee confirms the own statement.")
                )
            if month.sudo().period_id.state != "audit":
                raise UserError(
                    self.env._("There is nothing to confirm: the audit is not open.")
                )

    def _renew_confirmation(self):
        """Ask again whose figures have changed since they were confirmed."""
        confirmed = self.filtered(lambda m: m.confirmation == "confirmed")
        secret = self._seal_secret()
        changed = self.browse(
            month.id
            for month, text in confirmed._statement_texts()
            if month.confirmed_seal and month.confirmed_seal != seal(text, secret)
        )
        changed.write({"confirmation": "waiting", "confirmed_at": False})

    # === SEAL === #

    @api.model
    def _seal_secret(self):
        """The key of all seals. A statement holds the wage, and its seal is also shown
        to who may not see the wage."""
        return database_key(self.env, "attendance.month")

    def _statement_texts(self):
        """The canonical text of each statement; in batches, so that the days of ten
        thousand people need not be in memory at once.

        :return: pairs of statement (with elevated rights) and text
        """
        for ids in split_every(BATCH, self.ids, list):
            batch = self.sudo().browse(ids)
            facts = batch._statement_facts()
            for month in batch:
                yield month, canonical(facts[month.id])

    def _statement_facts(self):
        """What the statements say, ready for the seal.

        A constant number of queries, however many statements there are.

        :return: {month id: {figure: value, "days": […], "incidents": […], "pay": […]}}
        """
        days = self._rows_by_month("attendance.day", "month_id", DAY)
        incidents = self._rows_by_month(
            "attendance.incident", "day_id.month_id", INCIDENT
        )
        pay = self._rows_by_month("attendance.pay.item", "month_id", PAY)
        return {
            month.id: {
                **{name: month[name] for name in FIGURES},
                **{name: f"{month[name]:.2f}" for name in AMOUNTS},
                "employee": month.employee_id.id,
                "month": str(month.month),
                "policy": month.policy_id.id,
                "days": days.get(month.id, []),
                "incidents": incidents.get(month.id, []),
                "pay": pay.get(month.id, []),
            }
            for month in self.sudo()
        }

    def _rows_by_month(self, model, path, names):
        """Rows as they are stored: a record for each day of ten thousand people costs
        more than the seal.

        :param str path: fields that lead to the month
        :return: {month id: [values in the order of ``names``, …]}
        """
        rows = self.env[model].sudo()
        query = rows._search([(path, "in", self.ids)], order=", ".join(names[:3]))
        owner, alias = rows, query.table
        *steps, month = path.split(".")
        for step in steps:
            owner, alias = owner._fields[step].join(owner, alias, query)
        columns = [rows._field_to_sql(query.table, name, query) for name in names]
        select = query.select(owner._field_to_sql(alias, month, query), *columns)
        kinds = [rows._fields[name].type for name in names]
        found = {}
        for month_id, *values in self.env.execute_query(select):
            told = [_told(*pair) for pair in zip(kinds, values, strict=True)]
            found.setdefault(month_id, []).append(told)
        return found

    def _seal(self):
        """Freeze the statements, each with its text and seal; with them their days."""
        self._swap_confirmation("waiting", "silent")
        secret = self._seal_secret()
        basis = self._what_they_rest_on()
        for month, text in self._statement_texts():
            sealed = {"snapshot": text, "seal": seal(text, secret)}
            month.write({**sealed, **basis.get(month.id, {})})
        self.write({"state": "closed"})

    def _what_they_rest_on(self):
        """Hours, zone, policy and wage that are in force: {month id: values}."""
        engine, values = self.env["attendance.engine"], {}
        for first, months in self.grouped("month").items():
            for ids in split_every(BATCH, months.ids, list):
                batch = months.browse(ids).sudo()
                by_employee = {month.employee_id.id: month for month in batch}
                found = engine._prepare_bare(batch.employee_id, first)
                texts = [basis_of(judgement) for judgement in found]
                shared = self.env["attendance.basis"].sudo()
                basis_ids = shared._get_or_create([text.shared for text in texts])
                for one, text, basis_id in zip(found, texts, basis_ids, strict=True):
                    month = by_employee[one.employee_id]
                    values[month.id] = {"basis_id": basis_id, "basis": text.own}
        return values

    def _unseal(self):
        """Let the statements and their days be judged again."""
        self.write(
            {
                "state": "open",
                "seal": False,
                "snapshot": False,
                "basis_id": False,
                "basis": False,
            }
        )
        self._swap_confirmation("silent", "waiting")

    def _swap_confirmation(self, before, after):
        self.filtered(lambda month: month.confirmation == before).write(
            {"confirmation": after}
        )

    def _broken(self):
        """What no longer is as it was sealed.

        :return: {month: names of the figures that differ; empty if the text itself was
            changed}
        """
        found = {}
        secret = self._seal_secret()
        for month, now in self._statement_texts():
            text = month.snapshot or ""
            if seal(text, secret) != month.seal:
                found[month] = []
            elif text != now:
                found[month] = changes(json.loads(text), json.loads(now))
        return found

    # CS-1.5: the statement as a person reads it, on the phone and on paper.

    statement_html = fields.Html(
        string="Statement", compute="_compute_statement_html", sanitize=False
    )

    @api.depends_context("lang", "uid")
    @api.depends("input_hash", "state", "confirmation", "adjustment_ids")
    def _compute_statement_html(self):
        for month in self:
            if not month.employee_id:
                month.statement_html = False
                continue
            month.statement_html = self.env["ir.qweb"]._render(
                "attendance_rules_close.attendance_statement_body",
                month._statement_values(),
            )

    @needs_access("read")
    def action_print(self):
        """Print the statements as PDF."""
        report = self.env.ref("attendance_rules_close.attendance_statement_report")
        return report.report_action(self)

    def _sees_amounts(self):
        """Wages and deductions are for HR and for the person (not for managers)."""
        group = "attendance_rules.attendance_rules_group_hr_officer"
        return self.env.su or self.is_own or self.env.user.has_group(group)

    def _statement_values(self):
        """What the template of the statement shows to this reader."""
        self.ensure_one()
        self.check_access("read")
        amounts = self._sees_amounts()
        return {
            "month": self.sudo(),
            "title": self.month_name,
            "amounts": amounts,
            "money": lambda value: format_amount(self.env, value, self.currency_id),
            "date": lambda value: date_in_words(self.env, value, WEEKDAY),
            "hours": lambda seconds: f"{seconds / 3600:.1f}",
            # Incidents stand in a table below.
            "sentences": self.env["attendance.explainer"]._explain_month(
                self, with_amounts=amounts, with_incidents=False
            ),
            "incidents": self.sudo()._statement_incidents(),
        }

    def _statement_incidents(self):
        return self.env["attendance.incident"].search(
            [("day_id.month_id", "=", self.id)], order="work_date, shift_index"
        )

    # On "My Attendance"

    @api.model
    def _my_cards(self, employee, months):
        """Override: statements that wait for the reader's answer."""
        waiting = [month._my_statement() for month in self._to_confirm(months)]
        return super()._my_cards(employee, months) | {
            "statements": waiting,
            "objections": self._my_objections(employee),
        }

    @api.model
    def _my_objections(self, employee):
        """Objections that HR has not answered, and those answered while the audit of
        their month still runs."""
        # The month of the company is HR's; the objections are the employee's own.
        objections = (
            self.env["attendance.objection"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", employee.id),
                    "|",
                    ("state", "=", "open"),
                    ("period_id.state", "=", "audit"),
                ]
            )
        )
        return [objection._my_card() for objection in objections]

    def _my_figures(self):
        """Override: whether objections are taken."""
        return super()._my_figures() | {"can_object": self._can_object()}

    def _can_object(self):
        """Objections are taken while HR audits the month, until the deadline."""
        period = self.sudo().period_id
        today = fields.Date.context_today(self)
        return period.state == "audit" and (period.objection_deadline or today) >= today

    def _to_confirm(self, rows):
        return rows.filtered(
            lambda row: (
                row.sudo().period_id.state == "audit"
                and row.confirmation in (False, "waiting")
            )
        )

    def _my_statement(self):
        deadline = self.sudo().objection_deadline
        return {
            "id": self.id,
            "title": date_in_words(self.env, self.month),
            "deadline": deadline and format_date(self.env, deadline),
            "can_object": self._can_object(),
        }

    # Asked and sealed with the month of the company

    @api.model
    def _attach(self, period):
        """Gather the statements of a month that belong to no period yet."""
        self.sudo().search(
            [
                ("company_id", "=", period.company_id.id),
                ("month", "=", period.month),
                ("period_id", "=", False),
            ]
        ).write({"period_id": period.id})

    def _ask_confirmation(self, period):
        """Ask every employee to read the statement; one message per language."""
        self.filtered(lambda month: not month.confirmation).write(
            {"confirmation": "waiting"}
        )
        for lang, people in self.employee_id._by_reader_lang().items():
            told = period.with_context(lang=lang)
            told.message_notify(
                subject=told.env._(
                    "Your attendance in %(month)s: please confirm", month=told.name
                ),
                body=Markup("<p>%s</p><p><a href='/odoo/my-statements'>%s</a></p>")
                % (
                    told.env._(
                        "Your statement for %(month)s is ready. Please read it, and"
                        " confirm it or object until %(date)s.",
                        month=told.name,
                        date=format_date(told.env, told.objection_deadline),
                    ),
                    told.env._("My statements"),
                ),
                partner_ids=people._message_partners().ids,
            )

    def _common_seal(self):
        """Seal over the seals of all these statements."""
        seals = {month.employee_id.id: month.seal for month in self}
        return seal_all(seals, self._seal_secret())
