"""What the verdict on a month reads of its days.

It is kept beside the month, as text. While the days rest on the same facts, a month is
judged again from it alone, under another grace, cap or wage, and no day is looked at.
"""

import json
from datetime import date
from typing import NamedTuple

from .plan import dates_between
from .verdict import DayVerdict, Incident

#: Amounts of a day that are added up, in seconds: "planned" to "overtime_approved".
SUMS = DayVerdict._fields[1:9]
#: Changes when what is kept does: what was kept before is not read then.
FORMAT = 1


class Noted(NamedTuple):
    """A date with more than planned hours that were kept, or time off.

    :param verdict: with ``planned``, ``provisional``, ``breaks_full`` and
        ``incidents`` as the ``DayVerdict`` has them
    :param kept_before: since the noted date before, hours were kept on some date: that
        ends a run
    """

    work_date: date
    verdict: str
    planned: int
    provisional: bool
    breaks_full: bool
    kept_before: bool
    incidents: tuple


class MonthSummary(NamedTuple):
    """The days of a month, as far as its verdict reads them.

    :param first: first date, None of no dates; ``count``: of dates, one after another
    :param totals: seconds of ``SUMS``; counts of "days" (planned) and "present";
        "leave_days" (shares of days)
    :param noted: tuple of Noted, in order of time
    :param kept_after: hours were kept on some date after the last noted one
    """

    first: date | None
    count: int
    totals: dict
    noted: tuple
    kept_after: bool

    def dates(self):
        """Every date, in order."""
        last = self.first.toordinal() + self.count - 1
        return dates_between(self.first, date.fromordinal(last))

    def to_text(self):
        """As text, which :func:`from_text` reads to the last figure."""
        first = self.first and self.first.toordinal()
        noted = [(one[0].toordinal(), *one[1:]) for one in self.noted]
        return json.dumps([FORMAT, first, *self[1:3], noted, self.kept_after])


def from_text(text):
    """Read what :meth:`MonthSummary.to_text` wrote.

    :return: None for what is not there, or was written in another form
    """
    plain = json.loads(text) if text else [None]
    if plain[0] != FORMAT:
        return None
    _form, first, count, totals, noted, kept_after = plain
    return MonthSummary(
        first and date.fromordinal(first),
        count,
        totals,
        tuple([_noted(*one) for one in noted]),
        kept_after,
    )


def _noted(number, *figures):
    *figures, incidents = figures
    incidents = [Incident(*one[:-1], tuple(one[-1])) for one in incidents]
    return Noted(date.fromordinal(number), *figures, tuple(incidents))


def summarize(days):
    """What the verdict on a month reads of its days.

    :param days: {date: DayVerdict}, every date from the first to the last
    :rtype: MonthSummary
    """
    ordered = sorted(days.items())
    noted, kept = [], False
    for work_date, day in ordered:
        if is_noted(day):
            noted.append(noted_of(work_date, day, kept))
            kept = False
        elif day.verdict == "present":
            kept = True
    first = ordered[0][0] if ordered else None
    return MonthSummary(first, len(ordered), _totals(days), tuple(noted), kept)


def is_noted(day):
    """Whether the month reads more of a date than figures that are added up.

    :param DayVerdict day:
    """
    return bool(
        day.incidents
        or day.provisional
        or day.breaks_full
        or day.verdict == "not_employed"
    )


def noted_of(work_date, day, kept_before):
    """What is noted of a date.

    :param DayVerdict day:
    :param kept_before: see ``Noted``
    :rtype: Noted
    """
    figures = day.planned, day.provisional, day.breaks_full
    return Noted(work_date, day.verdict, *figures, kept_before, day.incidents)


def _totals(days):
    busy = [day for day in days.values() if day.planned or day.worked]
    columns = zip(*[day[1:9] for day in busy], strict=True)
    totals = dict.fromkeys(SUMS, 0) | dict(zip(SUMS, map(sum, columns), strict=False))
    return totals | {
        "days": len([1 for day in busy if day.planned]),
        "present": len([1 for day in busy if day.planned and _was_there(day)]),
        "leave_days": round(_leave_days(days) if totals["leave"] else 0, 2),
    }


def _was_there(day):
    return bool(day.worked) or day.first_in is not None or day.last_out is not None


def _leave_days(days):
    """Leave as shares of the days on which it is."""
    return sum([day.leave / day.planned for day in days.values() if day.leave])
