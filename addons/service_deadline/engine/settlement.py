"""Brings the deadlines of some records up to what the records say now."""

import logging

from ..core.deadline_clock import Event, Facts
from ..core.deadline_decision import begin, decided, recalculate
from ..core.escalation import lasting_marks
from ..core.working_time import NoWorkingTime
from .record_facts import RecordFacts
from .store import Row, Store
from .times import Times

_logger = logging.getLogger(__name__)

VERDICTS = ("met", "met_late")


class Settlement:
    """One pass over records of one model, in sudo.

    For every record and promise the first rule in force that matches is the one that
    counts; its deadline is started, moved, paused, ended, or dropped as the facts
    demand.

    :param records: saved records of a model with deadlines, in superuser mode
    :param int now: seconds since the epoch
    """

    def __init__(self, records, now):
        self.env, self.records, self.now = records.env, records, now
        self.facts = RecordFacts(records, now)
        self.store = Store(self.env, now)
        self.times = Times(self.env, now)
        self.in_force = {}  # rule id: (its rank, its spec)
        self.worded = {}  # terms id: spec as in those terms
        self.left_alone = set()  # promises of which a rule cannot be read now

    def run(self):
        """Settle and save.

        :return: {record id: its rows}, all cycles
        """
        by_record = {record_id: [] for record_id in self.records.ids}
        for row in self.store.load_of(self.records._name, self.records.ids):
            by_record[row["res_id"]].append(row)
        claims = self._claims()
        for record in self.records:
            mine = by_record[record.id]
            mine += self._settle(record, claims.get(record.id, {}), mine)
        touched = [row for rows in by_record.values() for row in rows]
        fresh, changed = self.store.save(touched)
        self._wake(fresh + changed)
        return by_record

    # --- which rule speaks for which promise ---------------------------------------

    def _claims(self):
        """{record id: {promise id: rule spec}}: the first matching rule of each
        promise."""
        claims = {}
        rules = self.env["service.deadline.rule"]
        active = self.records.filtered(
            lambda record: record.deadline_cycle and not self._drop_reason(record)
        )
        for company, records in active.grouped(
            lambda record: record._deadline_company()
        ).items():
            specs = rules._specs_in_force(records._name, company.id)
            for rank, spec in enumerate(specs):
                self.in_force[company.id, spec.id] = rank, spec
                if spec.broken:
                    self.left_alone.add(spec.promise_id)
                for record_id in self.facts.matching(spec, "domain", records):
                    claims.setdefault(record_id, {}).setdefault(spec.promise_id, spec)
        return claims

    # --- one record ------------------------------------------------------------------

    def _settle(self, record, claims, rows):
        """Settle the deadlines of one record.

        :return: the rows of deadlines that begin now
        """
        cycle, settled = record.deadline_cycle, set(self.left_alone)
        for row in rows:
            promise_id = row["promise_id"]
            if row.clock.is_open and promise_id not in self.left_alone:
                spec = self._speaking(record, row, claims.get(promise_id))
                self._update(record, row, spec, row["cycle"] < cycle)
            if row["cycle"] == cycle and _is_settled(row):
                settled.add(promise_id)
        return [
            row
            for promise_id, spec in claims.items()
            if promise_id not in settled
            and (row := self._begin(record, spec, cycle, rows))
        ]

    def _speaking(self, record, row, claim):
        """The rule that speaks for a running promise.

        Its own as it was worded when the promise was made, as long as the record
        matches that; unless a rule that goes before claims the promise.

        :param claim: first rule that matches as rules are worded now, or None
        """
        if claim and (claim.id, claim.terms_id) == (row["rule_id"], row["terms_id"]):
            return claim
        company = self.facts.ask(record, "_deadline_company")
        rank, own = self.in_force.get((company.id, row["rule_id"]), (0, None))
        if own is None or own.terms_id == row["terms_id"]:
            return claim
        if claim and self.in_force[company.id, claim.id][0] < rank:
            return claim
        worded = self._worded(own, row["terms_id"])
        return worded if record.id in self.facts.matching(worded, "domain") else claim

    def _worded(self, spec, terms_id):
        if terms_id not in self.worded:
            self.worded[terms_id] = spec.under_terms(
                terms_id, self.store.terms(terms_id), self.records
            )
        return self.worded[terms_id]

    def _update(self, record, row, spec, outdated):
        """Bring one open deadline up to date."""
        own = spec and spec.id == row["rule_id"]
        reason = self._why_dropped(record, row, spec, own, outdated)
        try:
            if reason:
                row.time = self.times.of_row(row)
                self._drop(row, reason)
            else:
                self._follow_record(record, row, spec)
        except NoWorkingTime:
            _logger.warning("Deadline %s: its calendar has no working hours", row.id)

    def _drop(self, row, reason):
        facts = Facts(row.clock.started, applies=False, cancel_reason=reason)
        row.take(*decided(row.clock, row.terms, row.time, facts, self.now))

    def _follow_record(self, record, row, spec):
        """Follow the record: its people, its working hours, then its facts."""
        row.set(**self.facts.belonging(record, spec))
        row.time = self.times.of_row(row)
        self._follow_hours(row)
        self._follow_facts(record, row, spec)

    def _follow_facts(self, record, row, spec):
        """Follow what the record says; a pause by the rule is for the rule's reason."""
        facts = self._facts_of(record, row, spec)
        events, clock = decided(row.clock, row.terms, row.time, facts, self.now)
        if not events:
            return
        row.take(events, clock)
        for event in events:
            if event.kind == "pause" and event.data["by"] == "rule":
                reason = self.facts.ask(record, "_deadline_pause_reason")
                row.set(pause_reason_id=reason.id or spec.pause_reason_id)

    def _follow_hours(self, row):
        """Move what the hours changed; without any the due time stays as it is."""
        try:
            event = recalculate(row.clock, row.terms, row.time, "calendar", self.now)
        except NoWorkingTime:
            return
        if event:
            row.follow([event])

    def _why_dropped(self, record, row, spec, own, outdated):
        """Code of the reason for which a deadline is dropped, or ""."""
        if outdated:
            return "reopened"
        if inactive := self._drop_reason(record):
            return inactive
        if not own:
            return "replaced" if spec else "no_rule"
        if row["res_id"] in self.facts.matching(spec, "cancel_domain"):
            return "dropped"
        if self.facts.start(record, spec, row) is None:
            return "no_start"
        if not self.facts.is_limited(record, spec):
            return "no_limit"
        return "closed" if self._is_over(record, spec, row.clock.started) else ""

    def _drop_reason(self, record):
        return self.facts.ask(record, "_deadline_drop_reason")

    def _is_over(self, record, spec, start, again=False):
        """Whether nobody needs it any more: the record is closed and it is not kept.

        :param again: it would take the place of another one, which closing has ended
        """
        return (
            (spec.on_close == "drop" or again and spec.start_mode == "create")
            and self.facts.ask(record, "_deadline_is_closed")
            and self.facts.stopped_at(record, spec, start) is None
        )

    def _facts_of(self, record, row, spec):
        return Facts(
            start=self.facts.start(record, spec, row),
            stopped_at=self.facts.stopped_at(record, spec, row.clock.started),
            paused=row["res_id"] in self.facts.matching(spec, "pause_domain"),
            agreed=self.facts.instant(record, spec.due_field),
        )

    def _begin(self, record, spec, cycle, rows):
        """Row of the deadline that begins under a rule now, or None."""
        mine = [
            row
            for row in rows
            if row["promise_id"] == spec.promise_id and row["cycle"] == cycle
        ]
        if any(
            row["rule_id"] == spec.id and row.clock.state == "breached" for row in mine
        ):
            return None
        before = mine[-1] if mine else None
        start = self.facts.first_start(record, spec, before)
        if (
            start is None
            or start < spec.date_from
            or not self.facts.is_limited(record, spec)
        ):
            return None
        if record.id in self.facts.matching(spec, "cancel_domain"):
            return None
        if self._is_over(record, spec, start, again=bool(mine)):
            return None
        if self.facts.stopped_at(record, spec, start) is not None and not _is_dropped(
            before
        ):
            return None
        return self._begin_row(record, spec, cycle, start, mine)

    def _begin_row(self, record, spec, cycle, start, earlier):
        values = self.facts.identity(record, spec, cycle) | self.facts.belonging(
            record, spec
        )
        row = Row(values, find_terms=self.store.terms)
        carried = earlier[-1].clock.pauses if earlier and spec.carry_over else ()
        marks = _lasting_marks(spec, earlier)
        try:
            row.time = self.times.of_row(row, start)
            facts = Facts(start, agreed=self.facts.instant(record, spec.due_field))
            event = begin(spec.terms, row.time, facts, self.now, carried, marks)
            data = event.data | {"terms": spec.terms_id}
            if spec.start_mode == "call":
                data["automation"] = self.facts.call(record, spec)[1]
            row.follow([Event("start", event.at, data)])
            self._follow_facts(record, row, spec)
        except NoWorkingTime:
            _logger.warning("Rule %s: its calendar has no working hours", spec.id)
            return None
        return row

    def _wake(self, rows):
        """Something due at once is not left to the next minute."""
        deadlines = self.env["service.deadline"]
        if any(row.is_due(self.now) for row in rows):
            deadlines._wake_engine()


def _is_settled(row):
    """Whether a deadline leaves no room for a new one in its cycle."""
    return row.clock.is_open or row.clock.state in VERDICTS


def _lasting_marks(spec, rows):
    """What the last of earlier deadlines under a rule leaves done."""
    own = [row.clock for row in rows if row["rule_id"] == spec.id]
    return lasting_marks(own[-1], spec.terms) if own else {}


def _is_dropped(row):
    """Whether a deadline ends in this pass: who takes over is judged, even when
    done."""
    return row is not None and any(event.kind == "cancel" for event in row.events)
