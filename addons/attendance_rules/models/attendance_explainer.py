from odoo import api, models

from ..words.day_words import DayWriter
from ..words.month_words import MonthWriter
from .attendance_month import HR_ONLY


class AttendanceExplainer(models.AbstractModel):
    """Says in the reader's language why a day or a month is what it is.

    A row keeps codes and figures, so that everybody reads the same reasons, each in
    the own language. A code of ``core.explanation`` has a method of its name in one of
    the writers below. Times are those of the working schedule's time zone.
    """

    _name = "attendance.explainer"
    _description = "Explanation of Attendance"

    @api.model
    def _explain_day(self, day, beside=None):
        """Lines on a day: what date it is, plan, punches, what is unusual, its cost.

        :param day: ``attendance.day``
        :param beside: of ``_read_beside``, from who asks for many days
        :rtype: list[str]
        """
        writer = DayWriter(self.env, day.tz or "UTC")
        names, incidents = beside or self._read_beside(day)
        name = names.get(day)
        return [
            *([writer.special(*name)] if name else []),
            *([writer.not_employed()] if day.verdict == "not_employed" else []),
            *writer.facts(day),
            *writer.lines(day.lines),
            *self._costs(writer, day, incidents.get(day, ())),
        ]

    @api.model
    def _read_beside(self, days):
        """What days are explained with, in a few queries for all of them.

        :return: ({day: (kind, name) of a special day}, {day: incidents})
        """
        incidents = self.env["attendance.incident"].sudo()
        found = incidents.search_fetch(
            [("day_id", "in", days.ids)],
            [
                *("day_id", "kind", "excused", "graced"),
                *("deduction", "deduction_before_cap"),
            ],
            order="shift_index, id",
        )
        by_day = found.grouped(lambda incident: incident.day_id.id)
        return self._special_names(days), {day: by_day.get(day.id, ()) for day in days}

    def _costs(self, writer, day, incidents):
        """What the day costs: for HR and the person."""
        if not (day.is_own or self.env.user.has_group(HR_ONLY)):
            return []
        currency = day.sudo().company_id.currency_id
        return [writer.cost(incident, currency) for incident in incidents]

    @api.model
    def _special_names(self, days):
        """What special days and time off for all make of days, with a few queries for
        each schedule.

        :return: {day: (kind, name)}
        """
        found = {}
        for (calendar, company), some in days.sudo().grouped(_schedule_of).items():
            found |= _names(calendar, company, some.sudo(False))
        return found

    @api.model
    def _explain_month(
        self, month, with_amounts=False, with_open=True, with_incidents=True
    ):
        """Lines on a month: grace, talks, overtime, why attendance was not full.

        :param month: ``attendance.month``
        :param with_amounts: also what was deducted, and why not more
        :param with_open: also which days are still open
        :param with_incidents: also which incidents ended full attendance
        :rtype: list[str]
        """
        writer = MonthWriter(self.env, month.currency_id)
        lines = writer.lines(month.lines)
        lines += self._lines_of_parts(month)
        if with_amounts:
            lines += writer.lines(month.sudo().pay_lines)
        if month.full_attendance:
            return [*lines, self.env._("Full attendance.")]
        reasons = month.reasons if with_open else month._settled_reasons()
        dates = [one["date"] for code, one in reasons or () if code == "not_employed"]
        if dates:
            lines.append(writer.not_employed(dates))
            reasons = [one for one in reasons if one[0] != "not_employed"]
        if not with_incidents:
            reasons = [reason for reason in reasons or () if reason[0] != "incident"]
        return lines + writer.lines(reasons)

    @api.model
    def _lines_of_parts(self, month):
        """What other parts say about a month; override, call ``super()`` and add.

        :param month: ``attendance.month``
        :rtype: list[str]
        """
        return []


def _schedule_of(day):
    return day.employee_id.resource_calendar_id, day.company_id


def _names(calendar, company, days):
    """Names of what is special about days of a schedule: {day: (kind, name)}."""
    dates = days.mapped("work_date")
    labels = calendar._day_labels(company, min(dates), max(dates))
    working = {
        special.date
        for special in calendar._get_special_days(company.id)
        if special.is_working
    }
    names = {}
    for day in days:
        if name := labels.get(day.work_date):
            kind = "working" if day.work_date in working else "closed"
            if kind == "closed" and not day.planned_seconds:
                kind = "holiday"
            names[day] = kind, name
    return names
