from collections import defaultdict
from datetime import datetime, time, timedelta
from functools import partial

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache
from odoo.tools.intervals import Intervals

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core import special_days as core
from ..core.day_kinds import day_kinds

ONE_DAY = timedelta(days=1)
WORKING_TIME_FIELDS = {
    "company_id",
    "duration_based",
    "flexible_hours",
    "full_time_required_hours",
    "hours_per_day",
    "hours_per_week",
    "schedule_type",
    "two_weeks_calendar",
    "tz",
}


class ResourceCalendar(models.Model):
    """Working schedules know holidays and make-up working days.

    Everything that Odoo computes from working hours (``plan_hours``, ``plan_days``,
    work intervals, unusual days, time off) starts from the one method overridden here.
    """

    _inherit = "resource.calendar"

    special_day_ids = fields.One2many(
        comodel_name="resource.special.day",
        inverse_name="calendar_id",
    )
    special_day_count = fields.Integer(compute="_compute_special_day_count")

    @api.depends("company_id", "special_day_ids.date")
    @api.depends_context("company", "special_day_company_id", "special_day_preview")
    def _compute_special_day_count(self):
        year = fields.Date.context_today(self).year
        for calendar in self:
            days = calendar._get_special_days(calendar._special_day_company().id)
            calendar.special_day_count = sum(day.date.year >= year for day in days)

    def _compute_full_time_required_hours(self):
        """Override of `resource`: flexible hours end when so many are worked, so theirs
        change with the schedule of the company."""
        before = {calendar: calendar.full_time_required_hours for calendar in self}
        result = super()._compute_full_time_required_hours()
        self.filtered(
            lambda calendar: (
                calendar.flexible_hours
                and isinstance(calendar.id, int)
                and calendar.full_time_required_hours != before[calendar]
            )
        )._working_time_changed()
        return result

    def write(self, vals):
        result = super().write(vals)
        if WORKING_TIME_FIELDS & vals.keys():
            self._working_time_changed()
        return result

    @api.readonly
    @needs_access("read")
    def action_special_days(self):
        """Open the special days that count for this schedule."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "resource_special_day.resource_special_day_action"
        )
        company = self._special_day_company()
        action["domain"] = [
            ("calendar_id", "in", [False, self.id]),
            ("company_id", "=", company.id),
        ]
        action["context"] = {
            "search_default_current": 1,
            "default_calendar_id": self.id,
            "default_company_id": company.id,
        }
        return action

    # What changed

    @api.model
    def _on_working_time_changed(self, calendars):
        """Hook: the hours of these schedules changed, or may have.

        Called at once after special days, attendance lines, global time off or the
        time zone and hours of a schedule are created, written or deleted; several
        times if several of them change. Values cached here are fresh by then.

        :param calendars: schedules, archived ones included
        """

    def _working_time_changed(self, cache="default"):
        """Forget what was computed from the hours, and tell who follows them.

        :param str cache: "stable" when it is the special days that changed
        """
        if not self:
            return
        clear_cache = partial(self.env.registry.clear_cache, cache)
        clear_cache()
        # A transaction that runs meanwhile may have cached what is now outdated.
        self.env.cr.postcommit.add(clear_cache)
        self.env["resource.calendar"]._on_working_time_changed(self)

    @api.model
    def _of_companies(self, companies):
        """Return the schedules of the companies, and those without a company."""
        if not companies:
            return self.browse()
        calendars = self.sudo().with_context(active_test=False)
        domain = Domain("company_id", "in", [False, *companies.ids])
        return calendars.search(domain).with_env(self.env)

    # Which special days count

    def _special_day_company(self, resource=None):
        """Return the company whose special days count for this schedule.

        It is the schedule's own company. For a schedule that companies share it is
        the resource's company; without a resource the one that the caller names in
        the context key ``special_day_company_id``; else the current company. Whoever
        computes for others (a job, a deadline) names the company, so that the answer
        does not depend on who asks.
        """
        return (
            self.company_id
            or (resource and resource.company_id)
            or self.env["res.company"].browse(
                self.env.context.get("special_day_company_id")
            )
            or self.env.company
        )

    def _get_special_days(self, company_id):
        """Return the special days of this schedule in a company, sorted by date.

        The context key ``special_day_preview`` holds the days of companies as they
        would be, ``{company id: [(calendar id or False, SpecialDay)]}``: nothing is
        written to see what a change would do.

        :rtype: tuple[SpecialDay]
        """
        calendar_id = self._origin.id
        preview = self.env.context.get("special_day_preview", {})
        if company_id in preview:
            return core.effective_days(preview[company_id], calendar_id)
        return self._cached_special_days(calendar_id, company_id)

    @api.model
    @ormcache("calendar_id", "company_id")
    def _cached_special_days(self, calendar_id, company_id):
        rows = self._cached_company_special_days(company_id)
        return core.effective_days(rows, calendar_id)

    @api.model
    @ormcache("company_id", cache="stable")
    def _cached_company_special_days(self, company_id):
        """All days of a company: a new schedule asks the database no more for them.

        :rtype: tuple[(calendar id or False, SpecialDay)]
        """
        days = (
            self.env["resource.special.day"]
            .sudo()
            .search_fetch(
                [("company_id", "=", company_id)],
                ["date", "kind", "like_weekday", "calendar_id"],
            )
        )
        return tuple((day.calendar_id.id, day._to_core()) for day in days)

    @api.model
    @ormcache("calendar_id")
    def _cached_special_day_lines(self, calendar_id):
        attendances = (
            self.env["resource.calendar.attendance"]
            .sudo()
            .search([("calendar_id", "=", calendar_id), ("display_type", "=", False)])
        )
        return tuple(attendance._to_core() for attendance in attendances)

    # What a date is: the one reading of it

    def _day_kinds(self, company, first, last):
        """Return what each local date from the first to the last is, for a company.

        A date is a ``holiday`` if a special day says so, or if time off for all covers
        its whole working hours: an inventory from 8 to 11 makes no holiday. A date
        without hours is a holiday if it is closed at noon, else ``weekend``. Every
        other date is a ``workday``, make-up days (调休) included. See
        :func:`~..core.day_kinds.day_kinds`.

        The answer is the same for everybody, and for any number of dates it takes the
        same few queries. Without a schedule (empty recordset) only holidays are known.

        :param company: whose special days and time off for all count
        :param date first: included, like ``last``
        :rtype: dict[date, str]
        """
        # Whoever asks, the answer is stored for all: hence in superuser mode.
        calendar = self.sudo().with_context(special_day_company_id=company.id)
        zone = timezone(calendar.tz or "UTC")
        days = calendar._get_special_days(company.id)
        return day_kinds(
            first,
            last,
            zone,
            core.days_between(days, first, last),
            calendar._hours_between(first, last, zone),
            [
                (utc.localize(leave.date_from), utc.localize(leave.date_to))
                for leave in calendar._leaves_for_all(company, first, last)
            ],
            calendar._nights(first, last),
        )

    def _nights(self, first, last):
        """Dates at whose first midnight a night of the schedule lies, also if its
        evening is a holiday."""
        if not self or self.flexible_hours:
            return set()
        lines = self._cached_special_day_lines(self._origin.id)
        return core.nights_between(lines, first, last)

    def _hours_between(self, first, last, zone):
        """Return the hours of some local dates and the evening before; None if the
        schedule has none ever."""
        lines = self and self._cached_special_day_lines(self._origin.id)
        if not lines and not self.flexible_hours:
            return None
        # A flexible schedule counts its weeks from where the question starts: Monday.
        # The evening before the first date is needed to know a night.
        monday = first - ONE_DAY * ((first - ONE_DAY).weekday() + 1)
        found = self._attendance_intervals_batch(
            zone.localize(datetime.combine(monday, time.min)),
            zone.localize(datetime.combine(last + ONE_DAY, time.min)),
            tz=zone,
        )[False]
        return [(start, stop) for start, stop, _attendance in found]

    def _day_labels(self, company, first, last):
        """Return the names of days off and make-up days, in the reader's language.

        Whatever changes the hours of a date has its name here, also time off for all
        that makes no holiday: it explains why there are fewer hours.

        :param company: whose special days and time off for all count
        :param date first: included, like ``last``
        :return: {date: name}; what holds for this calendar goes before what is for all
        """
        labels = {}
        for leave in self._leaves_for_all(company, first, last):
            labels |= dict.fromkeys(self._dates_of(leave), leave.name or "")
        days = self.env["resource.special.day"].search(
            [
                ("calendar_id", "in", [self._origin.id, False]),
                ("company_id", "=", company.id),
                ("date", ">=", first),
                ("date", "<=", last),
            ]
        )
        for day in days.sorted(lambda day: bool(day.calendar_id)):
            labels[day.date] = day.name
        return labels

    def _leaves_for_all(self, company, first, last):
        """Return the time off for all that may touch some local dates."""
        return self.env["resource.calendar.leaves"].search(
            [
                ("calendar_id", "in", [self._origin.id, False]),
                ("resource_id", "=", False),
                ("time_type", "=", "leave"),
                ("company_id", "in", [company.id, False]),
                ("date_from", "<=", datetime.combine(last + ONE_DAY * 2, time.min)),
                ("date_to", ">=", datetime.combine(first - ONE_DAY, time.min)),
            ]
        )

    def _dates_of(self, leave):
        """Return the local dates that a leave touches."""
        zone = timezone(self.tz or "UTC")
        first, last = (
            utc.localize(moment).astimezone(zone).date()
            for moment in (leave.date_from, leave.date_to)
        )
        return [first + ONE_DAY * n for n in range((last - first).days + 1)]

    # The one override

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        """Override of `resource` to take holidays away and to add make-up days."""
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources=resources, domain=domain, tz=tz, lunch=lunch
        )
        groups = self._special_day_groups(resources, start_dt, tz)
        for (calendar, company_id, zone), resource_ids in groups.items():
            span = core.Span(start_dt, end_dt, zone)
            days = calendar._get_special_days(company_id)
            first, last = span.dates()
            # A night that begins the day before reaches into the first date.
            days = core.days_between(days, first - ONE_DAY, last)
            if days:
                intervals = calendar._apply_special_days(
                    result[resource_ids[0]], days, span, domain, lunch
                )
                result.update(dict.fromkeys(resource_ids, intervals))
        return result

    def _special_day_groups(self, resources, start_dt, tz):
        """Group the resources that have the same hours and the same special days.

        A resource without any schedule works whenever it likes: it is left out.

        :return: {(calendar, company id, time zone): [resource id or False]}
        """
        none = self.env["resource.resource"]
        resources = resources or none
        calendars = resources._get_calendar_at(start_dt, tz)
        groups = defaultdict(list)
        for resource in [none, *resources]:
            own = calendars.get(resource, self)
            if own:
                calendar = own if own.flexible_hours else self
                company = calendar._special_day_company(resource)
                zone = tz or timezone((resource or self).tz)
                groups[calendar, company.id, zone].append(resource.id)
        return groups

    def _apply_special_days(self, intervals, days, span, domain, lunch):
        attendances = self.env["resource.calendar.attendance"]
        if self.flexible_hours:
            change = self._flexible_change(intervals, days, span, lunch)
        else:
            lines = self._cached_special_day_lines(self._origin.id)
            change = core.change(days, lines, span, breaks=lunch)
        lost = Intervals([(*bounds, attendances) for bounds in change.lost])
        gained = [
            (start, end, self._special_day_attendance(line_id, start, end))
            for start, end, line_id in change.gained
        ]
        if domain:
            gained = [item for item in gained if item[2].filtered_domain(domain)]
        return Intervals([*(intervals - lost), *gained], keep_distinct=True)

    def _flexible_change(self, intervals, days, span, lunch):
        worked = {start.date() for start, _stop, _attendance in intervals}
        hours = 0 if lunch else self.hours_per_day
        return core.flexible_change(days, worked, hours, span)

    def _special_day_attendance(self, line_id, start, end):
        """Return the line that gives the hours, or one made up like Odoo's own for
        schedules without lines."""
        attendances = self.env["resource.calendar.attendance"]
        if line_id:
            return attendances.browse(line_id)
        hours = (end - start).total_seconds() / 3600
        return attendances.new({"duration_hours": hours, "duration_days": 1})
