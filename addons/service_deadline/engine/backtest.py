"""How a rule would have gone: some records at a time, beside what really happened."""

from collections import Counter
from dataclasses import dataclass, field

from odoo.fields import Domain

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds

from .past_settlement import PastSettlement
from .tried_rule import spec_of

#: What became of a promise, by the state of its clock.
OUTCOMES = {
    "met": "kept",
    "met_late": "late",
    "breached": "broken",
    "cancelled": "dropped",
    "running": "open",
    "paused": "open",
}


@dataclass
class Share:
    """What one portion of records adds.

    :param lines: columns of each promise that was or would have been made
    :param told: {(step id, user id or 0): how often}
    :param missing: fields whose past is not known
    :param guessed: records of which it is not known when they were closed
    """

    count: int = 0
    last_id: int = 0
    lines: list = field(default_factory=list)
    told: Counter = field(default_factory=Counter)
    missing: set = field(default_factory=set)
    guessed: int = 0


class Backtest:
    """A rule on the records that its author may read.

    :param env: of the author, not in superuser mode
    :param dict values: of :func:`~.tried_rule.snapshot`
    :param int since: promises that begin from here on count, in seconds
    :param int now: end of the past
    """

    def __init__(self, env, values, since, now, grace):
        self.env, self.values, self.grace = env, values, grace
        self.since, self.now = since, now
        self.model = env[values["model"]].with_context(active_test=False)
        self.tried = spec_of(values, since)
        self.columns = env["service.deadline.backtest.line"]._groupings()
        self.roles = {step["id"]: step["role_id"] for step in values["steps"]}

    def domain(self):
        """Records of which a promise may have begun since then: all that changed."""
        since = to_datetime(self.since)
        names = {"write_date", self.model._deadline_start_field}
        if self.tried.start_mode == "date" and self.tried.start_field:
            names.add(self.tried.start_field)
        domain = Domain.OR(Domain(name, ">=", since) for name in sorted(names))
        return domain & Domain("create_date", "<=", to_datetime(self.now))

    def count(self):
        """How many records there are to look at."""
        return self.model.search_count(self.domain())

    def share(self, after, size):
        """What the next records add.

        :param int after: id of the last record that was looked at
        """
        domain = self.domain() & Domain("id", ">", after)
        records = self.model.search(domain, order="id", limit=size)
        share = Share(len(records), max(records.ids, default=after))
        companies = self.env.companies
        for company, mine in (
            records.sudo().grouped(lambda record: record._deadline_company()).items()
        ):
            if company in companies:
                self._add(share, mine, company)
        return share

    def _add(self, share, records, company):
        by_hand = {
            "pause": self.values["allow_pause"],
            "stop": self.values["allow_stop"],
        }
        settlement = PastSettlement(
            records, self.now, self._specs(company), self.tried, by_hand, self.grace
        )
        for past, rows, made in settlement.run():
            share.lines += self._lines(settlement, past, rows, made)
        for (step_id, number, record_id), times in settlement.told.items():
            record = records.browse(record_id)
            user = self._person(settlement, step_id, record, number)
            share.told[step_id, user] += times
        share.missing |= settlement.history.missing
        share.guessed += settlement.guessed

    def _specs(self, company):
        """The rules for the promise in a company, the best first, the tried among
        them."""
        rules = self.env["service.deadline.rule"].sudo()
        specs = [
            spec
            for spec in rules._specs_in_force(self.model._name, company.id)
            if spec.promise_id == self.tried.promise_id and spec.id != self.tried.id
        ]
        ranks = {
            rule.id: [rule.policy_sequence, rule.policy_id.id, rule.sequence, rule.id]
            for rule in rules.browse(spec.id for spec in specs)
        }
        ranks[self.tried.id] = self.values["rank"]
        return sorted([*specs, self.tried], key=lambda spec: ranks[spec.id])

    def _person(self, settlement, step_id, record, number):
        """Id of the user who has the role of a step, or 0 where there is none."""
        role = self.env["service.role"].sudo().browse(self.roles.get(step_id) or [])
        if not role:
            return 0
        if not number:
            return settlement.facts._holder(record, role.id).id or 0
        return role._holders(record, number)[:1].id or 0

    # --- one line per promise ---------------------------------------------------------

    def _lines(self, settlement, past, rows, made):
        """What would have become of the promises of a record, and what became."""
        would = {row["cycle"]: row for row in rows if row["rule_id"] == self.tried.id}
        did = {}
        for row in made:
            if to_seconds(row["started_at"]) >= self.since and (
                row["rule_id"] == self.tried.id or row["cycle"] in would
            ):
                did[row["cycle"]] = row
        return [
            self._line(settlement, past, cycle, would.get(cycle), did.get(cycle))
            for cycle in sorted(would.keys() | did.keys())
        ]

    def _line(self, settlement, past, cycle, row, made):
        people = row.values if row else settlement.facts.belonging(past, self.tried)
        outcome = OUTCOMES[row.clock.state] if row else "none"
        really = OUTCOMES[made["state"]] if made else "none"
        clock = row.clock if row else None
        return {
            "res_model": past._name,
            "res_id": past.id,
            "cycle": cycle,
            "outcome": outcome,
            "really": really,
            "differs": outcome != really,
            "started_at": to_datetime(clock.started) if row else made["started_at"],
            "due_at": to_datetime(clock.due) if row else None,
            "ended_at": to_datetime(clock.stopped) if row else None,
            "overrun_s": row.overrun(self.now) if row else 0,
            "really_due_at": made["due_at"] if made else None,
            "really_ended_at": made["stopped_at"] if made else None,
        } | {name: people.get(name) or None for name in self.columns}
