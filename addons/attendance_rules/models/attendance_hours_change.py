from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, months, next_month
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..engine.plans import Plans

HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"


class AttendanceHoursChange(models.Model):
    """Hours have changed after dates were judged by them: since when do they count?

    Days that are over keep the hours by which they were judged, so that nobody becomes
    late or absent of a sudden because a schedule, its time zone, a special day or the
    schedule of a contract was changed. HR is asked here, sees the effect first, and
    lets the hours count from an earlier date on, or leaves the past as it is.
    """

    _name = "attendance.hours.change"
    _inherit = ["guarded.mixin"]
    _description = "Change of Hours"
    _order = "id desc"
    _rec_name = "calendar_id"
    _check_company_auto = True

    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Schedule",
        readonly=True,
        ondelete="cascade",
        help="Whose hours have changed, or by which the employees worked before.",
    )
    new_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="New Schedule",
        readonly=True,
        ondelete="cascade",
        help="The schedule that the contracts have now.",
    )
    employee_ids = fields.Many2many(
        comodel_name="hr.employee",
        relation="attendance_hours_change_employee_rel",
        readonly=True,
        help="Whose contracts have another schedule now.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    changed_from = fields.Date(
        string="First Date That Differs",
        readonly=True,
        help="Judged dates from this one on have other hours now.",
    )
    date_from = fields.Date(
        string="Counts From",
        required=True,
        help="Days from this date on are judged again with the hours as they are now.",
    )
    state = fields.Selection(
        selection=[
            ("open", "To Decide"),
            ("applied", "Counts Earlier"),
            ("kept", "Past Kept"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
    )
    outdated = fields.Boolean(
        readonly=True, help="The hours have changed again since this was asked."
    )
    effect = fields.Text(
        readonly=True,
        help="What the days from the date on would come to with the new hours.",
    )
    effect_from = fields.Date(readonly=True)
    decided_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    decided_at = fields.Datetime(readonly=True)

    def write(self, vals):
        """Only the date is chosen by hand; the buttons write the rest."""
        if not self.env.su and (vals.keys() - {"date_from"} or not self._are_open()):
            raise AccessError(
                self.env._("Choose the date, then use the buttons to decide.")
            )
        return super().write(vals)

    def _are_open(self):
        return all(change.state == "open" for change in self)

    # Asking

    @api.model
    def _ask(self, plans, changed_contracts):
        """Ask about hours that differ from those by which dates were judged, once per
        change.

        :param Plans plans: with the dates that differ
        :param changed_contracts: {(company id, old calendar id, new one): {employee id:
            date}}
        """
        known = self.search([("outdated", "=", False)])
        calendars = {
            (one.calendar_id.id, one.company_id.id)
            for one in known
            if not one.employee_ids
        }
        vals_list = [
            {
                "calendar_id": calendar_id,
                "company_id": company_id,
                "changed_from": days[0],
            }
            for (calendar_id, company_id), days in plans.differing.items()
            if days and (calendar_id, company_id) not in calendars
        ]
        for (company_id, old_id, new_id), people in changed_contracts.items():
            asked = known.employee_ids.ids
            people = {one: day for one, day in people.items() if one not in asked}
            if people:
                vals_list.append(
                    {
                        "calendar_id": old_id,
                        "new_calendar_id": new_id,
                        "company_id": company_id,
                        "employee_ids": [fields.Command.set(list(people))],
                        "changed_from": min(people.values()),
                    }
                )
        self.create([{**vals, "date_from": vals["changed_from"]} for vals in vals_list])

    @api.model
    def _ask_anew(self, domain):
        """Hours have changed again: what was asked about them is asked anew.

        :param domain: of the questions
        """
        found = self.search([*domain, ("outdated", "=", False)])
        is_open = found.filtered(lambda change: change.state == "open")
        is_open.unlink()
        (found - is_open).outdated = True

    # Deciding

    @needs_access("read")
    def action_show_effect(self):
        """Judge the open months in memory with the hours as they are now."""
        self._check_may_decide()
        for change in self.sudo():
            effect = change.with_env(self.env(su=True))._describe_effect()
            change.write({"effect": effect, "effect_from": change.date_from})

    @needs_access("read")
    def action_apply(self):
        """Let the hours count from the date on: its days are judged again."""
        self._check_may_decide()
        for change in self:
            if change.effect_from != change.date_from:
                raise UserError(
                    self.env._("Look at the effect first: “Show the Effect”.")
                )
            change.sudo()._apply()
        self._decided("applied")

    @needs_access("read")
    def action_keep(self):
        """Leave the days that are over as they were judged."""
        self._check_may_decide()
        self._decided("kept")

    def _decided(self, state):
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    def _check_may_decide(self):
        if not self.env.user.has_group(HR_ADMIN):
            raise AccessError(
                self.env._("An HR administrator says from when hours count.")
            )
        self.check_access("read")
        for change in self:
            if change.state != "open":
                raise UserError(self.env._("This was decided already."))
            change.sudo()._check_date()

    def _check_date(self):
        """Closed months rest on what they were sealed with."""
        last = self.env["attendance.month"].search(
            [("company_id", "=", self.company_id.id), ("state", "=", "closed")],
            order="month desc",
            limit=1,
        )
        if last and self.date_from < next_month(last.month):
            raise UserError(
                self.env._(
                    "Months up to %(month)s are closed: hours can count from %(date)s "
                    "at the earliest.",
                    month=date_in_words(self.env, last.month),
                    date=format_date(self.env, next_month(last.month)),
                )
            )

    def _apply(self):
        queue = self.env["attendance.dirty"].sudo()
        people = self._people()
        if self.employee_ids:
            self._forget_schedules(people)
        else:
            self.env["attendance.hours"]._forget(
                self.calendar_id, self.company_id, self.date_from
            )
        queue._add_range(people.ids, self.date_from, date.max, only_open=True)

    def _forget_schedules(self, people):
        """Let the contracts count from the date on as they are now."""
        rows = self.env["attendance.month"].search(
            [
                ("employee_id", "in", people.ids),
                ("month", ">=", self.date_from.replace(day=1)),
                ("state", "=", "open"),
            ]
        )
        until = self.date_from - ONE_DAY
        for row in rows:
            row.schedules = [
                [first, min(last, str(until)), version_id, calendar_id]
                for first, last, version_id, calendar_id in row.schedules or ()
                if first <= str(until)
            ] or False

    def _people(self):
        """Whom the change concerns, archived employees included."""
        employees = self.env["hr.employee"].with_context(active_test=False)
        if self.employee_ids:
            return self.employee_ids.with_context(active_test=False)
        versions = self.env["hr.version"].search(
            [
                ("resource_calendar_id", "=", self.calendar_id.id),
                ("employee_id.company_id", "=", self.company_id.id),
            ]
        )
        return employees.browse(versions.employee_id.ids)

    # The effect

    def _describe_effect(self):
        """One line per open month: what it is, and what it would be."""
        engine = self.env["attendance.engine"].with_company(self.company_id)
        people, lines = self._people(), []
        for month in months(self.date_from, fields.Date.today()):
            last = next_month(month) - ONE_DAY
            before = engine._judge(people, month)
            plans = Plans(self.env, month, last, live_from=self.date_from)
            after = engine._judge(people, month, plans=plans)
            lines.append(self._describe_month(month, before, after))
        return "\n".join(lines)

    def _describe_month(self, month, before, after):
        figures = [_sum_up(judgements) for judgements in (before, after)]
        changed = sum(
            1
            for one, other in zip(before, after, strict=True)
            for day, verdict in one.days.items()
            if verdict.verdict != other.days[day].verdict
        )
        money = [
            format_amount(self.env, deduction, self.currency_id)
            for _incidents, deduction in figures
        ]
        return self.env._(
            "%(month)s: %(days)s days change; incidents %(incidents)s → %(then)s, "
            "deductions %(before)s → %(after)s.",
            month=date_in_words(self.env, month),
            days=changed,
            incidents=figures[0][0],
            then=figures[1][0],
            before=money[0],
            after=money[1],
        )


def _sum_up(judgements):
    """Incidents that count, and what is deducted, in the currency."""
    incidents = sum(one.month.totals["incidents"] for one in judgements)
    return incidents, sum(one.month.deduction / one.unit for one in judgements)
