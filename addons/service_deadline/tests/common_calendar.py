"""Random working schedules as people enter them in Odoo, for properties."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from odoo.fields import Command

from .core_common import OFFICE

# Zones that change their clocks at different times of the day, by different amounts.
ZONES = [
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Africa/Cairo",  # at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",
]
# Mondays of the weeks in which one of them does, of a usual one, and of the turn of a
# year.
MONDAYS = [
    date(2026, 3, 2),
    date(2026, 3, 23),
    date(2026, 4, 20),
    date(2026, 6, 8),
    date(2026, 9, 28),
    date(2026, 10, 19),
    date(2025, 12, 22),
]
DAYS = 28  # what differs from the pattern lies in the first four weeks
DAY = 86400
OWNERS = st.sampled_from(["calendar", "company", "elsewhere"])
ROUND_THE_CLOCK, NIGHT_SHIFT = ((0, 24),), ((0, 6), (22, 24))


@st.composite
def schedules(draw, grain=1, midnight=True):
    """A random schedule with all that changes it, as plain values.

    :param int grain: minutes of which all times are multiples
    :param midnight: whether hours may go on until midnight
    """
    monday = draw(st.sampled_from(MONDAYS))
    weeks = draw(st.integers(1, 2))
    days = [draw(_hours(grain, midnight)) for _day in range(7 * weeks)]
    days[draw(st.integers(0, 4))] = OFFICE  # somebody works at some time
    return {
        "monday": monday,
        "tz": draw(st.sampled_from(ZONES)),
        "shared": draw(st.booleans()),
        "two_weeks": weeks == 2,
        "days": days,
        "breaks": draw(st.booleans()),
        "leaves": draw(_leaves(monday, grain)),
        "special_days": draw(
            st.lists(
                _special_days(monday),
                max_size=6,
                unique_by=lambda day: (day["date"], day["owner"]),
            )
        ),
    }


def _hours(grain, midnight):
    """Hours of a day: pairs (from, to)."""
    last = 24 * 60 // grain - (not midnight)
    marks = st.lists(st.integers(0, last), max_size=6, unique=True)
    odd = marks.map(lambda found: _as_stretches(sorted(found), grain))
    usual = [(), OFFICE, *((ROUND_THE_CLOCK, NIGHT_SHIFT) if midnight else ())]
    return st.one_of(st.sampled_from(usual), odd)


def _as_stretches(marks, grain):
    hours = [mark * grain / 60 for mark in marks]
    return tuple(zip(hours[::2], hours[1::2], strict=False))


@st.composite
def _leaves(draw, monday, grain):
    """Times off, or of training, which is work; none overlap, as HR wants it."""
    first = datetime.combine(monday, datetime.min.time())
    moments = st.integers(-24 * 60 // grain, DAYS * 24 * 60 // grain)
    marks = sorted(draw(st.lists(moments, max_size=8, unique=True)))
    moments = [first + timedelta(minutes=mark * grain) for mark in marks]
    return [
        {
            "name": "Closed",
            "date_from": begin,
            "date_to": end,
            "time_type": draw(st.sampled_from(["leave", "leave", "leave", "other"])),
            "owner": draw(OWNERS),
        }
        for begin, end in zip(moments[::2], moments[1::2], strict=False)
    ]


@st.composite
def _special_days(draw, monday):
    """A holiday or a make-up day, of this schedule or of a whole company."""
    working = draw(st.booleans())
    like = draw(st.none() | st.integers(0, 6).map(str)) if working else None
    return {
        "name": "Special",
        "date": monday + timedelta(days=draw(st.integers(0, DAYS))),
        "kind": "working" if working else "holiday",
        "like_weekday": like or False,
        "owner": draw(OWNERS),
    }


@st.composite
def questions(draw, monday, grain=60):
    """A moment (seconds since the epoch) and an amount, both in seconds.

    :param int grain: seconds of which both are multiples
    """
    first = int((monday - date(1970, 1, 1)).total_seconds())
    start = draw(st.integers(-DAY // grain, DAYS * DAY // grain)) * grain
    return first + start, draw(st.integers(1, 60 * 3600 // grain)) * grain


class CalendarMaker:
    """Enters a random schedule into the database.

    :param company: whose days off and special days count
    :param elsewhere: another company, whose do not
    """

    def __init__(self, company, elsewhere):
        self.env = company.env
        self.companies = {"company": company, "elsewhere": elsewhere}

    def enter(self, schedule):
        """Return the calendar of a schedule."""
        self.env.user.tz = schedule["tz"]  # HR moves time off entered in another zone
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Random",
                "tz": schedule["tz"],
                "company_id": not schedule["shared"] and self.companies["company"].id,
                "two_weeks_calendar": schedule["two_weeks"],
                "attendance_ids": [
                    Command.clear(),
                    *(Command.create(line) for line in _lines(schedule)),
                ],
                "global_leave_ids": [Command.clear()],
            }
        )
        for values in schedule["leaves"]:
            self._create("resource.calendar.leaves", calendar, values)
        for values in schedule["special_days"]:
            self._create("resource.special.day", calendar, values)
        return calendar

    def _create(self, model, calendar, values):
        owner = values["owner"]
        company = self.companies.get(owner, self.companies["company"])
        self.env[model].with_company(company).create(
            {name: value for name, value in values.items() if name != "owner"}
            | {
                "calendar_id": owner == "calendar" and calendar.id,
                "company_id": company.id,
            }
        )


def _lines(schedule):
    """Values of the attendance lines: work, and the breaks in between."""
    lines = []
    for number, hours in enumerate(schedule["days"]):
        week, weekday = divmod(number, 7)
        common = {"dayofweek": str(weekday)}
        if schedule["two_weeks"]:
            common["week_type"] = str(week)
        lines += [common | _line(*stretch, "morning") for stretch in hours]
        if schedule["breaks"]:
            gaps = zip(hours, hours[1:], strict=False)
            lines += [common | _line(a[1], b[0], "lunch") for a, b in gaps]
    return lines


def _line(hour_from, hour_to, day_period):
    return {
        "name": f"{hour_from:.2f}-{hour_to:.2f}",
        "hour_from": hour_from,
        "hour_to": hour_to,
        "day_period": day_period,
    }
