"""The clock on which a deadline runs: elapsed time, or a calendar's working time."""

from time import gmtime

from ..core.elapsed_time import ElapsedTime
from ..core.working_time import GrowingTime


class Times:
    """Clocks by deadline, one compiled table per calendar and company.

    :param int now: seconds since the epoch; tables reach from the start of a deadline
        to a year after now, and grow when asked for more
    """

    def __init__(self, env, now):
        self.env, self.year = env, gmtime(now).tm_year
        self.clocks = {}

    def of_row(self, row, start=None):
        """Clock of a deadline, that of its terms."""
        calendar = self.env["resource.calendar"].browse(row["calendar_id"] or [])
        start = row.clock.started if start is None else start
        return self.of_calendar(calendar, row["company_id"], row.terms.clock, start)

    def of_calendar(self, calendar, company_id, clock, start):
        """Clock ("working" or "elapsed") of a calendar from some instant on."""
        first_year = min(gmtime(start).tm_year, self.year) - 1
        key = calendar.id, company_id, clock, first_year
        if key not in self.clocks:
            self.clocks[key] = self._make(calendar, company_id, clock, first_year)
        return self.clocks[key]

    def _make(self, calendar, company_id, clock, first_year):
        last_year = self.year + 1
        hours = GrowingTime(
            lambda extra: calendar._working_time(
                company_id, first_year - extra, last_year + extra
            )
        )
        if clock == "elapsed" or not calendar:  # without hours every hour counts
            return ElapsedTime(calendar.tz or "UTC", calendar and hours)
        return hours
