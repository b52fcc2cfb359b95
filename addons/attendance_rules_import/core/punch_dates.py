"""Dates as people and programs write them: plain Python, no ORM.

Day and month change places from country to country. Nobody can tell from 02/03 alone;
a whole file can: one day above 12, or one weekday, proves the order for all of it.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from babel.dates import get_day_names, get_month_names

LANGUAGES = ("en", "es", "de", "fr", "pt", "it", "nl")
#: Punches before are of a clock that has lost its time (2000-01-01), or of no clock.
FIRST_YEAR, LAST_YEAR = 1990, 2100
#: A year of two digits is at most so many years back.
BACK = 10
ROC = 1911  # 民國 115 is 2026
ORDERS = ("ymd", "dmy", "mdy")


class Unreadable(ValueError):
    """A cell that cannot be read.

    :ivar code: ``unreadable``, ``order`` (day or month first?), ``no_date``,
        ``backwards``
    """

    def __init__(self, code, value=""):
        super().__init__(str(value)[:60])
        self.code = code


def _names(found: dict) -> dict[str, int]:
    """Return {name without dot, in lower case: number}."""
    return {
        name.lower().strip("."): number
        for number, name in found.items()
        if len(name) > 2
    }


@cache
def _months() -> dict[str, int]:
    months = {}
    for lang in reversed(LANGUAGES):
        for width in ("wide", "abbreviated"):
            months |= _names(dict(get_month_names(width, locale=lang)))
    return months | {"sept": 9, "mär": 3, "mrz": 3}


@cache
def _weekdays() -> dict[str, int]:
    """Return {name: number}, Monday is 0."""
    days = {}
    for lang in ("de", "es", "en"):
        for width in ("wide", "abbreviated"):
            days |= _names(dict(get_day_names(width, locale=lang)))
    for number, sign in enumerate("一二三四五六日"):
        days |= {f"{word}{sign}": number for word in ("星期", "周", "週", "礼拜")}
    return days | {"星期天": 6, "周天": 6}


_MONTH = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
_WEEKDAY = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(sorted(map(re.escape, _weekdays()), key=len, reverse=True))
    + r")(?![a-z])"
)
DATE = (
    r"(?:(?<![\d])(?<!\d[-/.])\d{1,4}(?:(?P<s>[-/.]) ?\d{1,2} ?(?P=s) ?"
    r"|[年년] ?\d{1,2} ?[月월] ?)\d{1,4}(?![\d:])(?!(?P=s)\d)[日号號일]?"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|º)?[-/. ]{{0,2}}(?:de )?(?:{_MONTH})\.?"
    r"[-/., ]{0,2}(?:del? )?(?:\d{4}|\d{2})(?![\d:])"
    rf"|(?<![^\W\d_])(?:{_MONTH})\.?[-/. ]{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?"
    r"[-/., ]{1,2}\d{4}(?!\d))"
)
_YEAR_FIRST = re.compile(r"\d{4}[-/.年]?\d")
_FIGURES = re.compile(r"\d{1,4}")
_NAMED = re.compile(rf"(?:{_MONTH})(?![^\W\d_])|(?:{_MONTH})")


class Triple(NamedTuple):
    """The three figures of a date, and in which orders they may be meant."""

    parts: tuple[int, int, int]
    orders: tuple[str, ...]

    def in_order(self, order: str) -> date | None:
        """Return the date that is meant by an order, nothing if there is none."""
        figures = dict(zip(order, self.parts, strict=True))
        try:
            return date(figures["y"], figures["m"], figures["d"])
        except ValueError:
            return None


@dataclass(slots=True)
class Dates:
    """How the dates of a file are read.

    :ivar order: ``dmy``, ``mdy`` or ``ymd``; empty where nothing has told
    :ivar latest: nobody punches later; tells a year of two digits from a day
    """

    order: str = ""
    latest: date = field(default_factory=date.today)

    def within(self, day: date, cell) -> date:
        """Return a date, if it can be one of a punch.

        :raise Unreadable: it lies too far away
        """
        if not FIRST_YEAR <= day.year < LAST_YEAR:
            raise Unreadable("unreadable", cell)
        return day

    def read(self, match: re.Match, cell) -> date:  # pylint: disable=method-required-super
        """Return the date of a match of ``DATE``.

        :raise Unreadable: it does not exist, or it could be two
        """
        value = match["date"] if "date" in match.re.groupindex else match.group()
        triple = self.triple(value)
        orders = triple.orders
        if self.order in orders:
            orders = (self.order,)
        possible = {
            day
            for order in self._by_weekday(triple, orders, str(cell))
            if (day := triple.in_order(order))
        }
        if len(possible) > 1:
            raise Unreadable("order", value)
        if not possible:
            raise Unreadable("unreadable", value)
        return self.within(possible.pop(), value)

    def _by_weekday(self, triple, orders, value):
        """Keep the orders that fit the weekday, if one stands with the date."""
        match = len(orders) > 1 and _WEEKDAY.search(value)
        if not match:
            return orders
        weekday = _weekdays()[match.group()]
        fitting = [
            order
            for order in orders
            if (day := triple.in_order(order)) and day.weekday() == weekday
        ]
        return fitting or orders

    def orders(self, value: str) -> set[str]:
        """Return the orders in which the dates of a text exist; empty if none of them
        could be meant in more than one."""
        found: set[str] = set()
        if _YEAR_FIRST.match(value):
            return found
        for match in re.finditer(DATE, value):
            triple = self.triple(match.group())
            if len(triple.orders) > 1:
                orders = {each for each in triple.orders if triple.in_order(each)}
                orders = set(self._by_weekday(triple, orders, value))
                found = found & orders if found else orders
        return found

    def triple(self, value: str) -> Triple:
        """Return the figures of a date, with the years of two digits completed."""
        figures = _FIGURES.findall(value)
        if len(figures) == 2:
            month = _months()[_NAMED.search(value).group()]
            day, year = map(int, figures)
            return Triple((self._year(year, figures[1]), month, day), ("ymd",))
        first, _middle, last = figures
        parts = tuple(map(int, figures))
        if len(first) > 2 or "年" in value or "년" in value:
            year = parts[0] + ROC if len(first) == 3 else self._year(parts[0], first)
            return Triple((year, *parts[1:]), ("ymd",))
        if len(last) > 2:
            orders = ("dmy",) if "." in value else ("dmy", "mdy")
            return Triple(parts, orders)
        return self._of_two_digits(parts, value)

    def _year(self, year: int, written: str) -> int:
        return year + 2000 if len(written) < 3 else year

    def _of_two_digits(self, parts, value) -> Triple:
        """Dots are never month-first; a hyphen has the year first, as DingTalk and
        ISO 8601 write it, if that can be."""
        orders = {".": ("dmy", "ymd"), "-": ("ymd", "dmy"), "/": ORDERS}
        sign = next(each for each in "./-" if each in value)
        years = range(self.latest.year - BACK, self.latest.year + 1)
        possible = tuple(
            order for order in orders[sign] if parts[order.index("y")] + 2000 in years
        )
        if sign == "-" and possible[:1] == ("ymd",):
            possible = ("ymd",)
        if not possible:
            possible = orders[sign][:1]
        return _with_years(parts, possible)


def _with_years(parts, orders) -> Triple:
    """Complete the year; where it could be two of the figures, their order decides."""
    places = {order.index("y") for order in orders}
    if len(places) == 1:
        place = places.pop()
        parts = tuple(
            part + 2000 if index == place else part for index, part in enumerate(parts)
        )
        return Triple(parts, orders)
    return _Open(parts, orders)


class _Open(Triple):
    """A date of three times two digits, of which the year is not known yet."""

    def in_order(self, order):
        figures = dict(zip(order, self.parts, strict=True))
        try:
            return date(figures["y"] + 2000, figures["m"], figures["d"])
        except ValueError:
            return None
