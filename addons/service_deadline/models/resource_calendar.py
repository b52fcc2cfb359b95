from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import api, models, tools

from ..core.working_time import compile_working_time, to_epoch


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _working_time(self, company_id, first_year, last_year):
        """Working time of the years, compiled for the engine.

        The same for everybody: computed in superuser mode, for one company, with the
        holidays of that company only.

        :param int company_id: whose public holidays and make-up days count
        :return: :class:`~..core.working_time.WorkingTime`
        """
        if "special_day_preview" in self.env.context:
            return self._compile_working_time(company_id, first_year, last_year)
        return self._cached_working_time(company_id, first_year, last_year)

    @tools.ormcache("self.id", "company_id", "first_year", "last_year")
    def _cached_working_time(self, company_id, first_year, last_year):
        return self._compile_working_time(company_id, first_year, last_year)

    def _compile_working_time(self, company_id, first_year, last_year):
        calendar = self.sudo().with_context(tz=None, special_day_company_id=company_id)
        calendar = calendar.with_company(company_id)
        zone = ZoneInfo(calendar.tz or "UTC")
        start = datetime(first_year, 1, 1, tzinfo=zone)
        if calendar.flexible_hours:
            # Its weeks count from where the question starts: always from a Monday, so
            # that a longer table has the same hours.
            start -= timedelta(days=start.weekday())
        end = datetime(last_year + 1, 1, 1, tzinfo=zone)
        domain = [
            ("time_type", "=", "leave"),
            ("company_id", "in", [company_id, False]),
        ]
        intervals = calendar._work_intervals_batch(start, end, domain=domain)[False]
        return compile_working_time(
            zone.key,
            [(begin, finish) for begin, finish, _records in intervals],
            to_epoch(start),
            to_epoch(end),
        )

    def unlink(self):
        """Override to let running promises go over to other hours."""
        self.env["service.deadline"].sudo()._recheck([("calendar_id", "in", self.ids)])
        res = super().unlink()
        self.env.registry.clear_cache()  # whoever had its hours has others
        return res

    @api.model
    def _on_working_time_changed(self, calendars):
        """Override of `resource_special_day`: running deadlines follow their
        calendar."""
        res = super()._on_working_time_changed(calendars)
        self.env.registry.clear_cache()
        self.env["service.deadline"].sudo()._recheck(
            [("calendar_id", "in", calendars.ids)]
        )
        return res
