"""What day it is for a company, and on which days it works."""

from datetime import date

from pytz import timezone, utc

from odoo import fields


def local_day(company, moment):
    """The day of an instant (UTC, without a zone) by the clock of the company."""
    tz = timezone(company.resource_calendar_id.tz or "UTC")
    return utc.localize(moment).astimezone(tz).date()


def today_of(company):
    """Today by the clock of the company."""
    return local_day(company, fields.Datetime.now())


class Workdays:
    """Whether a company works on a day: by its schedule, with holidays and make-up
    days. Years are read as they are asked for, each once."""

    def __init__(self, company):
        self._company = company
        self._years = {}

    def __call__(self, day):
        """Tell whether the company works on a local day."""
        if day.year not in self._years:
            first, last = date(day.year, 1, 1), date(day.year, 12, 31)
            calendar = self._company.resource_calendar_id
            self._years[day.year] = calendar._day_kinds(self._company, first, last)
        return self._years[day.year][day] == "workday"
