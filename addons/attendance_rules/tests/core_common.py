"""A month of shifts and punches for the tests of the pure core: no database, no ORM."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings

from odoo.tests import BaseCase

from ..core.binding import Punch
from ..core.day_facts import Person, PersonDays
from ..core.day_verdict import judge_days
from ..core.explanation import LINES
from ..core.month_verdict import judge_month
from ..core.plan import make_plan
from ..core.terms import Band, Terms

# The time of an example depends on the machine: it proves nothing about the code.
settings.register_profile(
    "attendance_rules",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("attendance_rules")

MINUTE, HOUR = 60, 3600
SHANGHAI = "Asia/Shanghai"
MONDAY = date(2026, 3, 2)
OFFICE = ("08:00-12:00", "13:00-17:00")
WEEKDAYS = range(5)
BANDS = (
    Band(over=0, severity="tolerated"),
    Band(over=5 * MINUTE, severity="late", deduction="fixed", amount=5000),
    Band(over=30 * MINUTE, severity="serious", deduction="per_minute", amount=100),
    Band(half=True, severity="half_absence", deduction="daily_share", amount=0.5),
)
#: The figures of the written policy (CS-1), money in cents.
TERMS = Terms(
    split_gap=3 * HOUR,
    longest=16 * HOUR,
    away=30 * MINUTE,
    bands=BANDS,
    monthly_grace=1,
    absence_deduction=1,
    cap_share=0.2,
    talk_threshold=3,
    overtime_rates={"workday": 1.5, "restday": 2.0, "holiday": 3.0},
)


def dates(first, last):
    """All dates from first to last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def clock(text):
    """Seconds of "08:30" or "08:30:01"; "26:00" is two o'clock of the next day."""
    hours, minutes, seconds = [*map(int, text.split(":")), 0][:3]
    return 3600 * hours + 60 * minutes + seconds


def at(day, text, tz=SHANGHAI):
    """Instant of a local time."""
    days, seconds = divmod(clock(text), 86400)
    moment = datetime.combine(day + timedelta(days=days), datetime.min.time())
    moment += timedelta(seconds=seconds)
    return int(moment.replace(tzinfo=ZoneInfo(tz)).timestamp())


def span(day, text, tz=SHANGHAI):
    """(start, end) of "08:00-12:00"."""
    start, end = text.split("-")
    return at(day, start, tz), at(day, end, tz)


class Story:
    """What one person was to do, and did; judged whenever it is asked.

    :param hours: ("08:00-12:00", …) of a working day, or a function of the date
    """

    def __init__(self, hours=OFFICE, tz=SHANGHAI, weekdays=WEEKDAYS, terms=TERMS):
        self.tz, self.terms = tz, terms
        if callable(hours):
            self.hours_of = hours
        else:
            self.hours_of = lambda day: hours if day.weekday() in weekdays else ()
        self.person = Person(tz=tz)

    def punch(self, day, *stretches, **values):
        """Add punches: "08:00-17:00", "08:00-" (no check-out), "-17:00"."""
        for text in stretches:
            start, end = [t and at(day, t, self.tz) or None for t in text.split("-")]
            punch = Punch(len(self.person.punches) + 1, start, end, **values)
            self.person.punches += (punch,)
        return self

    def attend(self, *days, stretch="08:00-17:00"):
        """Be there all day."""
        for day in days:
            self.punch(day, stretch)
        return self

    def add(self, kind, item):
        """Add an absence, overtime window or excuse."""
        setattr(self.person, kind, (*getattr(self.person, kind), item))
        return self

    def set(self, **values):
        """Change what is known of the person."""
        self.person = replace(self.person, **values)
        return self

    def pieces(self, first, last):
        """Pieces of the schedule, two days more at both ends."""
        days = dates(first - timedelta(days=2), last + timedelta(days=2))
        return [span(d, text, self.tz) for d in days for text in self.hours_of(d)]

    def planned(self, first, last):
        """The person with the plan of the schedule."""
        plan = make_plan(self.pieces(first, last), self.tz, self.terms)
        return replace(self.person, plan=plan)

    def facts(self, first, last=None):
        """Facts of the days."""
        last = last or first
        known = PersonDays(self.planned(first, last), self.terms)
        return [known.facts(day) for day in dates(first, last)]

    def days(self, first, last):
        """Verdicts by date."""
        return judge_days(self.planned(first, last), first, last, self.terms)

    def day(self, day):
        """Verdict on one date."""
        return self.days(day, day)[day]

    def month(self, first=date(2026, 3, 1), last=date(2026, 3, 31), **values):
        """Verdict on a month."""
        return judge_month(self.days(first, last), self.terms, **values)


class AttendanceCoreCase(BaseCase):
    """Checks verdicts, and that every line is one of the documented ones."""

    def assertDay(self, day, **expected):
        """The verdict has these fields; ``kinds`` are those of its incidents."""
        kinds = expected.pop("kinds", None)
        found = {name: getattr(day, name) for name in expected}
        self.assertEqual(found, expected, day)
        if kinds is not None:
            self.assertEqual([i.kind for i in day.incidents], kinds, day)
        self.assertLines(day.lines)

    def assertLines(self, lines):
        """All lines are documented, with exactly their arguments."""
        for code, figures in lines:
            self.assertEqual(set(figures), set(LINES[code]), code)

    def codes(self, verdict):
        """Codes of the lines of a day or month."""
        return [code for code, _figures in verdict.lines]
