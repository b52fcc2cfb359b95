"""The days of a batch of judgements: judged by columns, written by columns."""

from datetime import date

import numpy as np

from odoo.addons.base_engine_tools.engine.fingerprint import short_digest

from ..core.day_columns import FIGURES, DayColumns
from .binary import Column, instants, payload

#: Figures of a day's row that are amounts, by the field.
AMOUNTS = FIGURES[1:9]
INSTANTS = ("first_in", "last_out", "plan_from", "plan_to")
FLAGS = ("corrected", "provisional")
#: Columns of ``attendance.day`` in the order in which they are written.
DAY_COLUMNS = (
    *("employee_id", "company_id", "department_id", "tz", "month_id"),
    *("work_date", "policy_id", "verdict"),
    *[f"{name}_seconds" for name in AMOUNTS],
    *INSTANTS,
    *FLAGS,
    "lines",
)
#: PostgreSQL counts dates from here.
ORDINAL_DAY = date(2000, 1, 1).toordinal()
#: An odd factor and a shift, which spread every bit of a number over many.
SPREAD = np.uint64(0x9E3779B97F4A7C15)
HALF = np.uint64(32)


class DayTable:
    """Days of the months of some employees.

    :param judgements: prepared, all of one month; at least one
    """

    def __init__(self, judgements):
        self.judgements = judgements
        self.first, self.last = judgements[0].first, judgements[0].last
        self.place_of = {one.employee_id: n for n, one in enumerate(judgements)}
        self.columns = DayColumns(self.first, self.last, len(judgements))
        self.policies = np.zeros(self.columns.judged.shape, np.int64)
        self._keys = None

    def judge(self):
        """Judge every date, then the months."""
        together = {}
        for place, judgement in enumerate(self.judgements):
            for part in judgement.parts:
                dates = slice(part.first.day - 1, part.last.day)
                self.policies[place, dates] = part.rules.policy_id
            part = judgement.parts[0]
            if (part.first, part.last) == (self.first, self.last):
                together.setdefault(id(part.rules), []).append(place)
            else:
                judgement.judge()
                self.columns.put(place, judgement.days)
        for places in together.values():
            parts = [self.judgements[place].parts[0] for place in places]
            people = [part.person for part in parts]
            self.columns.judge(places, people, parts[0].rules.terms)
        summaries = self.columns.summaries()
        for places in together.values():
            for place in places:
                self.judgements[place].judge_by(summaries[place])

    def differing(self, other):
        """On how many dates the verdict is another one in another table of the month.

        :return: {employee id: number of dates}, of those who are in both
        """
        both = [one for one in self.place_of if one in other.place_of]
        codes = sorted({*self.columns.codes(), *other.columns.codes()})
        differs = self._numbers(both, codes) != other._numbers(both, codes)
        return dict(zip(both, differs.sum(axis=1).tolist(), strict=True))

    def _numbers(self, employee_ids, codes):
        """Places of the verdicts of employees in a list of codes; -1: not judged."""
        places = [self.place_of[one] for one in employee_ids]
        number_of = np.array([codes.index(code) for code in self.columns.codes()])
        found = number_of[self.columns.figures[places, :, 0]]
        return np.where(self.columns.judged[places], found, -1)

    # Fingerprints

    def key(self, employee_id):
        """Fingerprints of all that the rows of an employee's dates show.

        :return: one of what they have in common, and one per day of the month
        """
        if self._keys is None:
            self._keys = self._mixed().astype(">u8").tobytes().hex(" ", 8)
        place, width = self.place_of[employee_id], 17 * len(self.columns.dates)
        judgement = self.judgements[place]
        shared = short_digest((judgement.department_id, judgement.tz))
        return f"{shared} {self._keys[place * width : (place + 1) * width - 1]}"

    def _mixed(self):
        """64 bits of each date; 0 for one that is not judged."""
        columns, figures = self.columns, self.columns.figures
        words = [int(short_digest(code), 16) for code in columns.codes()]
        lines, known = np.zeros(columns.judged.shape, np.uint64), {}
        for place, special in enumerate(columns.special):
            for number, day in special.items():
                if day.lines:
                    if id(day) not in known:
                        known[id(day)] = int(short_digest(day.lines), 16)
                    lines[place, number] = known[id(day)]
        found = np.array(words, np.uint64)[figures[:, :, 0]]
        others = [figures[:, :, number] for number in range(1, len(FIGURES))]
        for column in (self.policies, *others):
            found = _spread(found ^ column.astype(np.uint64))
        return np.where(columns.judged, _spread(found ^ lines), np.uint64(0))

    # Rows

    def rows(self, wanted):
        """Rows of ``attendance.day`` for COPY, see ``DAY_COLUMNS``.

        :param wanted: {employee id: (id of the month's row, days of the month or None
            for all)}
        :return: bytes
        """
        self._zone_of = {tz: number for number, tz in enumerate(self._zones())}
        owners, counts, places, numbers = [], [], [], []
        every = range(len(self.columns.dates))
        for employee_id, (month_id, days) in wanted.items():
            place = self.place_of[employee_id]
            found = every if days is None else [day - 1 for day in sorted(days)]
            owners.append(self._owner(place, month_id))
            counts.append(len(found))
            places += [place] * len(found)
            numbers += found
        if not places:
            return b""
        place, number = np.array(places), np.array(numbers)
        judged = self.columns.judged[place, number]
        owner = np.repeat(np.array(owners, np.int64), counts, axis=0)[judged]
        place, number = place[judged], number[judged]
        columns = self._columns(owner.T, place, number)
        return payload(columns, self._lines(place, number))

    def _owner(self, place, month_id):
        judgement = self.judgements[place]
        department = judgement.department_id or 0
        tz = self._zone_of[judgement.tz]
        owner = judgement.employee_id, judgement.company.id, department, tz
        return (*owner, month_id)

    def _zones(self):
        return sorted({judgement.tz for judgement in self.judgements})

    def _columns(self, owner, place, number):
        employee, company, department, tz, month = owner
        figures = self.columns.figures[place, number].T
        dates = number + (self.first.toordinal() - ORDINAL_DAY)
        return [
            Column("int4", employee),
            Column("int4", company),
            Column("int4", department, department == 0),
            Column("text", tz, texts=self._zones()),
            Column("int4", month),
            Column("date", dates),
            Column("int4", self.policies[place, number]),
            Column("text", figures[0], texts=self.columns.codes()),
            *[Column("int4", figures[column]) for column in range(1, 9)],
            *[instants(figures[column]) for column in range(9, 13)],
            *[Column("bool", figures[column]) for column in range(13, 15)],
        ]

    def _lines(self, place, number):
        """Lines by row."""
        rows = np.full(self.columns.judged.shape, -1)
        rows[place, number] = np.arange(len(place))
        found = {}
        for of_place, special in zip(rows, self.columns.special, strict=True):
            for number, day in special.items():
                row = int(of_place[number])
                if day.lines and row >= 0:
                    found[row] = day.lines
        return found


def _spread(numbers):
    numbers = numbers * SPREAD
    return numbers ^ (numbers >> HALF)
