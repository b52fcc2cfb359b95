"""What a cell of an export says: dates, times, both, or several at once.

Plain Python, no ORM. Cells are text, or what a spreadsheet has made of them already.
Reading takes time in proportion to the length of a cell: every pattern is bounded.

Neither ``dateutil`` nor ``dateparser`` reads here: what they do not know they guess
(02/03 is a day in February, "10" is a day of this month), and punches must not be
booked on a day that nobody wrote. The names of months come from Babel.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .punch_dates import DATE, Dates, Unreadable
from .punch_words import COMMENT, DURATION, HALVES, NEXT_DAY, NOTHING, NUMBERED

Cell = str | int | float | date | datetime | time | timedelta | None

#: Characters; what is longer is no time, and no name either.
MAX_CELL = 1000
DAY = timedelta(days=1)
EXCEL_EPOCH = datetime(1899, 12, 30)
#: Excel's first day: a length of 26 hours looks like a date on the second.
EXCEL_FIRST = datetime(1899, 12, 31)
SERIALS = range(20_000, 80_000)  # the years 1954 to 2119, as Excel counts days
EPOCH_SECONDS = range(946_684_800, 4_102_444_800)  # the years 2000 to 2099
HOURS = 48

_TIME = re.compile(
    r"(?<!\d)(?<!\d[:.])(?P<hour>\d{1,2}) ?[:h时時点點시] ?(?P<minute>\d{1,2})(?![\d])"
    r"(?: ?[:m分분] ?(?P<second>\d{1,2})(?!\d))?(?:[.,]\d{1,9})?[ms分秒분초]?"
    r"(?P<offset> ?\+\d{2}:?\d{2}(?![\d:])|z(?![a-z]))?(?!\d|:\d)"
)
#: "2026-03-02T08:55:00-05:00": without the T it could be a time until a time.
_WEST = re.compile(r"(?<=t\d\d:\d\d)-\d{2}:?\d{2}$|(?<=t\d\d:\d\d:\d\d)-\d{2}:?\d{2}$")
_DIGITS = re.compile(r"\d{3,14}|\d{8} \d{4}|\d{8} \d{6}")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?|0[.,]\d{1,12}")
#: What most cells are, in one look.
_SIMPLE = re.compile(
    r"(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})[ T]{1,2})?(\d{1,2}):(\d{2})(?::(\d{2}))?"
)
_TOKEN = re.compile(
    f"(?P<date>{DATE})|(?P<time>{_TIME.pattern})|(?P<duration>{DURATION})"
    f"|(?P<comment>{COMMENT})|(?P<next>{NEXT_DAY})|(?P<half>{HALVES.pattern})"
    f"|(?P<numbered>{NUMBERED})"
)


@dataclass(slots=True)
class Clock:
    """One time that a cell says.

    :ivar at: distance from midnight; the next day is beyond 24 hours
    :ivar day: the date that stands with it, if there is one
    :ivar offset: from UTC, if the cell names it
    """

    at: timedelta
    day: date | None = None
    offset: timedelta | None = None


@dataclass(slots=True)
class _Found:
    """A time with the marks that belong to it, while a cell is read."""

    match: re.Match
    day: date | None
    half: str = ""
    next_day: bool = False


def clean(cell: Cell) -> str:
    """Return a cell as text: without what only keeps a spreadsheet from changing it
    (``'0007``, ``="0007"``), and a whole number without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    value = str(cell)[: MAX_CELL + 1].strip().strip("\0\ufeff").strip()
    value = value.removeprefix("'")
    if value.startswith('="') and value.endswith('"'):
        value = value[2:-1].removeprefix("'")
    return value.strip()


def plain(cell: Cell) -> str:
    """Return a cell as text in one way of writing: wide digits, case, blanks."""
    return " ".join(unicodedata.normalize("NFKC", clean(cell)).lower().split())


def is_blank(cell: Cell) -> bool:
    """Tell whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\0"))


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell says that there is nothing (``-``, 未打卡, N/A, 休息)."""
    if is_blank(cell):
        return True
    if isinstance(cell, (bool, date, time, timedelta)):
        return False
    return plain(cell).strip(" -—–_/*.。") in NOTHING


def is_word(cell: Cell) -> bool:
    """Tell whether a cell has words only, no figure."""
    return isinstance(cell, str) and not any(sign.isdigit() for sign in clean(cell))


def text(cell: Cell) -> str:
    """Return a cell as text, empty if it says nothing."""
    return "" if is_empty(cell) else clean(cell)


def read_date(cell: Cell, dates: Dates | None = None) -> date | None:
    """Return the date of a cell, whatever else stands in it (``26-11-02 星期一``).

    :raise Unreadable: there is none, or more than one
    """
    if is_empty(cell):
        return None
    dates = dates or Dates()
    if isinstance(cell, datetime):
        return dates.within(cell.date(), cell)
    if isinstance(cell, date):
        return dates.within(cell, cell)
    moment = _of_number(cell, dates)
    if moment and moment.day:
        return moment.day
    value = _bounded(cell)
    found = {dates.read(match, value) for match in re.finditer(DATE, value)}
    if len(found) != 1:
        raise Unreadable("unreadable", cell)
    if any(sign.isdigit() for sign in _left_over(value)):
        raise Unreadable("unreadable", cell)
    return found.pop()


def read_clocks(cell: Cell, dates: Dates | None = None) -> list[Clock]:
    """Return the times of a cell; several may stand in it (``08:55;17:02``).

    :raise Unreadable: something in it is no time that exists
    """
    if is_empty(cell):
        return []
    dates = dates or Dates()
    if isinstance(cell, str) and (simple := _SIMPLE.fullmatch(cell.strip())):
        return [_of_simple(simple, cell, dates)]
    if isinstance(cell, timedelta):
        return [Clock(_within_a_day(cell, cell))]
    if isinstance(cell, datetime):
        return [_of_datetime(cell, dates)]
    if isinstance(cell, time):
        return [Clock(_of_parts(cell))]
    if clock := _of_number(cell, dates):
        if clock.at is None:
            raise Unreadable("unreadable", cell)
        return [clock]
    return _of_text(_bounded(cell), cell, dates)


def _of_simple(match: re.Match, cell: Cell, dates: Dates) -> Clock:
    year, _sign, month, day, *parts = match.groups()
    at = _hours(*parts[:2], parts[2] or 0, cell)
    if not year:
        return Clock(at)
    try:
        return Clock(at, dates.within(date(int(year), int(month), int(day)), cell))
    except ValueError:
        raise Unreadable("unreadable", cell) from None


def _bounded(cell: Cell) -> str:
    if isinstance(cell, (bool, date)) or len(str(cell)) > MAX_CELL:
        raise Unreadable("unreadable", cell)
    value = plain(cell)
    if value[:1] == "(" and value[-1:] == ")" and value.count("(") == 1:
        value = value[1:-1].strip()
    return value


def _of_parts(cell: datetime | time) -> timedelta:
    """Return the time of day, to the nearest second: Excel counts in fractions."""
    seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
    return timedelta(seconds=seconds + (cell.microsecond >= 500_000))


def _of_datetime(cell: datetime, dates: Dates) -> Clock:
    if cell.year <= 1900:
        return Clock(_within_a_day(cell.replace(tzinfo=None) - EXCEL_FIRST, cell))
    offset = cell.utcoffset()
    return Clock(_of_parts(cell), dates.within(cell.date(), cell), offset)


def _within_a_day(at: timedelta, cell: Cell) -> timedelta:
    at = timedelta(seconds=round(at.total_seconds()))
    if not timedelta() <= at < timedelta(hours=HOURS):
        raise Unreadable("unreadable", cell)
    return at


def _of_number(cell: Cell, dates: Dates) -> Clock | None:
    """Return what a number says: days as Excel counts them, a fraction of a day, or
    digits without signs between them (``0855``, ``20260302085500``)."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float) and cell != cell:
        raise Unreadable("unreadable", cell)
    value = plain(cell)
    if _DIGITS.fullmatch(value):
        value = value.replace(" ", "")
    if _SERIAL.fullmatch(value) and not value.isdigit():
        return _of_serial(float(value.replace(",", ".")), cell, dates)
    if value.isdigit() and int(value[:14]) in SERIALS and len(value) == 5:
        return Clock(None, dates.within(_serial_day(int(value)), cell))
    if isinstance(cell, float) and not cell.is_integer():
        return _of_serial(cell, cell, dates)
    return _of_digits(value, cell, dates) if _DIGITS.fullmatch(value) else None


def _serial_day(days: int) -> date:
    return (EXCEL_EPOCH + timedelta(days=days)).date()


def _of_serial(number: float, cell: Cell, dates: Dates) -> Clock:
    if not (0 < number < 2 or int(number) in SERIALS):
        raise Unreadable("unreadable", cell)
    moment = timedelta(seconds=round(number * 86400))
    if number < 2:
        return Clock(_within_a_day(moment, cell))
    day = dates.within(_serial_day(moment.days), cell)
    return Clock(timedelta(seconds=moment.seconds), day)


def _of_digits(value: str, cell: Cell, dates: Dates) -> Clock | None:
    if len(value) in (3, 4):
        return Clock(_hours(value[:-2], value[-2:], 0, cell))
    if len(value) == 6:
        return Clock(_hours(value[:2], value[2:4], value[4:], cell))
    if len(value) in (8, 12, 14):
        try:
            day = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
        except ValueError:
            raise Unreadable("unreadable", cell) from None
        day, rest = dates.within(day, cell), value[8:]
        at = _hours(rest[:2], rest[2:4], rest[4:] or 0, cell) if rest else None
        return Clock(at, day)
    seconds = int(value[:10])
    if len(value) in (10, 13) and seconds in EPOCH_SECONDS:
        moment = datetime(1970, 1, 1) + timedelta(seconds=seconds)
        return Clock(_of_parts(moment), moment.date(), timedelta())
    return None


def _hours(hour, minute, second, cell: Cell) -> timedelta:
    hour, minute, second = int(hour), int(minute), int(second)
    if hour >= HOURS or minute > 59 or second > 59:
        raise Unreadable("unreadable", cell)
    return timedelta(hours=hour, minutes=minute, seconds=second)


# --- texts ----------------------------------------------------------------------------


def _left_over(value: str) -> str:
    return _TOKEN.sub(" ", value)


def _of_text(value: str, cell: Cell, dates: Dates) -> list[Clock]:
    """Read dates, times and marks in their order, and refuse figures between them."""
    if any(sign.isdigit() for sign in _left_over(_WEST.sub("", value))):
        raise Unreadable("unreadable", cell)
    tokens = [
        match
        for match in _TOKEN.finditer(_WEST.sub("", value))
        if match.lastgroup and not match["numbered"]
    ]
    found, day, skip = {}, None, False
    for place, match in enumerate(tokens):
        if match["date"]:
            day, skip = dates.read(match, value), False
        elif match["duration"]:
            skip = bool(found)
        elif match["time"]:
            if not skip:
                found[place] = _Found(match, day)
            skip = False
    if not found:
        raise Unreadable("unreadable", cell)
    _bind_marks(tokens, found, cell)
    return [_clock(each, value, cell) for each in found.values()]


def _bind_marks(tokens, found, cell):
    """Give each mark to the time before or behind it.

    It belongs to the time that it touches. Where it touches none or both, the cell's
    beginning tells: it begins with a mark, so all marks stand before their times.
    """
    kinds = [match["half"] or match["next"] or match["comment"] for match in tokens]
    dated = [place for place, match in enumerate(tokens) if match["date"]]
    begin = dated[0] + 1 if dated and dated[0] == 0 else 0
    before = begin < len(tokens) and bool(kinds[begin]) and begin not in found
    for place, match in enumerate(tokens):
        if not kinds[place]:
            continue
        half, next_day = match["half"], bool(match["next"])
        if match["comment"]:
            half = _first(HALVES, match["comment"])
            next_day = bool(re.search(NEXT_DAY, match["comment"]))
            if not half and not next_day:
                if place == 0 and re.search(_TIME, match["comment"]):
                    raise Unreadable("unreadable", cell)
                if re.fullmatch(rf"\W*{_TIME.pattern}\W*", match["comment"]):
                    raise Unreadable("unreadable", cell)
                continue
        target = found.get(_target(tokens, found, place, before, match))
        if target is None:
            continue
        if half:
            if target.half:
                raise Unreadable("unreadable", cell)
            target.half = half
        target.next_day |= next_day


def _first(pattern, value):
    match = pattern.search(value)
    return match.group() if match else ""


def _target(tokens, found, place, before, match):
    """Return the place of the time to which a mark belongs."""
    left, right = (
        _neighbour(tokens, found, place, -1),
        _neighbour(tokens, found, place, 1),
    )
    if left is None or right is None:
        return right if left is None else left
    if match["next"]:
        return left if match["next"].startswith("+") else right
    touches_left = tokens[left].end() == match.start()
    touches_right = tokens[right].start() == match.end()
    if touches_left != touches_right:
        return left if touches_left else right
    return right if before else left


def _neighbour(tokens, found, place, step):
    """Return the place of the nearest time on one side, if only marks lie between."""
    other = place + step
    while 0 <= other < len(tokens):
        if other in found:
            return other
        if tokens[other]["date"] or tokens[other]["time"]:
            return None
        other += step
    return None


def _clock(found: _Found, value: str, cell: Cell) -> Clock:
    match = found.match
    at = _hours(match["hour"], match["minute"], match["second"] or 0, cell)
    hour = _hour_of_day(int(match["hour"]), found.half, cell)
    at += timedelta(hours=hour - int(match["hour"]))
    if found.next_day:
        if at >= DAY:
            raise Unreadable("unreadable", cell)
        at += DAY
    return Clock(at, found.day, _offset(match, value, found.day, cell))


def _hour_of_day(hour: int, half: str, cell: Cell) -> int:
    """Return the hour of 24 of one with a mark; unmarked hours are those of 24."""
    kind = NOON if half in ("中午",) else _kind_of(half)
    if not kind:
        return hour
    if hour > 23 or (kind == MORNING and hour > 12):
        raise Unreadable("unreadable", cell)
    if half in ("晚上", "夜间", "夜晚", "深夜", "傍晚") and hour == 12:
        # Midnight, but of which day?
        raise Unreadable("unreadable", cell)
    if kind == MORNING:
        return 0 if hour == 12 else hour
    if kind == NOON:
        return hour if hour >= 10 else hour + 12
    return hour + 12 if hour < 12 else hour


MORNING, AFTERNOON, NOON = "morning", "afternoon", "noon"


def _kind_of(half: str) -> str:
    if not half:
        return ""
    squeezed = half.replace(".", "").replace(" ", "")
    morning = {"am", "上午", "早上", "早晨", "凌晨", "清晨", "오전", "午前", "sa"}
    return MORNING if squeezed in morning else AFTERNOON


def _offset(match, value, day, cell) -> timedelta | None:
    sign = (match["offset"] or "").strip()
    west = _WEST.search(value)
    if day and not sign and west and west.start() == match.end():
        sign = west.group()
    if not sign or sign == "z":
        return timedelta() if sign else None
    if day is None:
        raise Unreadable("unreadable", cell)
    hours, minutes = int(sign[1:3]), int(sign[-2:])
    if hours > 14 or minutes > 59:
        raise Unreadable("unreadable", cell)
    distance = timedelta(hours=hours, minutes=minutes)
    return -distance if sign[0] == "-" else distance
