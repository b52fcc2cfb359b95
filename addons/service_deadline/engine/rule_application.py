"""What the present terms of a rule would change, and what they change when applied."""

from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import to_datetime

from ..core.deadline_clock import due_times
from ..core.deadline_decision import recalculate
from ..core.working_time import NoWorkingTime
from .rule_spec import RuleSpec
from .store import Store
from .times import Times


class RuleApplication:
    """The promises of one rule, each on its clock under the present terms.

    Nothing is saved here: a preview and the change itself see the same.

    :param rule: one ``service.deadline.rule``, in superuser mode
    :param int now: seconds since the epoch
    """

    def __init__(self, rule, now):
        self.env, self.rule, self.now = rule.env, rule, now
        self.store, self.times = Store(self.env, now), Times(self.env, now)

    # --- running promises -------------------------------------------------------------

    def moves(self):
        """Running promises under earlier terms: [(row, event or None), …]."""
        terms_id = self.rule.terms_id.id
        rows = self._rows(SQL("is_open AND terms_id != %s", terms_id))
        return [(row, self._retarget(row)) for row in rows]

    def follow(self, reason):
        """The rows of running promises that follow the present terms now, not saved.

        :param reason: for the log
        """
        rows = []
        for row, event in self.moves():
            if event:
                event.data["reason"] = reason
                row.follow([event])
                row.set(terms_id=self.rule.terms_id.id)
                rows.append(row)
        return rows

    def _retarget(self, row):
        """Event that gives a promise the present terms; none while it has no hours."""
        changes = {"terms": self.rule.terms_id.id}
        try:
            return recalculate(
                row.clock, row.terms, row.time, "retarget", self.now, **changes
            )
        except NoWorkingTime:
            return None

    def affected(self, rows):
        """Running promises that the present conditions end, or let wait, at once.

        :return: {"dropped", "kept" or "paused": count}
        """
        spec = RuleSpec.of(self.rule)
        records = self.env[self.rule.model_name]
        records = records.browse(row["res_id"] for row in rows).exists()
        covered = records.filtered_domain(spec.domain)
        covered -= covered.filtered_domain(spec.cancel_domain)
        kept = covered.browse()
        if spec.stop_mode == "domain":
            kept = covered.filtered_domain(spec.stop_domain)
        paused = (covered - kept).filtered_domain(spec.pause_domain)
        found = {"dropped": records - covered, "kept": kept, "paused": paused}
        return {
            name: sum(row["res_id"] in records._ids for row in rows)
            for name, records in found.items()
        }

    # --- the past ---------------------------------------------------------------------

    def trial(self, since):
        """Promises with a verdict: [(kept then, kept under the present terms), …].

        What is broken has its verdict, also while nobody has done it; under terms by
        which it would still run it has none (None).

        :param int since: seconds since the epoch
        """
        rows = self._rows(
            SQL(
                "has_verdict AND coalesce(stopped_at, due_at) >= %s",
                to_datetime(since),
            )
        )
        verdicts = []
        for row in rows:
            clock = row.clock
            try:
                due = due_times(
                    row.terms, row.time, clock.started, clock.pauses, clock.agreed
                )["due"]
            except NoWorkingTime:
                continue
            if clock.is_open:
                kept_now = None if self.now <= due else False
            else:
                kept_now = clock.state != "breached" and clock.stopped <= due
            verdicts.append((clock.state == "met", kept_now))
        return verdicts

    # --- rows -------------------------------------------------------------------------

    def _rows(self, condition):
        """Rows of the rule's deadlines, each with its clock under the present terms."""
        rows = self.store.load(SQL("rule_id = %s AND %s", self.rule.id, condition))
        present = self.rule.terms_id._terms()
        for row in rows:
            row.terms = present
            row.time = self.times.of_row(row)
        return rows
