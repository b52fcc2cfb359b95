"""The clock on which a deadline runs: elapsed time, or a calendar's working time."""

from ..core.elapsed_time import ElapsedTime
from ..core.working_time import GrowingTime

#: Mean length of a year, in seconds: a calendar year is counted to a day, which is
#: enough to choose what a table covers.
YEAR = 31_556_952


class Times:
    """Clocks by deadline, one compiled table per calendar and company.

    :param int now: seconds since the epoch; tables reach from the start of a deadline
        to a year after now, and grow when asked for more
    """

    def __init__(self, env, now):
        self.env, self.year = env, 1970 + now // YEAR
        self.clocks = {}

    def of_row(self, row, start=None):
        """Clock of a deadline, that of its terms."""
        start = row.clock.started if start is None else start
        return self.of_calendar(
            row["calendar_id"], row["company_id"], row.terms.clock, start
        )

    def of_calendar(self, calendar_id, company_id, clock, start):
        """Clock ("working" or "elapsed") of a calendar from some instant on."""
        key = calendar_id, company_id, clock, start // YEAR
        try:
            return self.clocks[key]
        except KeyError:
            return self.clocks.setdefault(key, self._make(*key))

    def _make(self, calendar_id, company_id, clock, years):
        calendar = self.env["resource.calendar"].browse(calendar_id or [])
        first_year, last_year = min(1970 + years, self.year) - 1, self.year + 1
        hours = GrowingTime(
            lambda extra: calendar._working_time(
                company_id, first_year - extra, last_year + extra
            )
        )
        if clock == "elapsed" or not calendar:  # without hours every hour counts
            return ElapsedTime(calendar.tz or "UTC", calendar and hours)
        return hours
