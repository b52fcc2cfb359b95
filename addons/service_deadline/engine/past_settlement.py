"""Settles what records were, moment by moment: how a rule would have gone."""

from ast import literal_eval
from collections import Counter

from odoo.fields import Domain

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds

from ..core import deadline_decision
from ..core.deadline_clock import Event, apply
from ..core.escalation import collapse, due_occurrences
from ..core.lengths import is_usable
from ..core.working_time import NoWorkingTime
from .past_conditions import UNKNOWN, PastConditions
from .past_history import PastHistory
from .record_facts import RecordFacts
from .rule_spec import DOMAIN_FIELDS
from .settlement import Settlement
from .times import Times

BY_HAND = ("hand", "both")


class PastRecord:
    """A record as it was at a moment; it says to the engine what a record says.

    :param real: the record as it is now, in superuser mode
    :param dict state: values at its beginning; "id", "at" and "changed" (seconds)
    """

    __slots__ = (
        "_closed",
        "_drop",
        "_name",
        "_start_field",
        "cycle_start",
        "deadline_cycle",
        "deadline_reply_at",
        "id",
        "real",
        "state",
    )

    def __init__(self, real, state, start_field):
        self.real, self.state, self.id = real, state, real.id
        self._name, self._start_field = real._name, start_field
        self.deadline_cycle, self.cycle_start = None, None
        self.deadline_reply_at, self._closed, self._drop = None, False, ""

    def follow(self, closed, drop):
        """Follow what it has become: a record that is open again begins a new cycle."""
        if self.deadline_cycle is None:
            self.deadline_cycle = 0 if closed else 1
        elif self._closed and not closed:
            self.deadline_cycle += 1
            self.cycle_start = self.state["at"]
        self._closed, self._drop = closed, drop

    def _deadline_start(self):
        if self.cycle_start is not None:
            return self.cycle_start
        moment = self.real[self._start_field]
        return to_seconds(moment) if moment and is_usable(moment) else None

    def _deadline_is_closed(self):
        return self._closed

    def _deadline_drop_reason(self):
        return self._drop


class _Matching:
    """Asked like a set of ids: whether the record matches as it was."""

    __slots__ = ("asked", "facts")

    def __init__(self, facts, asked):
        self.facts, self.asked = facts, asked

    def __contains__(self, record_id):
        return self.asked(self.facts.state)


class PastFacts(RecordFacts):
    """What the rules ask, of a record as it was; who is in charge, of what it is."""

    def __init__(self, records, now, conditions):
        super().__init__(records, now)
        self.conditions, self.asked = conditions, {}
        self.state, self.made = {}, {}

    def prepare(self, spec):
        """Compile the conditions of a rule."""
        for name in DOMAIN_FIELDS:
            ends = name in ("stop_domain", "cancel_domain")
            asked = self.conditions.compile(getattr(spec, name), ends)
            self.asked[spec.id, name] = _Matching(self, asked)
        for name in filter(None, (spec.start_field, spec.due_field)):
            if not self.conditions.history.root_of(name):
                self.conditions.history.note_missing(name)

    def matching(self, spec, name, records=None):
        """Override: as it was."""
        return self.asked[spec.id, name]

    def instant(self, record, field_name):
        """Override: as it was, where that is known."""
        if not field_name:
            return None
        moment = record.state.get(field_name, False)
        if field_name not in record.state:
            moment = record.real[field_name]
        return to_seconds(moment) if moment and is_usable(moment) else None

    def ask(self, record, hook):
        """Override: people, hours and company are those of the record as it is."""
        if isinstance(record, PastRecord):
            if hook == "_deadline_is_closed":
                return record._deadline_is_closed()
            record = record.real
        return super().ask(record, hook)

    def belonging(self, record, spec):
        """Override: whoever answered for the promise that was made, and its hours."""
        key = record.id, spec.role_id, spec.calendar_source, spec.calendar_id
        if key not in self.belongings:
            values = super().belonging(record.real, spec)
            made = self.made.get(record.id)
            if made and made["rule_id"] == spec.id:
                known = {name: made[name] for name in ("user_id", "calendar_id")}
                values = values | {name: v for name, v in known.items() if v}
            self.belongings[key] = values
        return self.belongings[key]

    def _holder(self, record, role_id):
        """Override: roles look at the record as it is."""
        return super()._holder(getattr(record, "real", record), role_id)


class _NoStore:
    """Terms of the rules that are looked at; nothing else is read, nothing saved."""

    def __init__(self, specs):
        self.found = {spec.terms_id: spec.terms for spec in specs}

    def terms(self, terms_id):
        return self.found[terms_id]


class PastSettlement(Settlement):
    """One promise of the records of one company, from their beginning until now.

    What decides is what decides in life: this class only lets the time pass and says
    what the record was. Nothing is written.

    :param records: saved records of a model with promises, in superuser mode
    :param int now: end of the past, in seconds
    :param specs: rules for the promise, the best first, with that which is tried
    :param tried: that which is tried
    :param int grace: seconds after which a step counts as missed
    """

    def __init__(self, records, now, specs, tried, by_hand, grace):
        self.env, self.records, self.end = records.env, records, now
        self.specs, self.tried, self.by_hand = specs, tried, by_hand
        self.grace, self.now = grace, now
        self.history = PastHistory(records)
        self.conditions = PastConditions(records, self.history)
        self.facts = PastFacts(records, now, self.conditions)
        for spec in specs:
            self.facts.prepare(spec)
        self.closing_fields = set()
        self.closing = self._closing()
        self.guessed = 0  # records of which it is not known when they were closed
        self.store, self.times = _NoStore(specs), Times(self.env, now)
        self.worded, self.left_alone = {}, set()
        company = records[:1]._deadline_company().id
        self.in_force = {
            (company, spec.id): (rank, spec) for rank, spec in enumerate(specs)
        }
        self.told = Counter()  # (step id, occurrence, record id)

    def _closing(self):
        """Function: state -> whether the record was closed."""
        model = self.records
        of_mixin = self.env.registry["service.deadline.mixin"]._deadline_is_closed
        if type(model)._deadline_is_closed is of_mixin:
            return lambda state: False
        closing = Domain(literal_eval(model._deadline_done_domain() or "[]"))
        if closing.is_true():
            self.history.note_missing("deadline_closed")
            return lambda state: state["closed_now"] and state["at"] >= state["changed"]
        paths = {condition.field_expr for condition in closing.iter_conditions()}
        self.closing_fields = set(filter(None, map(self.history.root_of, paths)))
        return self.conditions.compile(closing, ends=True)

    # --- all records ------------------------------------------------------------------

    def run(self):
        """[(record, simulated rows, made promises), …] of those with any."""
        records, promise_id = self.records, self.tried.promise_id
        self.conditions.load(records)
        states = self.history.load(records)
        made = self.history.promises(records, promise_id)
        logs = self.history.logs(records, promise_id)
        self.facts.made = {
            record_id: rows[-1] for record_id, rows in made.items() if rows
        }
        answers = {}
        if any(spec.stop_mode == "reply" for spec in self.specs):
            answers = self.history.answers(records, logs)
        found = []
        for record in records:
            state, changes = states[record.id]
            past, log = self._past(record, state), logs.get(record.id, ())
            moments = _moments(
                past,
                self._with_closing(record, state, changes, log),
                answers.get(record.id, ()),
                log,
                record._deadline_drop_reason(),
                self.end,
            )
            rows = self._live(past, moments)
            if rows or record.id in made:
                found.append((past, rows, made.get(record.id, [])))
        return found

    def _past(self, record, state):
        state["id"], state["at"] = record.id, to_seconds(record.create_date)
        state["changed"] = to_seconds(record.write_date)
        state["closed_now"] = record.deadline_closed
        return PastRecord(record, state, record._deadline_start_field)

    def _with_closing(self, record, state, changes, log):
        """Changes of a record, with its closing also where that was not tracked.

        It had promises, so it was open once. The logs of its promises tell when it was
        closed, else it was at its last change.
        """
        fields = self.closing_fields
        tracked = any(fields & values.keys() for _at, values in changes)
        if (
            tracked
            or not fields
            or not record.deadline_closed
            or not record.deadline_cycle
        ):
            return changes
        self.guessed += 1
        ends = [logged.at for logged in log if _is_by_condition(logged)]
        at = max(ends, default=state["changed"])
        closed = {name: state[name] for name in fields}
        state.update(dict.fromkeys(fields, UNKNOWN))
        return [*changes, (at, closed)]

    # --- one record -------------------------------------------------------------------

    def _live(self, past, moments):
        """The rows of a record that has gone through all its moments."""
        rows, state = [], past.state
        self.facts.state = state
        for at, changes, hands in moments:
            self._pass_time(past, rows, at)
            self.now = self.facts.now = state["at"] = at
            drop = changes.pop("", None)
            past.deadline_reply_at = changes.pop("reply", past.deadline_reply_at)
            state.update(changes)
            past.follow(self.closing(state), past._drop if drop is None else drop)
            self._step(past, rows)
            for event in hands:
                self._by_hand(rows, event)
            if hands:
                self._step(past, rows)
            self._tell(rows, at, at)
        return rows

    def _step(self, past, rows):
        rows += self._settle(past, self._claim(past), rows)

    def _claim(self, past):
        """The first rule that matches the record as it is at the moment."""
        if past.deadline_cycle and not past._drop:
            for spec in self.specs:
                if self.facts.asked[spec.id, "domain"].asked(past.state):
                    return {spec.promise_id: spec}
        return {}

    def _pass_time(self, past, rows, until):
        """What happens by itself before a moment: pauses end, and steps act."""
        while True:
            waiting = [
                row.clock.pause_until
                for row in rows
                if row.clock.state == "paused" and row.clock.pause_until is not None
            ]
            ends = min(waiting, default=until)
            if ends >= until:
                break
            self._tell(rows, self.now, ends - 1)
            self.now = self.facts.now = past.state["at"] = ends
            self._step(past, rows)
            if any(row.clock.pause_until == ends for row in rows):
                break  # nothing ends it: no working hours
        self._tell(rows, self.now, until - 1)

    def _tell(self, rows, since, until):
        """Let steps act up to a moment; several that are late at once as after an
        outage."""
        for row in rows:
            if not row.clock.is_open or row.clock.state == "paused":
                continue
            try:
                due = due_occurrences(row.clock, row.terms, row.time, until)
            except NoWorkingTime:
                continue
            if not due:
                continue
            late = [occurrence for occurrence in due if occurrence.at <= since]
            act = collapse(late, since, self.grace)[0] if late else []
            act += [occurrence for occurrence in due if occurrence.at > since]
            if row["rule_id"] == self.tried.id:
                for occurrence in act:
                    self.told[occurrence.step.id, occurrence.number, row["res_id"]] += 1
            for occurrence in due:
                mark = {"step": occurrence.step.id, "occurrence": occurrence.number}
                row.clock = apply(row.clock, Event("step", until, mark))

    def _by_hand(self, rows, logged):
        """What somebody did by hand to the promise that was made, done to this one."""
        for row in rows:
            if not row.clock.is_open or row["rule_id"] != self.tried.id:
                continue
            clock, terms, time = row.clock, row.terms, row.time
            events = []
            if logged.kind == "pause" and self.by_hand["pause"]:
                until = logged.data.get("until")
                events = deadline_decision.pause(clock, terms, time, self.now, until)
            elif logged.kind == "resume" and (
                logged.forced or clock.pause_by in BY_HAND
            ):
                events = deadline_decision.resume(clock, terms, time, self.now)
            elif logged.kind == "stop" and self.by_hand["stop"]:
                events = deadline_decision.stop(clock, terms, time, self.now)
            row.follow(events)


def _moments(past, changes, answers, logs, drop, end):
    """[(instant, changed values, what people did), …], the oldest first, until the end.

    :param drop: code of why no promise counts on it now, or ""
    """
    begin = past.state["at"]
    moments = {begin: ({}, []), end: ({}, [])}

    def at(instant):
        return moments.setdefault(max(instant, begin), ({}, []))

    at(past.state["changed"])
    for instant, values in changes:
        at(instant)[0].update(values)
    for instant in answers:
        at(instant)[0]["reply"] = to_datetime(instant)
    dropped = begin
    for logged in logs:
        if logged.kind == "cancel":
            if logged.reason == drop:
                dropped = logged.at
        elif logged.own and _is_by_hand(logged):
            at(logged.at)[1].append(logged)
    if drop:
        at(dropped)[0][""] = drop
    return [
        (instant, *moment)
        for instant, moment in sorted(moments.items())
        if instant <= end
    ]


def _is_by_condition(logged):
    """Whether what the record became has ended a promise."""
    if logged.kind == "cancel":
        return logged.reason == "closed"
    return logged.kind == "stop" and not (logged.by_reply or logged.forced)


def _is_by_hand(logged):
    if logged.kind == "pause":
        return logged.data.get("by") == "hand"
    return logged.kind == "resume" or logged.forced
