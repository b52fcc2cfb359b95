"""What happened at Riverside Plaza: every kind of day, the same for the same date.

Days are counted within their month: month 0 is six months ago, 6 the current one; the
first working day of a month is 0. Times are written "8:20"; "-" is a punch that is
missing, and "30:05" five past six of the next morning.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .people import LEAVER, NEWCOMER, PEOPLE

DAY = timedelta(1)
MIDDLE = 9  # the working day of the month on which somebody comes or goes
OFF = ()

#: (person, month, working day): stays ("from-to", …) instead of the usual one.
SCRIPT = {
    # Chen Jing: three in a row last month, one more this month
    (6, 5, 3): ("8:17-17:05",),
    (6, 5, 4): ("8:22-17:03",),
    (6, 5, 5): ("8:41-17:10",),
    (6, 5, 11): ("8:12-17:04",),
    (6, 6, 1): ("8:14-17:06",),
    # Mei Lin: one grace a month
    (7, 3, 6): ("8:09-17:04",),
    (7, 4, 8): ("8:11-17:02",),
    (7, 5, 2): ("8:08-17:05",),
    # Huang Mei: early, and late and early on the same day
    (8, 4, 4): ("7:55-16:38",),
    (8, 4, 12): ("8:20-16:25",),
    # Wu Qiang: seriously late, and only from the afternoon on
    (9, 3, 7): ("9:05-17:20",),
    (9, 4, 13): ("13:25-17:15",),
    # Xu Li: absent
    (10, 4, 6): OFF,
    (10, 5, 14): OFF,
    # Ma Chao: forgets to punch
    (11, 3, 9): ("7:52--",),
    (11, 4, 3): ("--17:08",),
    (11, 5, 9): ("7:50--",),
    (11, 6, 2): ("7:54--",),
    # He Jun: away for an errand
    (15, 5, 6): ("7:50-10:05", "11:10-17:12"),
    # Liang Bo stays long: an approved evening, and one that nobody asked for
    (17, 5, 8): ("7:49-20:10",),
    (17, 5, 12): ("7:53-20:45",),
    # Dong Jia is late too often for an award
    **{
        (23, month, day): ("8:19-17:05",)
        for month in range(5)
        for day in range(1, 18, 3)
    },
    **{(23, 5, day): ("8:19-17:05",) for day in range(21) if day % 3},
    # Song Yu: not there in spring, as far as the clock knows
    (18, 0, 5): OFF,
    # Zhu Ting and Guo Yan: one late morning each in the first months
    (12, 0, 8): ("8:12-17:05",),
    (14, 1, 10): ("8:16-17:02",),
    (11, 1, 6): ("8:35-17:09",),
    # Pan Hui: tolerated minutes
    (24, 4, 5): ("8:04-17:03",),
}
#: (person, month, working day, days, kind of leave, part): granted unless "asked"
LEAVES = (
    (12, 4, 10, 3, "annual", "day"),
    (14, 5, 7, 2, "sick", "day"),
    (16, 3, 11, 2, "trip", "day"),
    (18, 5, 10, 1, "unpaid", "am"),
    (21, 3, 4, 5, "annual", "day"),
    (19, 6, 0, 1, "sick", "day"),
    (22, 6, -1, 1, "annual", "asked"),
)
#: Worked on a Saturday: (person, month, which Saturday), "from-to"
SATURDAYS = {(20, 4, 1): "9:00-15:30", (13, 5, 0): "9:00-12:00"}
#: Put right by hand
CORRECTED = {(9, 3, 7)}


class Stay(NamedTuple):
    """From when to when somebody was there, in minutes after midnight of the day."""

    person: int
    day: date
    start: int | None
    end: int | None
    by_hand: bool = False


class Absent(NamedTuple):
    """Time off that somebody asked for."""

    person: int
    first: date
    last: date
    kind: str
    part: str


def stays(person, months, nights=frozenset(), extra=()):
    """Return the stays of a person.

    :param months: working days of the person by month, seven lists of dates
    :param nights: days whose night before the person was on duty
    :param extra: make-up working days
    """
    result = [
        stay
        for month, days in enumerate(months)
        for number, day in enumerate(days)
        for stay in _day(person, month, number, day, day in nights)
    ]
    result += [Stay(person, day, *_usual(person, day, day in nights)) for day in extra]
    return result + _saturdays(person, months)


def _day(person, month, number, day, after_night):
    key = (person, month, number)
    if key in SCRIPT:
        by_hand = key in CORRECTED
        return [Stay(person, day, *_clocks(text), by_hand) for text in SCRIPT[key]]
    return [Stay(person, day, *_usual(person, day, after_night))]


def _saturdays(person, months):
    result = []
    for (number, month, which), text in SATURDAYS.items():
        if number == person and months[month]:
            day = saturday(months[month], which)
            result.append(Stay(person, day, *_clocks(text)))
    return result


def saturday(days, which):
    """Return a Saturday of the month of some working days; 0 is the first one."""
    first = days[0]
    return first + DAY * ((5 - first.weekday()) % 7 + 7 * which)


def _usual(person, day, after_night):
    early = (person * 7 + day.toordinal() * 5) % 13
    late = (person * 3 + day.toordinal() * 7) % 15
    hours = PEOPLE[person].hours
    if hours == "night":
        return 22 * 60 - 2 - early, 30 * 60 + 1 + late
    if hours == "flexible":
        return 9 * 60 + 5 * early, 17 * 60 + 20 + 6 * late
    start = 11 * 60 + 40 if after_night else 8 * 60 - 2
    return start - early, 17 * 60 + 1 + late


def _clocks(text):
    start, _dash, end = text.partition("-")
    end = end.lstrip("-")
    return minutes(start) if start else None, minutes(end) if end else None


def minutes(clock):
    """Return the minutes after midnight of a clock time like "8:20"."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def leaves(months):
    """Return the leave of everybody.

    :param months: working days of an ordinary schedule, by month
    """
    result = []
    for person, month, number, length, kind, part in LEAVES:
        days = months[month]
        if len(days) > abs(number):
            first = days[number]
            chosen = [day for day in days if day >= first][:length]
            result.append(Absent(person, first, chosen[-1], kind, part))
    return result


def special_days(months):
    """Return a holiday of last month, and the Saturday that is worked for it (调休)."""
    holiday = months[5][12]
    return holiday, holiday - DAY * (holiday.weekday() + 2)


def employed(person, months):
    """Return the first and the last date of a person's contract (None: open)."""
    if person == LEAVER:
        return None, months[5][MIDDLE]
    if person == NEWCOMER:
        return months[4][MIDDLE], None
    return None, None
