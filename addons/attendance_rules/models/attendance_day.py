from markupsafe import Markup
from pytz import timezone, utc

from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.base_engine_tools.core.instants import midnight, to_nearest_second
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.links import FollowedLink

from ..core import today
from ..words.verdicts import VERDICTS

#: Codes of the lines that ask for a corrected punch.
MISSING = {"missing_in", "missing_out"}


def as_list(texts):
    """Lines as a list to read."""
    items = Markup().join(Markup("<li>%s</li>") % text for text in texts)
    return items and Markup('<ul class="mb-0 ps-3">%s</ul>') % items


def _clocks(zone, start, end):
    """ "08:00 – 17:00", with a dash for what is missing; nothing if both are."""
    if not start and not end:
        return ""
    clocks = [
        f"{utc.localize(moment).astimezone(zone):%H:%M}" if moment else "…"
        for moment in (start, end)
    ]
    return " – ".join(clocks)


class LinkOfMonth(fields.Many2one):
    """A link without a foreign key: one would take longer than the judgement.

    The day's month has the same employee and company, with foreign keys; a policy
    version that days name is not deleted.
    """

    def update_db_foreign_key(self, model, column):
        """Override: none."""


class AttendanceDay(models.Model):
    """The verdict on one employee's work of one local date, and why.

    Written by the engine only. A shift belongs to the date on which it starts, also
    when it ends on the next one. Durations are whole seconds.
    """

    _name = "attendance.day"
    _inherit = ["attendance.judged.mixin"]
    _description = "Day of Attendance"
    _order = "work_date desc, employee_id, id"
    _rec_name = "work_date"
    # Hundreds of thousands of rows a month, written by the engine: when and by whom
    # says nothing, and every foreign key and index costs as much as the judgement.
    _log_access = False

    employee_id = LinkOfMonth()
    company_id = LinkOfMonth()
    department_id = FollowedLink(index="btree_not_null")
    work_date = fields.Date(required=True, readonly=True, index=True)
    tz = fields.Char(string="Time Zone", readonly=True)
    policy_id = LinkOfMonth(
        comodel_name="attendance.policy",
        readonly=True,
    )
    month_id = FollowedLink(
        comodel_name="attendance.month",
        readonly=True,
        ondelete="cascade",
        index=True,
    )

    # Verdict
    verdict = fields.Selection(
        selection=[(code, verdict.label) for code, verdict in VERDICTS.items()],
        required=True,
        readonly=True,
    )
    planned_seconds = fields.Integer(readonly=True)
    worked_seconds = fields.Integer(readonly=True)
    leave_seconds = fields.Integer(readonly=True)
    late_seconds = fields.Integer(readonly=True)
    early_seconds = fields.Integer(readonly=True)
    away_seconds = fields.Integer(readonly=True)
    overtime_seconds = fields.Integer(readonly=True)
    overtime_approved_seconds = fields.Integer(readonly=True)
    plan_from = fields.Datetime(readonly=True)
    plan_to = fields.Datetime(readonly=True)
    first_in = fields.Datetime(readonly=True)
    last_out = fields.Datetime(readonly=True)
    corrected = fields.Boolean(
        readonly=True,
        help="A punch of the day was entered or changed by hand.",
    )
    provisional = fields.Boolean(
        readonly=True,
        help="The day is not over, or a leave request is open.",
    )
    month_state = fields.Selection(
        related="month_id.state",
        string="Month Is",
        help="Closed: the day never changes any more.",
    )
    lines = fields.Json(readonly=True)
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)
    plan_clock = fields.Char(string="Plan", compute="_compute_clocks")
    punch_clock = fields.Char(string="Punches", compute="_compute_clocks")
    title = fields.Char(
        compute="_compute_title", help="Who, and the verdict: for a calendar."
    )
    color = fields.Integer(compute="_compute_title")
    incident_ids = fields.One2many(
        comodel_name="attendance.incident",
        inverse_name="day_id",
        readonly=True,
    )

    _provisional_idx = models.Index("(work_date) WHERE provisional")
    _employee_date_uniq = models.UniqueIndex(
        "(employee_id, work_date)",
        "An employee has one row per day.",
    )

    @api.depends("employee_id", "work_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for day in self:
            shown = format_date(self.env, day.work_date)
            day.display_name = f"{day.employee_id.name or ''} {shown}".strip()

    @api.depends("lines", "verdict", "incident_ids.deduction", "incident_ids.graced")
    @api.depends_context("lang", "uid")
    def _compute_explanation(self):
        explainer = self.env["attendance.explainer"]
        beside = explainer._read_beside(self)
        for day in self:
            day.explanation = as_list(explainer._explain_day(day, beside))

    @api.depends("plan_from", "plan_to", "first_in", "last_out", "tz")
    def _compute_clocks(self):
        """Times of the plan's time zone, whatever the reader's is."""
        for day in self:
            zone = timezone(day.tz or "UTC")
            day.plan_clock = _clocks(zone, day.plan_from, day.plan_to)
            day.punch_clock = _clocks(zone, day.first_in, day.last_out)

    @needs_access("read")
    def action_recompute(self):
        """Judge the months of these days again, at once."""
        for months in self.grouped("work_date").values():
            first = months[0].work_date
            self.env["attendance.engine"]._compute(months.employee_id, first, first)

    @api.readonly
    @needs_access("read")
    def action_punches(self):
        """Open the punches of the day, into the next one after a night."""
        self.ensure_one()
        dates = self._dates()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_attendance.hr_attendance_action"
        )
        action["domain"] = [
            ("employee_id", "=", self.employee_id.id),
            ("date", ">=", min(dates)),
            ("date", "<=", max(dates)),
        ]
        action["context"] = {}
        return action

    def _dates(self):
        """Return the local dates that the plan and the punches touch."""
        zone = timezone(self.tz or "UTC")
        times = (self.plan_from, self.plan_to, self.first_in, self.last_out)
        return {self.work_date} | {
            utc.localize(moment).astimezone(zone).date() for moment in times if moment
        }

    def _shows(self, verdict):
        """Whether the row says the same as a ``DayVerdict``."""
        self.ensure_one()
        shown = (
            self.verdict,
            self.planned_seconds,
            self.leave_seconds,
            self.late_seconds,
            self.early_seconds,
            self.overtime_approved_seconds,
        )
        return shown == (
            verdict.verdict,
            verdict.planned,
            verdict.leave,
            verdict.late,
            verdict.early,
            verdict.overtime_approved,
        )

    # In the picture of a month, and on the board

    @api.depends("employee_id", "verdict")
    @api.depends_context("lang")
    def _compute_title(self):
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        for day in self:
            label = labels.get(day.verdict, "")
            day.title = f"{day.employee_id.name or ''}: {label}"
            day.color = VERDICTS[day.verdict].color if day.verdict else 0

    def _heat_map(self):
        """Return the cells of the days, in the reader's language.

        ``tone`` and ``icon`` are the looks of the verdict, ``rank`` its place in a
        legend.

        :return: [{id, date, verdict, label, tone, icon, rank, punches, lines, open,
            can_correct}, …]
        """
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        ranks = {code: rank for rank, code in enumerate(VERDICTS)}
        explainer = self.env["attendance.explainer"]
        beside = explainer._read_beside(self)
        return [
            {
                "id": day.id,
                "date": day.work_date.isoformat(),
                "verdict": day.verdict,
                "label": labels[day.verdict],
                "tone": VERDICTS[day.verdict].tone,
                "icon": VERDICTS[day.verdict].icon,
                "rank": ranks[day.verdict],
                "punches": day.punch_clock,
                "lines": explainer._explain_day(day, beside),
                "open": day.provisional,
                "can_correct": day.month_state != "closed" and day._is_correctable(),
            }
            for day in self.sorted("work_date")
        ]

    def _is_correctable(self):
        """Whether a corrected punch can change the day: its verdict, or on a day off
        the press that is missing."""
        missing = any(code in MISSING for code, _figures in self.lines or ())
        return VERDICTS[self.verdict].correctable or missing

    def _state_at(self, now, punches, leaves, terms):
        """Return the state of ``core.today`` at a moment; all times in seconds.

        :param terms: of the policy by which the day is judged
        """
        due, start = None, midnight(self.work_date, self.tz or "UTC")
        tolerance = terms.tolerance("late", self.planned_seconds - self.leave_seconds)
        if self.plan_from:
            planned = to_nearest_second(self.plan_from)
            start, planned = planned - terms.reach, planned + self._allowed()
            due = today.due_after(planned, leaves)
            # Leave may end before a break of the shift.
            tolerance += terms.split_gap if due != planned else 0
        away = any(begin <= now < end for begin, end in leaves)
        person = today.Person(
            due=due,
            tolerance=tolerance,
            came=today.first_punch(punches, start),
            off=away or self.verdict in ("leave", "trip"),
        )
        return today.state(person, now)

    def _allowed(self):
        """Seconds that the person may come later, after night duty."""
        return sum(
            figures["seconds"]
            for code, figures in self.lines or ()
            if code == "allowance"
        )
