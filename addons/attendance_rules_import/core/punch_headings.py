"""What the headings of a file mean: plain Python, no ORM."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from .punch_cells import Cell, clean, is_empty, plain
from .punch_dates import DATE, Dates, Unreadable
from .punch_words import SERIAL_HEADINGS

ROLES = ("employee", "name", "moment", "date", "time", "direction", "come", "go")
TIMES = ("moment", "time", "come", "go")
#: So many days side by side are the days of a month, not figures by chance.
FEWEST_DAYS = 4
#: How a column is called that has no heading.
COLUMN = "Column %s"

_IGNORED = re.compile(r"[\s*:_.,;，；\-]+")
_DAY = re.compile(r"(\d{1,2})(?: ?[日号號])?(?:\D{0,12})")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})(?:[-/.]| ?月 ?)(\d{1,2}) ?日?(?:\D{0,12})")
_MONTH = re.compile(r"(?<!\d)(20\d{2}) ?[-/.年_]? ?(0?[1-9]|1[0-2])(?!\d)")
_MONTH_AND_MORE = re.compile(
    r"(?<!\d)(20\d{2})[-/.年]? ?(0[1-9]|1[0-2]|[1-9])(?=\D|\d{2})"
)


def key(heading: Cell) -> str:
    """Return a heading in one way of writing: "Check-In: *" is "checkin"."""
    return _IGNORED.sub("", plain(heading))


def aliases(value: str) -> list[tuple[int, re.Pattern]]:
    """Return (group, pattern) of headings, in their order.

    ``#`` is a number or nothing. What stands after a semicolon is the next group: it
    counts only where no heading of a group before is there.
    """
    return [
        (group, _pattern(key(part)))
        for group, parts in enumerate(re.split(r"[;；]", value or ""))
        for part in re.split(r"[,，\n]", parts)
        if key(part)
    ]


def _pattern(heading: str) -> re.Pattern:
    if heading == "#":
        return re.compile("#")
    return re.compile(re.escape(heading).replace(r"\#", r"\d{0,2}"))


def words(names: Mapping[str, str]) -> list[str]:
    """Return the headings that are looked for, as they are written."""
    return [
        part.strip()
        for value in names.values()
        for part in re.split(r"[,，;；\n#]", value or "")
        if part.strip()
    ]


class Meanings:
    """Which heading means what, by the words of a source."""

    def __init__(self, names: Mapping[str, str]):
        self.aliases = {role: aliases(names.get(role, "")) for role in ROLES}

    def of(self, headings: Sequence[Cell | tuple]) -> dict[str, list[int]]:
        """Return the columns of each role. Who and when stand once: there the heading
        that the source names first is taken first.

        :param headings: a tuple has several readings, the first that is known counts
        """
        found: dict[str, list[tuple]] = {role: [] for role in ROLES}
        for column, readings in enumerate(headings):
            if not isinstance(readings, tuple):
                readings = (readings,)
            known = (self._role(key(each)) for each in readings)
            if match := next(filter(None, known), None):
                role, group, rank = match
                found[role].append((group, rank, column))
        return {role: _columns(role, each) for role, each in found.items()}

    def knows(self, heading: Cell) -> bool:
        """Tell whether a heading has a meaning."""
        return bool(self._role(key(heading)))

    def _role(self, heading: str) -> tuple[str, int, int] | None:
        if not heading:
            return None
        for role in ROLES:
            for rank, (group, alias) in enumerate(self.aliases[role]):
                if alias.fullmatch(heading):
                    return role, group, rank
        return None


def _columns(role: str, found: list[tuple]) -> list[int]:
    """Return the columns of the first group, in the order of the file for times, else
    in that of the source."""
    if role not in TIMES:
        return [column for _group, _rank, column in sorted(found)]
    first = min((group for group, _rank, _column in found), default=0)
    return [column for group, _rank, column in found if group == first]


def is_complete(columns: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether columns suffice: who, and when."""
    who = columns["employee"] or columns["name"]
    return bool(who and any(columns[role] for role in TIMES))


def two_lines(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[tuple[str, ...]]:
    """Return headings of two lines as one: what merged cells leave blank above is what
    stands left of it (上班1 over 打卡时间 and 打卡结果).

    :return: for each column both lines together, then the lower alone
    """
    headings, above = [], ""
    for column in range(max(len(upper), len(lower))):
        top = clean(upper[column]) if column < len(upper) else ""
        bottom = clean(lower[column]) if column < len(lower) else ""
        above = top or (above if bottom else "")
        if above and bottom:
            headings.append((f"{above}\n{bottom}", bottom))
        else:
            headings.append((top or bottom,))
    return headings


def is_serial(heading: Cell, cells: Iterable[Cell], names: Iterable[Cell]) -> bool:
    """Tell whether a column only counts the rows, and names nobody.

    It does where every number is one more than the last; also where rows were left out
    of a longer list, so that they only rise, while names come again.
    """
    if plain(heading) not in SERIAL_HEADINGS:
        return False
    values = [clean(cell) for cell in cells if not is_empty(cell)]
    if len(values) < 2 or not all(each.isdecimal() for each in values):
        return False
    figures = [int(each[:12]) for each in values]
    if all(after == before + 1 for before, after in pairwise(figures)):
        return True
    called = [plain(name) for name in names if not is_empty(name)]
    rising = all(after > before for before, after in pairwise(figures))
    return rising and len(set(called)) < len(called)


# --- days as headings -----------------------------------------------------------------


def month_in(texts: Iterable[Cell]) -> tuple[int, int] | None:
    """Return year and month of the first title with one (``日期：2026-03-01``)."""
    for each in texts:
        if isinstance(each, (date, datetime)):
            return each.year, each.month
        value = plain(each)[:400]
        match = _MONTH.search(value) or _MONTH_AND_MORE.search(value)
        if match:
            return int(match[1]), int(match[2])
    return None


def days_of(
    cells: Sequence[Cell], month: tuple[int, int] | None, dates: Dates
) -> dict[int, date | int]:
    """Return {column: date} where a line heads the days of a month, side by side.

    A day is a number where nothing names the month.
    """
    found = {}
    for column, cell in enumerate(cells):
        day = _day(cell, month, dates)
        if day is not None:
            found[column] = day
    if len(found) < FEWEST_DAYS or not _follow(list(found.values())):
        return {}
    return _with_month(found, month)


def _day(cell: Cell, month, dates: Dates) -> date | int | None:
    if isinstance(cell, datetime):
        return cell.date() if cell.year > 1900 else None
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or is_empty(cell):
        return None
    value = plain(cell)
    if match := re.search(DATE, value):
        try:
            return dates.read(match, value)
        except Unreadable:
            return None
    if match := _MONTH_AND_DAY.fullmatch(value):
        return _full(month and month[0], int(match[1]), int(match[2]))
    match = _DAY.fullmatch(value)
    if match and 1 <= int(match[1]) <= 31:
        return int(match[1])
    return None


def _full(year, month, day) -> date | int | None:
    try:
        return date(year, month, day) if year else day
    except ValueError:
        return None


def _follow(days: Sequence[date | int]) -> bool:
    """Tell whether each is the day after the one before."""
    for before, after in pairwise(days):
        if type(before) is not type(after):
            return False
        if isinstance(before, int):
            if after != before + 1 and not (after == 1 and before >= 28):
                return False
        elif (after - before).days != 1:
            return False
    return True


def _with_month(found, month):
    """Give plain numbers their month; after the last day comes the next month."""
    if not month or not all(isinstance(day, int) for day in found.values()):
        return found
    (year, number), before, dated = month, 0, {}
    for column, day in found.items():
        if day < before:
            year, number = year + number // 12, number % 12 + 1
        before = day
        full = _full(year, number, day)
        if full:
            dated[column] = full
    return dated


# --- blocks of a person ---------------------------------------------------------------

_LABEL = re.compile(
    r"(?P<employee>工号|工號|考勤号码?|登记号码|编号|编码|user ?id"
    r"|emp(?:loyee)? ?no\.?|id|no\.?)"
    r" ?(?P<first>:)? ?(?P<number>[^\s:]{0,24})"
    r"|(?P<name>姓名|name) ?(?P<second>:)? ?(?P<who>[^:]{0,60})"
)


def person_of(cells: Sequence[Cell]) -> tuple[str, str]:
    """Return number and name of a line like 工号: 7 姓名: 张三, in one cell or more."""
    number = name = ""
    filled = [cell for cell in cells if not is_empty(cell)]
    for place, cell in enumerate(filled):
        match = isinstance(cell, str) and _LABEL.match(plain(cell))
        if not match:
            continue
        after = filled[place + 1] if place + 1 < len(filled) else ""
        if isinstance(after, str) and _LABEL.match(plain(after)):
            after = ""
        if match["employee"] and (match["first"] or not match["number"]):
            number = number or match["number"] or clean(after)
        elif match["name"] and (match["second"] or not match["who"]):
            name = name or clean(cell)[match.start("who") :].strip() or clean(after)
    return number, name
