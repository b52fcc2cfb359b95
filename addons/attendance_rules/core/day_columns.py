"""The dates of a month of many people: a table of figures instead of many objects.

What is alike for many is judged at once: whoever came in time and stayed to the end is
a comparison of columns. Dates with anything else are judged one by one, by the rules of
:mod:`day_verdict`; what it says of a date on which nobody came and the same was asked
for, it says once for all.
"""

import numpy as np

from .binding import Bound
from .day_facts import Person, PersonDays
from .day_verdict import OFF, judge_day, judge_days, partly
from .month_summary import SUMS, MonthSummary, is_noted, noted_of
from .plan import dates_between
from .presses import explained_by
from .stays import NONE, Stays
from .verdict import DayVerdict

#: What a row of the table has of a date: the verdict as a number, amounts, instants.
FIGURES = DayVerdict._fields[:15]
INSTANTS = slice(9, 13)
#: Fewer people with the same plan are judged one by one: columns would take longer.
FEW = 8


class DayColumns:
    """Verdicts on all dates of some people.

    :param first: first date; ``last``: the last one
    :param count: how many people; each has a place, from 0

    ``figures`` is an array of int64: place, date, ``FIGURES``. ``special`` has per
    place those verdicts about which a row of figures does not say all: {number of the
    date, from 0: DayVerdict}. ``judged`` tells which dates have a verdict.
    """

    def __init__(self, first, last, count):
        self.first, self.last = first, last
        self.dates = dates_between(first, last)
        self.numbers = {}
        self.figures = np.zeros((count, len(self.dates), len(FIGURES)), np.int64)
        self.judged = np.ones((count, len(self.dates)), bool)
        self.special = [{} for _place in range(count)]
        self._noted = [], [], []

    def number_of(self, code):
        """The number that stands for a verdict in this table."""
        return self.numbers.setdefault(code, len(self.numbers))

    def codes(self):
        """Verdicts, each at its number."""
        return list(self.numbers)

    # Filling

    def judge(self, places, people, terms):
        """Judge every date of some people.

        :param places: of the people, in their order
        :param people: [Person, …] whose punches are ``Stays``, or any
        :param Terms terms:
        """
        alike = {}
        for place, person in zip(places, people, strict=True):
            key = id(person.plan), id(person.day_types), person.tz, person.now
            if self._is_common(person):
                alike.setdefault(key, []).append((place, person))
            else:
                self.put(place, judge_days(person, self.first, self.last, terms))
        for group in alike.values():
            self._judge_alike(group, terms)
        self._settle()

    def _is_common(self, person):
        return (
            not person.flexible
            and person.plan.shifts
            and (not person.punches or isinstance(person.punches, Stays))
            and person.is_employed(self.first, self.last)
        )

    def _judge_alike(self, group, terms):
        if len(group) >= FEW and _is_even(group[0][1], terms):
            _Alike(self, *zip(*group, strict=True), terms).judge()
            return
        for place, person in group:
            self.put(place, judge_days(person, self.first, self.last, terms))

    def put(self, place, days):
        """Take the verdicts on one person's dates.

        :param days: {date: DayVerdict}; other dates are not judged
        """
        for number, work_date in enumerate(self.dates):
            if work_date in days:
                self.note(place, number, days[work_date])
            else:
                self.judged[place, number] = False

    def note(self, place, number, verdict):
        """Take the verdict on a date; see :meth:`_settle`."""
        places, numbers, rows = self._noted
        places.append(place)
        numbers.append(number)
        rows.append(self.row(verdict))
        if _says_more(verdict):
            self.special[place][number] = verdict

    def row(self, verdict):
        """The figures of a verdict, see ``FIGURES``."""
        instants = [NONE if at is None else at for at in verdict[INSTANTS]]
        code = self.number_of(verdict[0])
        return (code, *verdict[1:9], *instants, *verdict[13:15])

    def _settle(self):
        """Put what was noted into the table, in one go."""
        places, numbers, rows = self._noted
        if rows:
            self.figures[places, numbers] = np.array(rows, np.int64)
        self._noted = [], [], []

    # Reading

    def verdict(self, place, number):
        """The verdict on a date, as it would be without a table.

        :rtype: DayVerdict
        """
        self._settle()
        if number in self.special[place]:
            return self.special[place][number]
        code, *figures = self.figures[place, number].tolist()
        amounts, instants, flags = figures[:8], figures[8:12], figures[12:]
        return DayVerdict(
            self.codes()[code],
            *amounts,
            *[None if at == NONE else at for at in instants],
            *[flag == 1 for flag in flags],
        )

    def summaries(self):
        """What the verdict on each person's month reads of the days.

        :return: [MonthSummary, …]; every date has to be judged
        """
        self._settle()
        totals = self._totals()
        kept = self.figures[:, :, 0] == self.number_of("present")
        noted = [
            [number for number, day in special.items() if is_noted(day)]
            for special in self.special
        ]
        for place, numbers in enumerate(noted):
            kept[place, numbers] = False
        counts = kept.cumsum(axis=1)
        at_end = counts[:, -1].tolist()
        return [
            MonthSummary(
                self.first,
                len(self.dates),
                totals[place],
                *self._noted_of(place, numbers, counts[place], at_end[place]),
            )
            if numbers
            else MonthSummary(
                self.first, len(self.dates), totals[place], (), at_end[place] > 0
            )
            for place, numbers in enumerate(noted)
        ]

    def _noted_of(self, place, numbers, counts, at_end):
        """Noted dates, and whether hours were kept after them.

        :param counts: of dates with hours that were kept, up to each date
        """
        found, before, counts = [], 0, counts.tolist()
        for number in numbers:
            kept = counts[number]
            day = self.special[place][number]
            found.append(noted_of(self.dates[number], day, kept > before))
            before = kept
        return tuple(found), at_end > before

    def _totals(self):
        figures = self.figures
        planned, worked = figures[:, :, 1] != 0, figures[:, :, 2] != 0
        came = (figures[:, :, 9] != NONE) | (figures[:, :, 10] != NONE)
        busy = (planned | worked)[:, :, None]
        sums = np.where(busy, figures[:, :, 1:9], 0).sum(axis=1).tolist()
        days = planned.sum(axis=1).tolist()
        present = (planned & (worked | came)).sum(axis=1).tolist()
        return [
            dict(zip(SUMS, sums[place], strict=True))
            | {
                "days": days[place],
                "present": present[place],
                "leave_days": self._leave_days(place) if sums[place][2] else 0,
            }
            for place in range(len(sums))
        ]

    def _leave_days(self, place):
        special = self.special[place].values()
        return round(sum([day.leave / day.planned for day in special if day.leave]), 2)


def _is_even(person, terms):
    """Whether shifts follow each other as their dates do, and no holiday takes any of
    the time around them."""
    plan = Person(tz=person.tz, plan=person.plan, day_types=person.day_types)
    dates = [shift.work_date for shift in person.plan.shifts]
    return dates == sorted(dates) and not PersonDays(plan, terms).bounds


def _says_more(day):
    """Whether figures alone do not say what the month reads of a date, or its row."""
    return bool(day.lines or day.leave or is_noted(day))


class _Alike:
    """People who share a plan, and judge it by the same terms at the same moment.

    :param columns: DayColumns that is filled
    :param places: of the people in it
    """

    def __init__(self, columns, places, people, terms):
        self.columns, self.people, self.terms = columns, people, terms
        self.places = np.array(places)
        model = people[0]
        self.plan, self.now = model.plan, model.now
        self.known, self.verdicts, self.forced = {}, {}, {}
        self._read_plan()
        self._read_punches()

    def _read_plan(self):
        """Columns of the shifts of the plan, and what is free."""
        columns, plan = self.columns, self.plan
        first, count = columns.first.toordinal(), len(columns.dates)
        self.starts, self.ends = np.array(plan.windows, np.int64).T
        days = [shift.work_date.toordinal() - first for shift in plan.shifts]
        self.day_of = np.array([day if 0 <= day < count else -1 for day in days])
        self.shift_starts = np.array([shift.start for shift in plan.shifts], np.int64)
        self.shift_ends = np.array([shift.end for shift in plan.shifts], np.int64)
        self.planned = np.array([shift.planned for shift in plan.shifts], np.int64)
        self.sizes = np.zeros(count, np.int64)
        inside = self.day_of[self.day_of >= 0]
        np.add.at(self.sizes, inside, 1)
        alone = [place in plan.alone for place in range(len(days))]
        self.alone = self._over() & np.array(alone)
        self.plain = self._over() & np.array([_is_plain(one) for one in plan.shifts])
        self.plain |= self.alone

    def _over(self):
        """Which shifts are of the dates that are asked for, and over."""
        if self.now is None:
            return self.day_of >= 0
        over = self.shift_ends <= self.now - self.terms.reach
        return over & (self.day_of >= 0)

    def _read_punches(self):
        """Columns of all punches, and to which shift each belongs."""
        people, rows = [], []
        for number, person in enumerate(self.people):
            if person.punches:
                people.append(number)
                rows.append(person.punches.rows())
        lengths = [len(one) for one in rows]
        table = np.concatenate(rows) if rows else np.zeros((0, 4), np.int64)
        self.owner = np.repeat(np.array(people, np.int64), lengths)
        ends = np.cumsum(lengths).tolist()
        begins = [end - length for end, length in zip(ends, lengths, strict=True)]
        self.rows_of = dict(zip(people, zip(begins, ends, strict=True), strict=True))
        _ids, self.came, self.went, self.corrected = np.ascontiguousarray(table.T)
        place = np.searchsorted(self.starts, self.came, "right") - 1
        inside = (place >= 0) & (self.came < self.ends[place])
        self.open = self.went == NONE
        self.fits = inside & (self.open | (self.went <= self.ends[place]))
        self.place = place

    def judge(self):
        """Put the verdicts on all dates into the table."""
        odd = self._odd_people()
        self._fill_off()
        todo = np.broadcast_to(
            self.is_planned, (len(self.people), len(self.is_planned))
        )
        todo = todo.copy()
        self._fill_ordinary(odd, todo)
        self._force(odd, todo)
        todo[odd] = False
        for person, number in zip(*map(np.ndarray.tolist, todo.nonzero()), strict=True):
            verdict = self._verdict(person, number)
            self.columns.note(int(self.places[person]), number, verdict)
        columns = self.columns
        for person in np.flatnonzero(odd).tolist():
            facts = self.people[person]
            days = judge_days(facts, columns.first, columns.last, self.terms)
            columns.put(int(self.places[person]), days)

    def _odd_people(self):
        """Who has punches that are to be joined or parted, or lie outside a window."""
        came, went, owner = self.came, self.went, self.owner
        until = np.where(self.open, came, went)
        odd = (came == NONE) | (until < came) | ~self.fits
        if self.terms.longest:
            odd |= until - came > self.terms.longest
        follows = owner[1:] == owner[:-1]
        odd[1:] |= follows & (came[1:] <= until[:-1] + self.terms.merge)
        found = np.zeros(len(self.people), bool)
        found[owner[odd]] = True
        return found

    def _fill_off(self):
        """Days off, as they are for all."""
        columns, day_types = self.columns, self.people[0].day_types
        self.is_planned = self.sizes > 0
        model = np.zeros((len(columns.dates), len(FIGURES)), np.int64)
        for work_date in self.plan.free_dates(columns.first, columns.last):
            number = (work_date - columns.first).days
            day = OFF[day_types.get(work_date, "restday")]
            model[number] = columns.row(day)
        columns.figures[self.places] = model

    def _fill_ordinary(self, odd, todo):
        """Dates whose shifts are over, each covered by one stay; what else one stay may
        say of the only shift of its date is kept for :meth:`_verdict`."""
        owner, place = self.owner, self.place
        same = (owner[1:] == owner[:-1]) & (place[1:] == place[:-1])
        single = ~odd[owner] & ~self.open
        single[1:] &= ~same
        single[:-1] &= ~same
        covers = (self.came <= self.shift_starts[place]) & (
            self.went >= self.shift_ends[place]
        )
        covers &= self.went - self.came > self.terms.merge
        number = self.day_of[place]
        good = single & covers & self.plain[place]
        covered = np.zeros(todo.shape, np.int64)
        np.add.at(covered, (owner[good], number[good]), 1)
        complete = (covered == self.sizes) & (covered > 0)
        good &= complete[owner, number]
        todo[complete] = False
        self._put_ordinary(np.flatnonzero(good), complete)
        at = np.flatnonzero(single & ~covers & self.alone[place]).tolist()
        dates = zip(owner[at].tolist(), number[at].tolist(), strict=True)
        self.partly = dict(zip(dates, at, strict=True))
        self.is_attended = np.zeros(todo.shape, bool)
        seen = number >= 0
        self.is_attended[owner[seen], number[seen]] = True

    def _put_ordinary(self, at, complete):
        """Fill in dates that were covered.

        :param at: rows of the punches that did, in order of people and time
        :param complete: which dates of whom these are
        """
        place, owner = self.place[at], self.owner[at]
        date = owner * complete.shape[1] + self.day_of[place]
        first = np.ones(len(at), bool)
        first[1:] = date[1:] != date[:-1]
        last = np.roll(first, -1)
        number = np.cumsum(first) - 1
        came, went = self.came[at], self.went[at]
        start, end = self.shift_starts[place], self.shift_ends[place]
        rows = np.zeros((int(first.sum()), len(FIGURES)), np.int64)
        rows[:, 0] = self.columns.number_of("present")
        np.add.at(rows[:, 1], number, self.planned[place])
        np.add.at(rows[:, 7], number, start - came + went - end)
        rows[:, 2] = rows[:, 1] + rows[:, 7]
        rows[:, 9], rows[:, 10] = came[first], went[last]
        rows[:, 11], rows[:, 12] = start[first], end[last]
        np.maximum.at(rows[:, 13], number, self.corrected[at])
        owner, number = complete.nonzero()
        self.columns.figures[self.places[owner], number] = rows

    def _force(self, odd, todo):
        """Dates on which there may be more than the punches of planned shifts."""
        columns, plan = self.columns, self.plan
        first, last = columns.first, columns.last
        day_types = self.people[0].day_types
        special = [
            (work_date - first).days
            for work_date in day_types.keys() & plan.shifts_of.keys()
            if first <= work_date <= last
        ]
        todo[:, special] = True
        self.special = frozenset(special)
        for number, person in enumerate(self.people):
            if odd[number] or not _has_more(person, first, last):
                continue
            numbers = [
                (work_date - first).days
                for work_date in self._days_of(number).eventful(first, last)
                if first <= work_date <= last
            ]
            todo[number, numbers] = True
            self.forced[number] = frozenset(numbers)

    def _verdict(self, person, number):
        if number not in self.forced.get(person, self.special):
            at = self.partly.get((person, number))
            if at is not None:
                if verdict := self._partly(at):
                    return verdict
            elif not self.is_attended[person, number]:
                return self._nobody_came(person, number, ((), (), (), 0, False))
        facts = self._days_of(person).facts(self.columns.dates[number])
        if any(facts.punches):
            return judge_day(facts, self.terms)
        asked = facts.absences, facts.overtime, facts.excuses
        asked += facts.allowance, facts.exempt
        return self._nobody_came(person, number, asked)

    def _nobody_came(self, person, number, asked):
        """What is said of a date without punches: the same of all who asked alike."""
        key = number, asked
        if key not in self.verdicts:
            facts = self._days_of(person).facts(self.columns.dates[number])
            self.verdicts[key] = judge_day(facts, self.terms)
        return self.verdicts[key]

    def _partly(self, at):
        came, went = int(self.came[at]), int(self.went[at])
        shift = self.plan.shifts[self.place[at]]
        punch = 0, came, went, bool(self.corrected[at])
        there = explained_by(punch, shift.pieces, self.terms.merge)
        if not there:
            return None
        return partly(punch, shift.pieces, shift.planned, there, self.terms)

    def _days_of(self, number):
        """What is known of a person, by date; the punches are bound already."""
        if number not in self.known:
            bound, person = Bound({}, []), self.people[number]
            first, last = self.rows_of.get(number, (0, 0))
            places = self.place[first:last].tolist()
            if len(set(places)) == len(places):
                of_places = [[punch] for punch in person.punches]
                bound.by_shift.update(zip(places, of_places, strict=True))
            else:
                for place, punch in zip(places, person.punches, strict=True):
                    bound.by_shift.setdefault(place, []).append(punch)
            self.known[number] = PersonDays(person, self.terms, bound)
        return self.known[number]


def _is_plain(shift):
    """Whether a stay that covers the shift explains it, also beside others of its date:
    a break is not longer than what is worked."""
    return not shift.spared and 2 * shift.planned > shift.end - shift.start


def _has_more(person, first, last):
    return bool(
        person.absences
        or person.overtime
        or person.excuses
        or person.allowances
        or any(first <= day <= last for day in person.exempt)
    )
