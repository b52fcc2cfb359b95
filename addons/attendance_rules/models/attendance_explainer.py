from odoo import api, models

from ..words.day_words import DayWriter
from ..words.month_words import MonthWriter


class AttendanceExplainer(models.AbstractModel):
    """Says in the reader's language why a day or a month is what it is.

    A row keeps codes and figures, so that everybody reads the same reasons, each in
    the own language. A code of ``core.explanation`` has a method of its name in one of
    the writers below. Times are those of the working schedule's time zone.
    """

    _name = "attendance.explainer"
    _description = "Explanation of Attendance"

    @api.model
    def _explain_day(self, day):
        """Lines on a day: plan, punches, then what is unusual.

        :param day: ``attendance.day``
        :rtype: list[str]
        """
        writer = DayWriter(self.env, day.tz or "UTC")
        return [*writer.facts(day), *writer.lines(day.lines)]

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
