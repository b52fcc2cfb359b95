from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

KINDS = [
    ("earlier", "An earlier month is not closed"),
    ("policy", "No policy in force"),
    ("calendar", "Employees without working schedule"),
    ("contract", "Employees without contract date"),
    ("provisional", "Days that are not decided yet"),
    ("missing", "Missing punches"),
    ("leave", "Time off requests to decide"),
    ("correction", "Punch corrections to decide"),
    ("overtime", "Overtime requests to decide"),
    ("question", "Questions without answer"),
    ("objection", "Objections without answer"),
    ("unconfirmed", "Statements not confirmed"),
]


class AttendancePeriodCheck(models.Model):
    """CS-1.5: one kind of open point of a month, with the records behind it.

    Written by ``_refresh``; what is settled disappears with the next check. Other
    add-ons add kinds to the selection, and a method ``_find_<kind>`` for each.
    """

    _name = "attendance.period.check"
    _inherit = ["guarded.mixin"]
    _description = "Open Point of a Month"
    _order = "period_id, blocking desc, id"
    _check_company_auto = True

    period_id = fields.Many2one(
        comodel_name="attendance.period",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(related="period_id.company_id", store=True)
    kind = fields.Selection(selection=KINDS, required=True, readonly=True)
    count = fields.Integer(readonly=True)
    res_model = fields.Char(readonly=True)
    res_ids = fields.Json(readonly=True)
    employee_ids = fields.Many2many(comodel_name="hr.employee", readonly=True)
    blocking = fields.Boolean(
        string="Must be settled", readonly=True, help="The month cannot close before."
    )

    _one_per_kind = models.UniqueIndex("(period_id, kind)")

    @needs_access("read")
    def action_open(self):
        """Open the records that are behind this point."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["kind"]._description_selection(self.env))[
                self.kind
            ],
            "res_model": self.res_model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.res_ids or [])],
            "context": {"create": False, "active_test": False},
        }

    @needs_access("read")
    def action_ask(self):
        """Ask the departments concerned: opens the question to send."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask the Departments"),
            "res_model": "attendance.period.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_check_id": self.id},
        }

    @api.model
    def _refresh(self, periods):
        """Judge what is due, then list what is open, for periods not closed.

        Whoever looks at, closes or books in the same month takes turns.
        """
        take_turn(periods)
        engine = self.env["attendance.engine"].sudo()
        while engine._process()[0]:
            continue
        for period in periods.filtered(lambda p: p.state != "closed"):
            self.env["attendance.month"]._attach(period)
            period.sudo().month_ids._renew_confirmation()
            self.sudo()._write_points(period.sudo())
        periods.sudo().write({"check_at": fields.Datetime.now()})

    @api.model
    def _write_points(self, period):
        known = {check.kind: check for check in period.check_ids}
        stale = self.browse()
        blocking = self._blocking_kinds()
        for kind in self._fields["kind"].get_values(self.env):
            records, employees = getattr(self, f"_find_{kind}")(period)
            vals = self._prepare_point(period, kind, records, employees)
            vals["blocking"] = kind in blocking
            if not records:
                stale += known.get(kind, self)
            elif kind in known:
                known[kind].write(vals)
            else:
                self.create(vals)
        stale.unlink()

    @api.model
    def _blocking_kinds(self):
        """Kinds that must be settled before the month can be closed."""
        return {"earlier", "policy", "provisional"}

    @api.model
    def _prepare_point(self, period, kind, records, employees):
        return {
            "period_id": period.id,
            "kind": kind,
            "count": len(records),
            "res_model": records._name,
            "res_ids": records.ids,
            "employee_ids": [fields.Command.set(employees.ids)],
        }

    # === WHAT IS OPEN: (records, employees) PER KIND === #

    @api.model
    def _find_earlier(self, period):
        earlier = period.search(
            [
                ("company_id", "=", period.company_id.id),
                ("month", "<", period.month),
                ("state", "!=", "closed"),
            ]
        )
        return earlier, self.env["hr.employee"]

    @api.model
    def _find_policy(self, period):
        policy = self.env["attendance.policy"]._get_policy(
            period.company_id, period.date_end
        )
        company = self.env["res.company"] if policy else period.company_id
        return company, self.env["hr.employee"]

    @api.model
    def _find_calendar(self, period):
        found = self._employees(period, [("resource_calendar_id", "=", False)])
        return found, found

    @api.model
    def _find_contract(self, period):
        found = self._employees(period, [("contract_date_start", "=", False)])
        return found, found

    @api.model
    def _find_provisional(self, period):
        return self._days(period, [("provisional", "=", True)])

    @api.model
    def _find_missing(self, period):
        return self._days(period, [("verdict", "in", ["missing_in", "missing_out"])])

    @api.model
    def _find_leave(self, period):
        domain = Domain("state", "in", ["confirm", "validate1"])
        domain &= Domain("request_date_from", "<=", period.date_end)
        domain &= Domain("request_date_to", ">=", period.month)
        return self._requests("hr.leave", period, domain)

    @api.model
    def _find_correction(self, period):
        domain = Domain("state", "=", "submitted")
        domain &= Domain("work_date", ">=", period.month)
        domain &= Domain("work_date", "<=", period.date_end)
        return self._requests("attendance.correction", period, domain)

    @api.model
    def _find_overtime(self, period):
        domain = Domain("state", "=", "submitted")
        domain &= Domain("date_from", ">=", period.month)
        domain &= Domain("date_from", "<=", period.date_end)
        return self._requests("attendance.overtime", period, domain)

    @api.model
    def _find_question(self, period):
        found = period.question_ids.filtered(lambda q: q.state == "asked")
        return found, found.employee_ids

    @api.model
    def _find_objection(self, period):
        found = self.env["attendance.objection"].search(
            [("period_id", "=", period.id), ("state", "=", "open")]
        )
        return found, found.employee_id

    @api.model
    def _find_unconfirmed(self, period):
        found = period.month_ids.filtered(
            lambda m: m.confirmation in (False, "waiting")
        )
        return found, found.employee_id

    @api.model
    def _employees(self, period, domain):
        company = Domain("company_id", "=", period.company_id.id)
        return self.env["hr.employee"].search(company & Domain(domain))

    @api.model
    def _days(self, period, domain):
        month = Domain("month_id", "in", period.month_ids.ids)
        days = self.env["attendance.day"].search(month & Domain(domain))
        return days, days.employee_id

    @api.model
    def _requests(self, model, period, domain):
        company = Domain("employee_id.company_id", "=", period.company_id.id)
        found = self.env[model].search(company & domain)
        return found, found.employee_id
