"""An import of punches, planned as a whole before anything is written."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_nearest_second

from ..core.punch_pairs import Punch, Stay, pair, work_day
from ..core.punch_rows import Row, read_rows
from ..core.punch_table import find_table, read_csv, read_xlsx
from .punch_people import People

CLOCK_SKEW = 120
DAY = 86400


@dataclass(slots=True)
class Problem:
    """What is wrong with a row: a code with figures, and the row as it was."""

    line: int
    code: str
    values: dict
    cells: list


@dataclass(slots=True)
class Outcome:
    """What an import would do."""

    headings: list = field(default_factory=list)
    rows: int = 0
    problems: list = field(default_factory=list)
    creates: list = field(default_factory=list)
    updates: list = field(default_factory=list)
    removes: list = field(default_factory=list)
    unchanged: int = 0


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
    """Reads a file and compares it with what is stored, with a few queries in all.

    A stay is made of all punches that this source knows of a working day, so that the
    same file changes nothing a second time and a longer one completes what is there.

    :param source: ``attendance.import.source``
    :param company: whose employees are meant
    """

    def __init__(self, source, company, content, filename=""):
        self.source, self.company, self.env = source, company, source.env
        self.zone = ZoneInfo(source._get_tz(company))
        self.day_start = timedelta(hours=source.day_starts_at)
        policy = self.env["attendance.policy"]._get_policy(company, fields.Date.today())
        self.merge = policy.merge_minutes * 60
        self.now = to_nearest_second(fields.Datetime.now())
        self.outcome = Outcome()
        self.table = self._read(content, filename)
        self.bad_lines = set()

    def plan(self, take_turns=False):
        """Return what the import would do.

        :param take_turns: of two who write punches of the same people the second sees
            what the first has written, whatever the source is
        :rtype: Outcome
        :raise FileProblem: the file cannot be read at all
        """
        groups = self._group(self._known(self._good_rows()))
        if groups:
            if take_turns:
                people = {employee_id for employee_id, _day in groups}
                self.env["hr.attendance"]._take_turns(people)
            existing = self._load_existing(groups)
            for (employee_id, day), punches in groups.items():
                self._compare(employee_id, day, punches, existing[employee_id])
        self.outcome.problems.sort(key=lambda problem: problem.line)
        return self.outcome

    # The file

    def _read(self, content, filename):
        if filename.lower().endswith((".xlsx", ".xlsm")) or content[:2] == b"PK":
            lines = read_xlsx(content)
        else:
            source = self.source
            lines = read_csv(content, source.encoding or "", source.delimiter or "")
        table = find_table(lines, self.source._get_headings())
        self.outcome.headings = table.headings
        return table

    def _good_rows(self):
        for row in read_rows(self.table, self.source.day_first):
            self.outcome.rows += 1
            if row.problem:
                self._complain(row.line, row.problem, value=row.value)
            else:
                yield row

    def _known(self, rows):
        """Yield (row, employee id) of rows whose employee is known."""
        rows = list(rows)
        people = People(self.source, self.company)
        for row in rows:
            employee_id, problem = people.find(row.number, row.name)
            if problem:
                self._complain(row.line, problem, value=row.number or row.name)
            else:
                yield row, employee_id

    def _group(self, rows):
        """Return {(employee id, working day): {Punch: line}}."""
        groups = defaultdict(dict)
        for row, employee_id in rows:
            punches = [self._punch(*each) for each in row.punches]
            if any(punch.at > self.now + CLOCK_SKEW for punch, _day in punches):
                self._complain(row.line, "future", value=str(row.punches[0][0]))
                continue
            for punch, day in punches:
                self._add(groups[employee_id, day], punch, row)
        return groups

    def _add(self, group, punch, row: Row):
        if punch in group:
            self._complain(row.line, "duplicate", first=group[punch])
        else:
            group[punch] = row.line

    def _punch(self, moment: datetime, direction: str) -> tuple[Punch, date]:
        local = moment.replace(tzinfo=moment.tzinfo or self.zone).astimezone(self.zone)
        day, second_half = work_day(local.replace(tzinfo=None), self.day_start)
        instant = int(local.astimezone(UTC).timestamp())
        return Punch(instant, direction, second_half), day

    def _complain(self, line, code, **values):
        """Note what is wrong with a row; the first thing is enough."""
        if line in self.bad_lines:
            return
        self.bad_lines.add(line)
        cells = self.table.rows[line - self.table.first_line]
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
        directed = any(punch.direction for punch in punches)
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
        for line in {punches[punch] for punch in new}:
            self._complain(
                line,
                "overlap",
                start=to_datetime(row.start),
                end=to_datetime(row.end) if row.end is not None else None,
            )

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
