from datetime import date, datetime

from pytz import timezone, utc

from odoo.fields import Command

from odoo.addons.base.tests.common import BaseCommon

SHANGHAI = "Asia/Shanghai"


class SpecialDayCommon(BaseCommon):
    """Monday to Friday 9-12 and 13-18 in Shanghai; October 2025:

    1-3 and 6-8 (Wed-Fri, Mon-Wed) are free, Saturday the 11th is worked instead.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company(name="Lotus Mall")
        cls.other_company = cls._create_company(name="Willow Mall")
        cls.env.user.tz = SHANGHAI
        cls.calendar = cls._create_calendar()

    @classmethod
    def _create_calendar(cls, hours=((9, 12), (13, 18)), weekdays=range(5), **values):
        breaks = [(first[1], then[0]) for first, then in zip(hours, hours[1:])]  # noqa: B905
        lines = [
            cls._line(weekday, *period, day_period)
            for weekday in weekdays
            for day_period, periods in (("morning", hours), ("lunch", breaks))
            for period in periods
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Five days",
                "tz": SHANGHAI,
                "company_id": cls.company.id,
                "attendance_ids": [Command.clear(), *map(Command.create, lines)],
                "global_leave_ids": [Command.clear()],
                **values,
            }
        )

    @staticmethod
    def _line(weekday, hour_from, hour_to, day_period="morning", **values):
        return {
            "name": f"{weekday} {hour_from}-{hour_to}",
            "dayofweek": str(weekday),
            "hour_from": hour_from,
            "hour_to": hour_to,
            "day_period": day_period,
            **values,
        }

    @classmethod
    def _create_day(cls, day, kind="holiday", **values):
        return cls.env["resource.special.day"].create(
            {
                "name": "Mid-Autumn Festival",
                "date": day,
                "kind": kind,
                "company_id": cls.company.id,
                **values,
            }
        )

    @staticmethod
    def _local(*parts, tz=SHANGHAI):
        return timezone(tz).localize(datetime(*parts))

    def _hours(self, first, last, calendar=None, tz=SHANGHAI, **kwargs):
        """Return {date: ["09:00-12:00", ...]} from the first to the last local date."""
        calendar = calendar or self.calendar
        intervals = calendar._attendance_intervals_batch(
            self._local(*first, tz=tz),
            self._local(*last, 23, 59, 59, tz=tz),
            **kwargs,
        )
        resource = kwargs.get("resources")
        result = {}
        for start, stop, _attendance in intervals[resource.id if resource else False]:
            result.setdefault(start.date(), []).append(f"{start:%H:%M}-{stop:%H:%M}")
        return result

    @staticmethod
    def _utc(*parts):
        return utc.localize(datetime(*parts))

    @staticmethod
    def _date(day, month=10, year=2025):
        return date(year, month, day)
