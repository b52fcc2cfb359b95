"""More overtime than the policy has in mind, in the words of the reader."""

from odoo.tools import format_date

from odoo.addons.base_engine_tools.core.instants import HOUR
from odoo.addons.base_engine_tools.words.writer import Writer


class OvertimeWriter(Writer):
    """Writes what a statement says about overtime."""

    def overtime(self, month, policy):
        """CS-1.1: where approved overtime goes beyond what the policy warns of.

        :param month: ``attendance.month``; ``policy``: that judged it, hours a day and
            a month, 0: no warning
        """
        a_day, a_month = policy.overtime_day_warning, policy.overtime_month_warning
        texts = []
        days = a_day and month.day_ids.filtered(
            lambda day: day.overtime_approved_seconds > a_day * HOUR
        )
        if days:
            texts.append(self._overtime_days(days.sorted("work_date"), a_day))
        if a_month and month.overtime_approved_seconds > a_month * HOUR:
            texts.append(
                self.env._(
                    "Approved overtime of %(span)s in the month: more than %(limit)s.",
                    span=self._span(month.overtime_approved_seconds),
                    limit=self._span(round(a_month * HOUR)),
                )
            )
        return texts

    def _overtime_days(self, days, limit):
        return self.env._(
            "Approved overtime of more than %(limit)s on one day: %(days)s.",
            limit=self._span(round(limit * HOUR)),
            days=", ".join(
                f"{format_date(self.env, day.work_date)} "
                f"({self._span(day.overtime_approved_seconds)})"
                for day in days
            ),
        )
