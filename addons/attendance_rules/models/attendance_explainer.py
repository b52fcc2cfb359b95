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
    def _explain_day(self, day, names=None):
        """Lines on a day: what date it is, plan, punches, what is unusual, its cost.

        :param day: ``attendance.day``
        :param names: of ``_special_names``, who asks for many days
        :rtype: list[str]
        """
        writer = DayWriter(self.env, day.tz or "UTC")
        name = (self._special_names(day) if names is None else names).get(day)
        return [
            *([writer.special(*name)] if name else []),
            *([writer.not_employed()] if day.verdict == "not_employed" else []),
            *writer.facts(day),
            *writer.lines(day.lines),
            *self._costs(writer, day),
        ]

    def _costs(self, writer, day):
        """What the day costs: for HR and the person."""
        if not (day.is_own or self.env.user.has_group(HR_ONLY)):
            return []
        known = day.sudo()
        incidents = known.incident_ids.sorted(lambda one: (one.shift_index, one.id))
        currency = known.company_id.currency_id
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
