"""Deadlines as rows: read and written in bulk, past the ORM's per-record work.

Only the engine writes these tables, so no other value can be waiting in the cache.
"""

import json
from dataclasses import dataclass, field
from operator import attrgetter

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds
from odoo.addons.base_engine_tools.engine import bulk

from ..core.deadline_clock import Clock, apply
from ..core.escalation import next_instant
from ..core.working_time import NoWorkingTime

INSTANTS = {
    "started": "started_at",
    "target": "target_at",
    "due": "due_at",
    "agreed": "agreed_at",
    "stopped": "stopped_at",
    "paused_at": "paused_at",
    "pause_until": "pause_until",
}
PLAIN = (
    "state",
    "warned",
    "pause_by",
    "pause_spent",
    "paused_s",
    "worked_s",
)
LINKS = (
    "rule_id",
    "promise_id",
    "policy_id",
    "terms_id",
    "calendar_id",
    "pause_reason_id",
)
NAMES = ("res_model", "res_id", "res_name", "policy_ref", "cycle", "public")
DERIVED = (
    "overrun_s",
    "pauses",
    "step_marks",
    "is_open",
    "kept",
    "has_verdict",
    "next_event_at",
)
#: What the clock says; the others say what it belongs to.
CLOCKED = (*PLAIN, *INSTANTS.values(), *DERIVED)
BELONGING = (*NAMES, *LINKS, "user_id")
PLAIN_OF = attrgetter(*PLAIN)
INSTANTS_OF = attrgetter(*INSTANTS)
AS_TEXT = ("pauses", "step_marks")
#: The fields of a clock in the order in which the row of a database has them.
TIMED = (*PLAIN, *INSTANTS)
BY_TIME = ("warn", "breach", "step", "collapsed", "error")
#: Events to which somebody may want to react at once, beside the end in time.
HAPPENINGS = {"warn": "warned", "breach": "broken"}
KEPT = {"met": 100.0, "met_late": 0.0, "breached": 0.0}


@dataclass(slots=True)
class Row:
    """One deadline: its clock, and what it belongs to (``values`` by column)."""

    values: dict
    clock: Clock = field(default_factory=Clock)
    id: int | None = None
    events: list = field(default_factory=list)
    time: object = None
    changed: bool = False
    next: int | None = None  # when the job looks at it again, as saved
    saved: dict = field(default_factory=dict)  # columns as they are in the database
    find_terms: object = None  # function: id of terms -> terms
    wording: object = None  # terms, once they are found

    def __getitem__(self, column):
        return self.values[column]

    # A cached property takes a lock each time: that costs more than what is found.
    @property
    def terms(self):
        """The wording that it was made under; another one may be put in its place."""
        if self.wording is None:
            self.wording = self.find_terms(self.values["terms_id"])
        return self.wording

    @terms.setter
    def terms(self, wording):
        self.wording = wording

    def follow(self, events):
        """Do to the clock what the events say, and keep them for the log."""
        for event in events:
            self.clock = apply(self.clock, event)
            self.events.append(event)

    def take(self, events, clock):
        """Keep events for the log, with the clock to which they lead."""
        self.events += events
        self.clock = clock

    def is_acted_on(self):
        """Whether more than time has changed it, by the events not logged yet."""
        return any(event.kind not in BY_TIME for event in self.events)

    def happened(self):
        """What has become of the promise by the events that are not logged yet."""
        for event in self.events:
            if event.kind in HAPPENINGS:
                yield HAPPENINGS[event.kind]
            elif event.kind == "stop" and self.clock.state == "met":
                yield "kept"

    def set(self, **values):
        """Set columns; remember whether any of them changes."""
        if values.items() <= self.values.items():
            return
        for column, value in values.items():
            value = value or None
            if (self.values.get(column) or None) != value:
                self.values[column] = value
                self.changed = True

    def overrun(self, now):
        """Seconds by which it is late: what is broken is later every second."""
        clock = self.clock
        if clock.state != "breached" or clock.stopped is not None:
            return clock.overrun_s
        try:
            return self.time.measure(clock.due, now)
        except NoWorkingTime:
            return 0

    def to_columns(self, now):
        """Values of all columns."""
        return self.values | self.clock_columns(now)

    def clock_columns(self, now):
        """Those of the clock and those that follow from it: :data:`CLOCKED`."""
        clock, self.next = self.clock, self.next_event()
        kept = KEPT.get(clock.state) if self.terms.counts else None
        instants = [
            None if seconds is None else to_datetime(seconds)
            for seconds in INSTANTS_OF(clock)
        ]
        return {
            **dict(zip(PLAIN, PLAIN_OF(clock), strict=True)),
            **dict(zip(INSTANTS.values(), instants, strict=True)),
            "pauses": [list(span) for span in clock.pauses] or None,
            "step_marks": clock.marks,
            "overrun_s": self.overrun(now),
            "is_open": clock.is_open,
            "kept": kept,
            "has_verdict": kept is not None,
            "next_event_at": to_datetime(self.next),
        }

    def next_event(self):
        """Instant at which the job looks at it again, or None."""
        try:
            return next_instant(self.clock, self.terms, self.time)
        except NoWorkingTime:
            return None  # until somebody gives the calendar hours

    def is_due(self, now):
        """Whether the job has something to do already with a saved row."""
        return self.next is not None and self.next <= now


class Store:
    """Reads and writes rows of ``service_deadline`` and its log."""

    def __init__(self, env, now):
        self.env, self.now = env, now
        self.found_terms = {}
        self.belonging = (*BELONGING, *env["service.deadline"]._dimensions())
        self.columns = (*CLOCKED, *self.belonging)

    def terms(self, terms_id):
        """Terms by their id; plain ones where there are none."""
        if terms_id not in self.found_terms:
            terms = self.env["service.deadline.terms"].browse(terms_id)
            self.found_terms[terms_id] = terms._terms()
        return self.found_terms[terms_id]

    def load(self, condition):
        """Rows that meet an SQL condition, oldest first."""
        names = ("id", *self.columns)
        columns = SQL(", ").join(map(_selected, names))
        query = SQL(
            "SELECT %s FROM service_deadline WHERE %s ORDER BY id", columns, condition
        )
        acting = self.env.cr.cache.get("service_deadline_acting", {})
        return [
            self._row(values[0], values[1:], acting.get(values[0]))
            for values in self.env.execute_query(query)
        ]

    def _row(self, row_id, values, acting):
        """Row of a database record.

        :param tuple values: by :attr:`columns`
        :param dict acting: marks of the steps that act at this moment, or None
        """
        saved = dict(zip(self.columns, values, strict=True))
        pauses, marks = saved["pauses"], saved["step_marks"]
        saved["pauses"] = pauses and json.loads(pauses)
        saved["step_marks"] = marks = json.loads(marks) if marks else {}
        plain, instants = values[: len(PLAIN)], values[len(PLAIN) : len(TIMED)]
        seconds = [moment and to_seconds(moment) for moment in instants]
        clock = Clock(
            **dict(zip(TIMED, (*plain, *seconds), strict=True)),
            overrun_s=0 if saved["is_open"] else saved["overrun_s"],
            pauses=tuple(map(tuple, saved["pauses"] or ())),
            marks=marks | acting if acting else marks,
        )
        own = dict(zip(self.belonging, values[len(CLOCKED) :], strict=True))
        return Row(own, clock, row_id, saved=saved, find_terms=self.terms)

    def load_of(self, model_name, res_ids):
        """Rows of the deadlines of some records."""
        return self.load(
            SQL("res_model = %s AND res_id IN %s", model_name, tuple(res_ids))
        )

    def save(self, rows):
        """Write new and changed rows with their events. Nothing to write: no query."""
        fresh = [row for row in rows if row.id is None and row.clock.state]
        changed = [row for row in rows if row.id and (row.changed or row.events)]
        told = _to_tell(rows, fresh, changed)
        if changed:
            self._update(changed)  # first: what is dropped makes room for what begins
        if fresh:
            self._insert(fresh)
        happened = [(row, it) for row in fresh + changed for it in row.happened()]
        self._log(fresh + changed)
        if happened:
            self.env["service.reaction"]._note(happened)
        self._withdraw_todos(changed)
        self.env["service.deadline"]._tell_pages(told)
        if fresh or changed:
            self.env["service.deadline"].invalidate_model(flush=False)
        return fresh, changed

    def _withdraw_todos(self, rows):
        """What steps have asked people to do is pointless when the promise has
        ended."""
        asked = {
            (row["res_model"], row["res_id"], int(step_id))
            for row in rows
            if not row.clock.is_open
            for step_id in row.clock.marks
        }
        if asked:
            self.env["mail.activity"]._service_withdraw(asked)

    def _insert(self, rows):
        empty = dict.fromkeys(self.columns)
        values = [empty | row.to_columns(self.now) for row in rows]
        try:
            columns = bulk.transposed(values)
            ids = bulk.array_insert(self.env["service.deadline"], columns)
        except UniqueViolation as error:
            # somebody else settled the record meanwhile: the request is tried again
            raise ConcurrencyError(str(error)) from error
        for row, new_id, columns in zip(rows, ids, values, strict=True):
            row.id, row.saved = new_id, columns

    def _update(self, rows):
        if any(row.changed for row in rows):
            names = self.columns
            values = [row.saved | row.to_columns(self.now) for row in rows]
        else:
            names = CLOCKED
            values = [row.clock_columns(self.now) for row in rows]
        changed = {
            name: new
            for name in names
            if (new := [columns[name] for columns in values])
            != [row.saved[name] for row in rows]
        }
        if changed:
            bulk.array_update(
                self.env["service.deadline"], [row.id for row in rows], changed
            )
        for row, new in zip(rows, values, strict=True):
            row.saved.update(new)

    def _log(self, rows):
        entries = [
            self.entry(
                row.id,
                event.at,
                event.kind,
                {"at": event.at} | event.data,
                reason=event.data.get("reason"),
                step_id=event.data.get("step"),
                occurrence=event.data.get("occurrence"),
            )
            for row in rows
            for event in row.events
        ]
        for row in rows:
            row.events, row.changed = [], False
        self.log(entries)

    def entry(
        self, deadline_id, at, kind, data, reason=None, step_id=None, occurrence=None
    ):
        """A row of the log; ``data`` holds the figures from which it is replayed."""
        return {
            "deadline_id": deadline_id,
            "at": to_datetime(at),
            "kind": kind,
            "user_id": self.env.uid,
            "reason": reason or None,
            "data": data,
            "step_id": step_id,
            "occurrence": occurrence,
        }

    def log(self, entries):
        """Append rows to the log, those of :meth:`entry`."""
        if entries:
            events = self.env["service.deadline.event"]
            bulk.array_insert(events, bulk.transposed(entries))
            events.invalidate_model(flush=False)

    def save_overruns(self, rows):
        """Write by how much broken promises are late now, and nothing else."""
        late = {row.id: row.overrun(self.now) for row in rows}
        late = {
            row.id: late[row.id]
            for row in rows
            if late[row.id] != row.saved["overrun_s"]
        }
        if late:
            deadlines = self.env["service.deadline"]
            bulk.array_update(deadlines, [*late], {"overrun_s": [*late.values()]})
            deadlines.invalidate_model(["overrun_s"], flush=False)

    def put_off(self, deadline_id, next_event=None, again=True):
        """Count a failure; look again after twice as long as the last time.

        :param bool again: False for one that is counted already
        :param next_event: instant of what happens next anyway, which does not wait
        :return: how often it was put off
        """
        self.env.cr.execute(
            """UPDATE service_deadline
                  SET failures = COALESCE(failures, 0) + %(more)s,
                      next_event_at = LEAST(%(next)s, %(now)s + interval '1 minute'
                          * power(2, LEAST(COALESCE(failures, 0) + %(more)s - 1, 10)))
                WHERE id = %(id)s
            RETURNING failures""",
            {
                "more": int(again),
                "next": to_datetime(next_event),
                "now": to_datetime(self.now),
                "id": deadline_id,
            },
        )
        return sum(failures for (failures,) in self.env.cr.fetchall())

    def forget_failures(self, ids):
        """Deadlines that went well are waited for no longer than others."""
        if ids:
            self.env.cr.execute(
                "UPDATE service_deadline SET failures = 0 WHERE id IN "
                "%s AND failures > 0",
                [tuple(ids)],
            )


def _selected(name):
    """A column as it is read. Few have pauses or marks: psycopg would call a function
    for each that has none."""
    column = SQL.identifier(name)
    return SQL("NULLIF(%s, '{}')::text", column) if name in AS_TEXT else column


def _to_tell(rows, fresh, changed):
    """Records whose open pages show something else now: {(model name, id), …}.

    Time moves the countdowns of pages by itself, and nobody looks at a record that is
    just being made.
    """
    told = _records(row for row in changed if row.is_acted_on())
    if begun := _records(row for row in fresh if row.is_acted_on()):
        told |= begun & _records(row for row in rows if row.id)
    return told


def _records(rows):
    return {(row["res_model"], row["res_id"]) for row in rows}
