"""An import of punches, planned as a whole before anything is written."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.tools import SQL

from odoo.addons.attendance_rules.engine import employment
from odoo.addons.base_engine_tools.core.instants import (
    ONE_DAY,
    to_datetime,
    to_nearest_second,
)
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..core.punch_cells import is_empty
from ..core.punch_pairs import OUTING, Punch, Stay, pair, work_day
from ..core.punch_rows import LONGEST_NIGHT, Row, read_rows
from .punch_people import People

CLOCK_SKEW = 120
DAY = 86400
SAMPLES = 5


@dataclass(slots=True)
class Problem:
    """What is wrong with a row: a code with figures, and the row as it was."""

    line: int
    code: str
    values: dict
    cells: list


@dataclass(slots=True)
class Person:
    """Whom a file means, and when it saw them."""

    number: str
    name: str
    employee_id: int | None
    differs: bool = False
    presses: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def see(self, moments):
        """Count presses, in the local time of the file."""
        self.presses += len(moments)
        self.first = min([*moments, *filter(None, [self.first])])
        self.last = max([*moments, *filter(None, [self.last])])


@dataclass(slots=True)
class Outcome:
    """What an import would do.

    :ivar people: whom the file means, by what it calls them
    :ivar samples: the first rows as they were understood
    :ivar words: what stood in place of times and was taken as nothing
    """

    headings: list = field(default_factory=list)
    rows: int = 0
    problems: list = field(default_factory=list)
    creates: list = field(default_factory=list)
    updates: list = field(default_factory=list)
    removes: list = field(default_factory=list)
    unchanged: int = 0
    people: dict = field(default_factory=dict)
    samples: list = field(default_factory=list)
    words: Counter = field(default_factory=Counter)
    outings: int = 0


@dataclass(slots=True)
class Existing:
    """A stay that is stored."""

    id: int
    start: int
    end: int | None
    in_made: bool
    out_made: bool
    own: bool
    corrected: bool

    def stay(self):
        return Stay(
            self.start if self.in_made else None,
            self.end if self.out_made else None,
        )


class PunchImport:
    """Compares what a file says with what is stored, with a few queries in all.

    A stay is made of all punches that this source knows of a working day, so that the
    same file changes nothing a second time and a longer one completes what is there.

    :param source: ``attendance.import.source``
    :param company: whose employees are meant
    :param fit: the file as it was read
    """

    def __init__(self, source, company, fit):
        self.source, self.company, self.env = source, company, source.env
        self.zone = ZoneInfo(source._get_tz(company))
        self.day_start = timedelta(hours=source.day_starts_at)
        policy = self.env["attendance.policy"]._get_policy(company, fields.Date.today())
        self.merge = policy.merge_minutes * 60
        self.now = to_nearest_second(fields.Datetime.now())
        self.fit = fit
        self.outcome = Outcome(headings=fit.table.headings)
        self.lines = {line.number: line.cells for line in fit.table.lines}
        self.bad_rows, self.bad_lines = set(), set()

    def plan(self, hold=False):
        """Return what the import would do.

        :param hold: hold the people until the transaction ends, so that nobody else
            enters punches of theirs that are not compared
        :rtype: Outcome
        """
        groups = self._group(self._employed(self._known(self._good_rows())))
        if groups:
            if hold:
                ids = sorted({employee for employee, _day in groups})
                take_turn(self.env["hr.employee"].sudo().browse(ids))
            existing = self._load_existing(groups)
            for (employee_id, day), punches in groups.items():
                self._compare(employee_id, day, punches, existing[employee_id])
        self.outcome.problems.sort(key=lambda problem: problem.line)
        return self.outcome

    # The file

    def _good_rows(self):
        for row in read_rows(self.fit.table, self.fit.dates):
            self.outcome.rows += 1
            self.outcome.words.update(row.words)
            if row.problem:
                self._complain(row, row.problem, value=row.value)
            elif row.punches:
                yield row

    def _known(self, rows):
        """Yield (row, employee id) of rows whose employee is known."""
        rows = list(rows)
        people = People(self.source, self.company)
        for row in rows:
            employee_id, problem, other = people.find(row.number, row.name)
            self._see(people, row, employee_id)
            if problem:
                value = row.number or row.name
                self._complain(row, problem, value=value, name=row.name, other=other)
            else:
                yield row, employee_id

    def _see(self, people, row, employee_id):
        """Note whom the file means, for whoever looks at the preview."""
        known = self.outcome.people
        key = (row.number, row.name, employee_id)
        if key not in known:
            differs = bool(employee_id) and people.differs(row.name, employee_id)
            known[key] = Person(row.number, row.name, employee_id, differs)
        moments = [self._local(moment) for moment, _side in row.punches]
        known[key].see(moments)
        if len(self.outcome.samples) < SAMPLES:
            sides = [side for _moment, side in row.punches]
            presses = list(zip(moments, sides, strict=True))
            self.outcome.samples.append((row.line, row.number, row.name, presses))

    def _employed(self, rows):
        """Yield (row, employee id, punches with their days) of who was employed then:
        a clock that has lost its time says 2000, and numbers are given anew."""
        rows = list(rows)
        jobs = employment.load(self.env, list({employee for _row, employee in rows}))
        for row, employee_id in rows:
            punches = self._punches(row)
            alien = [
                moment
                for moment, (_punch, day) in zip(row.punches, punches, strict=True)
                if not jobs[employee_id].between(day, day)
            ]
            if alien:
                self._complain(row, "not_employed", day=self._local(alien[0][0]).date())
            elif any(punch.at > self.now + CLOCK_SKEW for punch, _day in punches):
                self._complain(row, "future", moment=row.punches[0][0])
            else:
                yield row, employee_id, punches

    def _group(self, rows):
        """Return {(employee id, working day): {Punch: line}}."""
        groups = defaultdict(dict)
        for row, employee_id, punches in rows:
            for punch, day in punches:
                self._add(groups[employee_id, day], punch, row)
        self._join_nights(groups)
        return groups

    def _join_nights(self, groups):
        """Give a check-out to the working day before, if that one has been left open:
        who came in the evening goes in the morning, whenever a day begins."""
        for employee_id, day in sorted(groups):
            before = groups.get((employee_id, day - ONE_DAY))
            group = groups[employee_id, day]
            first = min(group)
            if not before or first.direction != "out":
                continue
            last = max(before)
            night = first.at - last.at <= LONGEST_NIGHT.total_seconds()
            if last.direction == "in" and night:
                before[first] = group.pop(first)
        for key in [key for key, group in groups.items() if not group]:
            del groups[key]

    def _add(self, group, punch, row: Row):
        if punch in group:
            self._complain(row, "duplicate", first=group[punch])
            return
        group[punch] = row.line
        self.outcome.outings += punch.direction == OUTING

    def _local(self, moment: datetime) -> datetime:
        local = moment.replace(tzinfo=moment.tzinfo or self.zone).astimezone(self.zone)
        return local.replace(tzinfo=None)

    def _punches(self, row: Row) -> list[tuple[Punch, date]]:
        """Return the punches of a row with their working days. What a row has after
        midnight belongs to the day on which it begins."""
        punches = [self._punch(*each) for each in row.punches]
        moments = [self._local(moment) for moment, _side in row.punches]
        if len(moments) > 1 and min(moments).date() < max(moments).date():
            begin = min(zip(moments, punches, strict=True), key=lambda each: each[0])
            punches = [(punch, begin[1][1]) for punch, _day in punches]
        return punches

    def _punch(self, moment: datetime, direction: str) -> tuple[Punch, date]:
        local = moment.replace(tzinfo=moment.tzinfo or self.zone).astimezone(self.zone)
        day, second_half = work_day(local.replace(tzinfo=None), self.day_start)
        instant = int(local.astimezone(UTC).timestamp())
        return Punch(instant, direction, second_half), day

    def _complain(self, row, code, **values):
        """Note what is wrong with a row; the first thing is enough."""
        if (row.line, row.day) not in self.bad_rows:
            self.bad_rows.add((row.line, row.day))
            self.bad_lines.add(row.line)
            values["on"] = row.day
            self._note(row.line, code, values)

    def _note(self, line, code, values):
        cells = [None if is_empty(cell) else cell for cell in self.lines[line]]
        self.outcome.problems.append(Problem(line, code, values, cells))

    # What is stored

    def _load_existing(self, groups):
        """Return {employee id: [Existing, …]} around the days of the file."""
        days = [day for _employee, day in groups]
        query = SQL(
            """
            SELECT employee_id, id,
                   EXTRACT(EPOCH FROM check_in)::bigint,
                   EXTRACT(EPOCH FROM check_out)::bigint,
                   in_mode IS DISTINCT FROM 'technical',
                   out_mode IS NULL
                       OR out_mode NOT IN ('technical', 'auto_check_out'),
                   COALESCE(import_source_id = %(source)s, FALSE),
                   COALESCE(corrected, FALSE)
              FROM hr_attendance
             WHERE employee_id = ANY(%(employees)s)
               AND check_in >= %(first)s AND check_in < %(last)s
             ORDER BY check_in
            """,
            source=self.source.id,
            employees=list({employee for employee, _day in groups}),
            first=datetime.combine(min(days), datetime.min.time()) - timedelta(days=2),
            last=datetime.combine(max(days), datetime.min.time()) + timedelta(days=3),
        )
        self.env["hr.attendance"].flush_model()
        found = defaultdict(list)
        for employee_id, *row in self.env.execute_query(query):
            found[employee_id].append(Existing(*row))
        return found

    # Comparing

    def _compare(self, employee_id, day, punches, existing):
        own = [row for row in existing if self._is_of(row, day)]
        foreign = [row for row in existing if not row.own or row.corrected]
        new = [punch for punch in punches if not self._is_there(punch, foreign)]
        self.outcome.unchanged += len(punches) - len(new)
        if not new:
            return
        directed = any(punch.direction in ("in", "out") for punch in punches)
        stays = pair([*new, *self._punches_of(own, directed)], self.merge)
        overlap = self._overlap(stays, [row for row in existing if row not in own])
        if overlap:
            self._complain_overlap(punches, new, overlap)
        else:
            self._settle(employee_id, own, stays, len(new))

    def _is_of(self, row, day):
        """Tell whether a stored stay is of this source and working day."""
        if not row.own or row.corrected:
            return False
        local = datetime.fromtimestamp(row.start, self.zone).replace(tzinfo=None)
        return work_day(local, self.day_start)[0] == day

    def _is_there(self, punch, rows):
        """Tell whether a punch is stored from elsewhere, or a correction covers it."""
        near = max(self.merge, 60)
        return any(
            abs(punch.at - row.start) < near
            or (row.end is not None and abs(punch.at - row.end) < near)
            or (row.corrected and row.end and row.start <= punch.at <= row.end)
            for row in rows
        )

    def _punches_of(self, rows, directed):
        """Return the punches that stored stays were made of."""
        for row in rows:
            stay = row.stay()
            for at, direction in ((stay.start, "in"), (stay.end, "out")):
                if at is not None:
                    local = datetime.fromtimestamp(at, self.zone).replace(tzinfo=None)
                    half = work_day(local, self.day_start)[1]
                    yield Punch(at, direction if directed else "", half)

    def _overlap(self, stays, rows):
        for stay in stays:
            start = stay.start if stay.start is not None else stay.end
            end = stay.end if stay.end is not None else stay.start
            for row in rows:
                row_end = row.end if row.end is not None else row.start + DAY
                if start < row_end and (end > row.start or end == start >= row.start):
                    return row
        return None

    def _complain_overlap(self, punches, new, row):
        values = {
            "start": to_datetime(row.start),
            "end": to_datetime(row.end) if row.end is not None else None,
        }
        for line in sorted({punches[punch] for punch in new}):
            if line not in self.bad_lines:
                self.bad_lines.add(line)
                self._note(line, "overlap", values)

    def _settle(self, employee_id, own, stays, new):
        """Note what has to change so that the stored stays are these."""
        left = {row.stay(): row for row in own}
        missing = [stay for stay in stays if not left.pop(stay, None)]
        rows = sorted(left.values(), key=lambda row: row.start)
        self.outcome.unchanged += 0 if missing else new
        for stay, row in zip(missing, rows, strict=False):
            self.outcome.updates.append((row.id, _values(stay)))
        self.outcome.creates += [
            {
                "employee_id": employee_id,
                "import_source_id": self.source.id,
                **_values(stay),
            }
            for stay in missing[len(rows) :]
        ]
        self.outcome.removes += [row.id for row in rows[len(missing) :]]


def _values(stay):
    """Return how a stay is stored; the half that nobody made is "technical"."""
    start = stay.start if stay.start is not None else stay.end
    end = stay.end if stay.end is not None else stay.start
    return {
        "check_in": to_datetime(start),
        "check_out": to_datetime(end),
        "in_mode": "import" if stay.start is not None else "technical",
        "out_mode": "import" if stay.end is not None else "technical",
    }
