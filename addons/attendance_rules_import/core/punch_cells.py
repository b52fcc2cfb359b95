"""What a cell of an export says: dates, times, both, or several times at once.

Plain Python, no ORM. Cells are text, or what a spreadsheet has made of them already.
A cell that says nothing gives None, one that cannot be read raises ``ValueError``.
"""

import re
from datetime import date, datetime, time, timedelta

Cell = str | int | float | date | datetime | time | timedelta | None

EXCEL_EPOCH = datetime(1899, 12, 30)
NOTHING = {"", "-", "--", "/", "未打卡", "缺卡", "无", "none", "null", "nan"}
_YEAR_FIRST = re.compile(r"(\d{4}|\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_TIME = re.compile(
    r"(次日|第二天|\+1)?\s*(上午|下午|凌晨|中午|晚上|AM|PM)?\s*"
    r"(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?分?秒?(?:\.\d+)?\s*(AM|PM)?",
    re.IGNORECASE,
)
_WITH_OFFSET = re.compile(r"\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$")
_AFTERNOON = {"下午", "晚上", "PM", "中午"}
_MORNING = {"上午", "凌晨", "AM"}
_DAYS_SECONDS = 86400


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in NOTHING)


def text(cell: Cell) -> str:
    """Return a cell as text; a number without its decimals (``1001.0``)."""
    if is_empty(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_date(cell: Cell, day_first: bool = False) -> date | None:
    """Return the date of a cell, whatever else stands in it (``26-11-02 星期一``).

    :param day_first: 02/11/2026 is the 2nd of November, not February 11th
    """
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not _looks_compact(cell):
        return (EXCEL_EPOCH + timedelta(days=float(cell))).date()
    return _date_of_text(text(cell), day_first)


def _looks_compact(number: float) -> bool:
    return 19000101 <= number <= 29991231


def _date_of_text(value: str, day_first: bool) -> date:
    try:
        return date(*_parts_of_date(value, day_first))
    except ValueError:
        raise ValueError(value) from None


def _parts_of_date(value: str, day_first: bool) -> tuple[int, int, int]:
    if match := _YEAR_LAST.match(value):
        first, second, year = map(int, match.groups())
        day, month = (first, second) if day_first else (second, first)
        return year, month, day
    if match := _YEAR_FIRST.match(value) or _COMPACT.match(value):
        year, month, day = map(int, match.groups())
        return year + 2000 if year < 100 else year, month, day
    raise ValueError(value)


def read_times(cell: Cell) -> list[timedelta]:
    """Return the times of day of a cell, as distance from its midnight.

    Several may stand in one cell (``08:55;17:02``). 次日 02:10 is 26 h 10 min.
    """
    if is_empty(cell):
        return []
    if isinstance(cell, timedelta):
        return [cell]
    if isinstance(cell, (datetime, time)):
        return [timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)]
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return [timedelta(seconds=round(cell % 1 * _DAYS_SECONDS))]
    times = [_time_of_match(match) for match in _TIME.finditer(str(cell))]
    if not times:
        raise ValueError(cell)
    return times


def _time_of_match(match: re.Match) -> timedelta:
    next_day, before, hour, minute, second, after = match.groups()
    hours = _hour_of_day(int(hour), (before or after or "").upper())
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise ValueError(match.group())
    return timedelta(
        days=1 if next_day else 0,
        hours=hours,
        minutes=int(minute),
        seconds=int(second or 0),
    )


def _hour_of_day(hour: int, half: str) -> int:
    if half in _AFTERNOON and hour < 12 and not (half == "中午" and hour == 11):
        return hour + 12
    if half in _MORNING and hour == 12:
        return 0
    return hour


def read_moment(cell: Cell, day_first: bool = False) -> datetime | None:
    """Return date and time of a cell that has both; aware if it names its offset."""
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0, tzinfo=None)
    if isinstance(cell, float):
        return EXCEL_EPOCH + timedelta(seconds=round(cell * _DAYS_SECONDS))
    if isinstance(cell, str) and _WITH_OFFSET.search(cell.strip()):
        return datetime.fromisoformat(cell.strip())
    day = read_date(cell, day_first)
    times = read_times(str(cell))
    if day is None or len(times) != 1:
        raise ValueError(cell)
    return datetime.combine(day, time()) + times[0]
