"""Promises of a record go on, on another record that takes its place."""

from odoo.tools import SQL

from ..core.deadline_clock import Facts
from ..core.deadline_decision import decide, recalculate
from ..core.working_time import NoWorkingTime
from .record_facts import RecordFacts
from .store import Store
from .times import Times

#: Cycle of what is history: it leaves room for what runs.
PAST_CYCLE = 0


class Transfer:
    """One record takes the place of another: never two clocks for one matter.

    What runs goes on with its start, its pauses, what was agreed and its log, under
    the first rule for the target that promises the same. Of two clocks for the same
    promise the one that started first goes on. What has ended can go along as history.

    :param source: one saved record with promises, in superuser mode
    :param target: the record that takes its place, in superuser mode
    :param int now: seconds since the epoch
    :param dict names: {id of a promise: id of what it is called on the target}
    """

    def __init__(self, source, target, now, names=None):
        self.env, self.now = target.env, now
        self.source, self.target = source, target
        self.names = names or {}
        self.store, self.times = Store(self.env, now), Times(self.env, now)
        self.facts = RecordFacts(target, now)

    def run(self, with_history=False):
        """Move what goes on, and save.

        :param bool with_history: also what has ended, as the source is deleted
        :return: ids of the promises that go on
        """
        rows = self.store.load_of(self.source._name, self.source.ids)
        theirs = {
            row["promise_id"]: row
            for row in self.store.load_of(self.target._name, self.target.ids)
            if row.clock.is_open
        }
        moving, ended = [], []
        for row in filter(lambda row: row.clock.is_open, rows):
            promise_id = self.names.get(row["promise_id"], row["promise_id"])
            spec = self._spec(promise_id)
            other = theirs.get(promise_id)
            if spec and not (other and other.clock.started <= row.clock.started):
                moving.append((row, spec))
                ended += [other] if other else []
            elif spec:
                ended.append(row)
        self._end(ended)
        self._withdraw(moving)
        for row, spec in moving:
            self._move(row, spec)
        past = [row for row in rows if not row.clock.is_open] if with_history else []
        for row in past:
            row.set(res_model=self.target._name, res_id=self.target.id)
            row.set(res_name=self.target.display_name)
            row.values["cycle"], row.changed = PAST_CYCLE, True
        self.store.save([row for row, _spec in moving] + past)
        return [row.id for row, _spec in moving]

    def _spec(self, promise_id):
        """The first rule in force for the target that promises this, or None."""
        company = self.facts.ask(self.target, "_deadline_company")
        rules = self.env["service.deadline.rule"]
        for spec in rules._specs_in_force(self.target._name, company.id):
            if spec.promise_id == promise_id and self.facts.matching(spec, "domain"):
                return spec
        return None

    def _cycle(self):
        """Cycle of the target as it is saved: to ask the field would settle it, and let
        its own clocks begin before these take their place."""
        query = SQL(
            "SELECT deadline_cycle FROM %s WHERE id = %s",
            SQL.identifier(self.target._table),
            self.target.id,
        )
        return self.env.execute_query(query)[0][0] or 1

    def _end(self, rows):
        """End the clocks that started later, or whose matter went on elsewhere."""
        for row in rows:
            row.time = self.times.of_row(row)
            facts = Facts(row.clock.started, applies=False, cancel_reason="moved")
            try:
                row.follow(decide(row.clock, row.terms, row.time, facts, self.now))
            except NoWorkingTime:
                continue
        self.store.save(rows)

    def _withdraw(self, moving):
        """To-dos of the source's steps are pointless where another rule goes on."""
        asked = {
            (row["res_model"], row["res_id"], int(step_id))
            for row, spec in moving
            if row["rule_id"] != spec.id
            for step_id in row.clock.marks
        }
        if asked:
            self.env["mail.activity"]._service_withdraw(asked)

    def _move(self, row, spec):
        """Let one row go on under the rule of the target, from its own start."""
        row.set(
            res_model=self.target._name,
            res_id=self.target.id,
            rule_id=spec.id,
            promise_id=spec.promise_id,
            policy_id=spec.policy_id,
            policy_ref=spec.policy_ref,
            terms_id=spec.terms_id,
            public=spec.public,
            cycle=self._cycle(),
            **self.facts.belonging(self.target, spec),
        )
        row.terms = self.store.terms(spec.terms_id)
        row.time = self.times.of_row(row)
        changes = {"terms": spec.terms_id, "reason": "moved"}
        try:
            event = recalculate(
                row.clock, row.terms, row.time, "retarget", self.now, **changes
            )
        except NoWorkingTime:
            return
        row.follow([event])


def lock(env, records):
    """Let nobody else settle these records' promises until the end."""
    env.execute_query(
        SQL(
            """SELECT id FROM service_deadline
                WHERE res_model = %s AND res_id IN %s ORDER BY id FOR UPDATE""",
            records._name,
            tuple(records.ids),
        )
    )
