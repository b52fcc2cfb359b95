"""The monthly analysis of complaints: what is counted, compared, and stands out.

All figures of a month come in as sums by part and month, and leave as plain lists and
dictionaries, which are frozen as JSON (CM-2.5, SM-5.3). Months are their first days.
"""

import math
import statistics
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from .subjects import recurring

#: Form of what is frozen, for whoever reads it years later.
VERSION = 1
#: Fewer months say nothing about how much a figure goes up and down.
FEWEST_MONTHS = 3
#: The figure of the whole, among those of the parts.
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a figure stands out: settings of the company.

    :param months: so many months before are looked at
    :param sigmas: so many standard deviations from their mean
    :param least: it rests on so many cases at least
    """

    months: int = 12
    sigmas: float = 2.0
    least: int = 5


@dataclass(frozen=True, slots=True)
class Sum:
    """What a figure adds up to: of one part, in one month.

    :param dimension: by what the parts are told apart; ``WHOLE`` for all together
    :param key: id or code of the part; None where nothing was entered
    """

    figure: str
    dimension: str
    key: int | str | None
    month: date
    total: float
    n: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What a figure is: as in the registry of figures.

    :param unit: "count", or one whose value is a mean ("share", "seconds", "mean")
    :param direction: which is better, "more" or "less"
    """

    code: str
    unit: str
    direction: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A matter about which was complained again.

    :param id: of the first complaint; ``kind`` is the id of its kind
    :param in_month: complaints of the month; ``count``: of all months until its end
    """

    id: int
    number: str
    name: str
    kind: int | None
    in_month: int
    count: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a month is drawn up.

    :param counted: code of the figure that counts the complaints
    :param kept: code of the one that says which share of promises was kept
    :param parts: by what both are broken down, in the order of the report
    :param names: {(dimension, id): name, or {language: name}}
    :param titles: what the complaints of the month are called
    """

    month: date
    counted: str
    kept: str
    kinds: list[Kind]
    sums: list[Sum]
    parts: list[str]
    names: dict = field(default_factory=dict)
    repeats: list[Repeat] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)  # id and title of each


@dataclass(frozen=True, slots=True)
class Band:
    """How much a figure goes up and down: the mean of the months before, and the
    standard deviation from it."""

    mean: float
    deviation: float
    months: int


def shifted(month, months):
    """The first day of another month."""
    years, place = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(years, place + 1, 1)


def first_month(month, limits):
    """The first month whose figures are needed."""
    return shifted(month, -max(12, limits.months))


def band(values):
    """What is usual, from the values of the months before; None: not enough of them."""
    if len(values) < FEWEST_MONTHS:
        return None
    return Band(
        float(statistics.fmean(sorted(values))),
        statistics.stdev(sorted(values)),
        len(values),
    )


def by_chance(unit, mean, n):
    """The standard deviation that chance alone makes, as in control charts: of a count,
    and of a share of n cases. Of few cases the months before tell too little of it."""
    if unit == "count":
        return math.sqrt(max(mean, 0))
    if unit == "share" and n:
        return math.sqrt(max(mean * (1 - mean), 0) / n)
    return 0.0


def stands_out(value, n, usual, limits, direction):
    """Whether a figure is "worse" or "better" than usual by more than chance; "".

    :param n: cases that the value rests on
    """
    if usual is None or value is None or n < limits.least:
        return ""
    distance = value - usual.mean
    if abs(distance) <= limits.sigmas * usual.deviation + 1e-9:
        return ""
    return "better" if (distance > 0) == (direction == "more") else "worse"


def draw_up(facts, limits):
    """The report of a month, as it is frozen.

    :rtype: dict
    """
    book = _Book(facts, limits)
    parts = {name: book.parts(name) for name in facts.parts}
    return {
        "version": VERSION,
        "month": facts.month.isoformat(),
        "limits": asdict(limits),
        "figures": [book.figure(kind) for kind in facts.kinds],
        "course": book.course(),
        "parts": [{"code": name, "rows": rows} for name, rows in parts.items()],
        "outstanding": book.outstanding(parts),
        "repeats": [
            asdict(repeat) | {"kind_name": facts.names.get(("kind", repeat.kind))}
            for repeat in sorted(
                facts.repeats, key=lambda one: (-one.count, -one.in_month, one.id)
            )
        ],
        "subjects": [
            {"words": words, "ids": ids, "count": len(ids)}
            for words, ids in recurring(facts.titles, limits.least)
        ],
    }


class _Book:
    """Sums by figure, part and month, and what follows from them."""

    def __init__(self, facts, limits):
        self._facts, self._limits = facts, limits
        self._kinds = {kind.code: kind for kind in facts.kinds}
        self._sums = {}
        for one in facts.sums:
            place = one.figure, one.dimension, one.key, one.month
            total, n = self._sums.get(place, (0, 0))
            self._sums[place] = total + one.total, n + one.n
        month = facts.month
        known = [one.month for one in facts.sums if one.figure == facts.counted]
        self._since = min(known, default=month)
        self._past = [
            other
            for back in range(limits.months, 0, -1)
            if (other := shifted(month, -back)) >= self._since
        ]

    def _value(self, code, month, dimension=WHOLE, key=None):
        """(value, n) of a figure: None before anything was counted."""
        total, n = self._sums.get((code, dimension, key, month), (0, 0))
        if self._kinds[code].unit == "count":
            return (None if month < self._since else total), n
        return (total / n if n else None), n

    def _usual(self, code, dimension=WHOLE, key=None):
        values = [self._value(code, month, dimension, key)[0] for month in self._past]
        return band([value for value in values if value is not None])

    def _compared(self, code, dimension=WHOLE, key=None):
        """A figure beside those of the month and the year before, and what is usual."""
        month, kind = self._facts.month, self._kinds[code]
        place = dimension, key
        value, n = self._value(code, month, *place)
        usual = self._usual(code, *place)
        if usual:
            chance = by_chance(kind.unit, usual.mean, n)
            usual = replace(usual, deviation=max(usual.deviation, chance))
        # No complaint at all, or fewer than usual, rests on what is usual.
        rests_on = n
        if kind.unit == "count" and usual and value is not None:
            rests_on = max(n, usual.mean)
        return {
            "value": _rounded(value),
            "n": n,
            "before": _rounded(self._value(code, shifted(month, -1), *place)[0]),
            "year_before": _rounded(self._value(code, shifted(month, -12), *place)[0]),
            "mean": usual and _rounded(usual.mean),
            "deviation": usual and _rounded(usual.deviation),
            "outstanding": stands_out(
                value, rests_on, usual, self._limits, kind.direction
            ),
        }

    def figure(self, kind):
        return {
            "code": kind.code,
            "unit": kind.unit,
            "direction": kind.direction,
            **self._compared(kind.code),
        }

    def course(self):
        """Month after month, from the first known one: what is counted, and kept."""
        months = [*self._past, self._facts.month]
        counted, kept = self._facts.counted, self._facts.kept
        return [
            {
                "month": month.isoformat(),
                "count": self._value(counted, month)[0],
                "kept": _rounded(self._value(kept, month)[0]),
            }
            for month in months
        ]

    def parts(self, dimension):
        """The parts of a dimension: the greatest first, what was not entered last."""
        month = self._facts.month
        shown = (month, shifted(month, -1), shifted(month, -12))
        codes = self._facts.counted, self._facts.kept
        keys = {
            key
            for (code, name, key, when), sums in self._sums.items()
            if name == dimension and code in codes and when in shown and any(sums)
        }
        rows = [self._part(dimension, key) for key in keys]
        return sorted(
            rows,
            key=lambda row: (row["key"] is None, -(row["value"] or 0), str(row["key"])),
        )

    def _part(self, dimension, key):
        counted = self._compared(self._facts.counted, dimension, key)
        kept = self._compared(self._facts.kept, dimension, key)
        whole = self._value(self._facts.counted, self._facts.month)[0]
        return {
            "key": key,
            "name": self._facts.names.get((dimension, key)),
            "share": _rounded(counted["value"] / whole) if whole else None,
            "kept": kept,
            **counted,
        }

    def outstanding(self, parts):
        """What stands out: the worse first, of these the farthest from what is usual.

        A part of which nothing was entered is no part that anybody could improve, and
        the only part there is says what the whole says.
        """
        found = []
        for dimension, rows in parts.items():
            for row in rows if len(rows) > 1 else ():
                figures = (self._facts.counted, row), (self._facts.kept, row["kept"])
                found += [
                    self._point(compared, code, dimension, row)
                    for code, compared in figures
                    if compared["outstanding"] and row["key"] is not None
                ]
        for kind in self._facts.kinds:
            whole = self._compared(kind.code)
            if whole["outstanding"]:
                found.append(self._point(whole, kind.code, WHOLE, {}))
        order = [WHOLE, *parts]
        return sorted(
            found,
            key=lambda point: (
                point["outstanding"] != "worse",
                -point["distance"],
                point["figure"],
                order.index(point["dimension"]),
                str(point["key"]),
            ),
        )

    def _point(self, compared, figure, dimension, row):
        away = abs(compared["value"] - compared["mean"])
        return {
            "figure": figure,
            "unit": self._kinds[figure].unit,
            "dimension": dimension,
            "key": row.get("key"),
            "name": row.get("name"),
            "distance": _rounded(away / (compared["deviation"] or 1)),
            **{
                name: compared[name]
                for name in ("value", "n", "mean", "deviation", "outstanding")
            },
        }


def _rounded(value):
    """Without the noise of binary fractions; whole numbers stay whole."""
    if value is None or isinstance(value, int):
        return value
    rounded = round(float(value), 4)
    return int(rounded) if rounded.is_integer() else rounded
