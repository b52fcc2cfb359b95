from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..core.deadline_clock import Pauses, apply, due_times
from ..core.deadline_decision import recalculate
from ..core.working_time import NoWorkingTime
from ..engine.instants import to_datetime, to_seconds
from ..engine.store import Store
from ..engine.times import Times

MOST_SAMPLES = 8


class ServiceDeadlineRuleApply(models.TransientModel):
    """Shows what the present terms of a rule would change, and applies them on demand.

    Running promises made under earlier terms get the new ones, with the reason in their
    log. What has ended is never judged again: for the past it only says how often the
    new terms would have been kept.
    """

    _name = "service.deadline.rule.apply"
    _description = "Apply a Rule to Running Promises"

    rule_id = fields.Many2one(
        comodel_name="service.deadline.rule", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)
    months = fields.Integer(
        string="Months to look back", default=3, help="For the trial on the past."
    )
    running_count = fields.Integer(compute="_compute_preview")
    moved_count = fields.Integer(compute="_compute_preview")
    overdue_count = fields.Integer(string="Overdue at once", compute="_compute_preview")
    kept_count = fields.Integer(string="Kept at once", compute="_compute_preview")
    paused_count = fields.Integer(string="Waiting at once", compute="_compute_preview")
    dropped_count = fields.Integer(string="Dropped at once", compute="_compute_preview")
    past_count = fields.Integer(compute="_compute_preview")
    past_kept = fields.Float(string="Kept in the past (%)", compute="_compute_preview")
    past_kept_new = fields.Float(
        string="Would have been kept (%)", compute="_compute_preview"
    )
    preview_html = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("rule_id", "months")
    def _compute_preview(self):
        for wizard in self:
            moves = wizard._moves()
            moved = [(row, event) for row, event in moves if _is_moved(row, event)]
            now = to_seconds(fields.Datetime.now())
            past = wizard._trial()
            wizard.running_count = len(moves)
            wizard.moved_count = len(moved)
            wizard.overdue_count = sum(event.data["due"] < now for _row, event in moved)
            wizard.update(wizard._conditions_count([row for row, _event in moves]))
            wizard.past_count = len(past)
            wizard.past_kept = _share(before for before, _after in past)
            wizard.past_kept_new = _share(after for _before, after in past)
            wizard.preview_html = wizard._render(moved)

    def _conditions_count(self, rows):
        """How many running promises the present conditions end, or let wait, at once.

        :return: {field: count}
        """
        spec = self.rule_id.sudo()._spec()
        records = self.env[self.rule_id.model_name].sudo()
        records = records.browse(row["res_id"] for row in rows).exists()
        covered = records.filtered_domain(spec.domain)
        covered -= covered.filtered_domain(spec.cancel_domain)
        kept = covered.browse()
        if spec.stop_mode == "domain":
            kept = covered.filtered_domain(spec.stop_domain)
        paused = (covered - kept).filtered_domain(spec.pause_domain)
        found = {"dropped_count": records - covered, "kept_count": kept}
        found["paused_count"] = paused
        return {
            name: sum(row["res_id"] in records._ids for row in rows)
            for name, records in found.items()
        }

    def _render(self, moved):
        """Some of the promises that move, as far as the reader may see them."""
        readable = self.env["service.deadline"].search(
            [("id", "in", [row.id for row, _event in moved])], limit=MOST_SAMPLES
        )
        lines = [
            {
                "name": row["res_name"],
                "before": to_datetime(row.clock.due),
                "after": to_datetime(event.data["due"]),
            }
            for row, event in moved
            if row.id in readable._ids
        ]
        return self.env["ir.qweb"]._render(
            "service_management.rule_apply_preview", {"lines": lines}
        )

    def _moves(self):
        """Running promises under earlier terms: [(row, event or None), …]."""
        self.ensure_one()
        rows = self._rows(SQL("is_open AND terms_id != %s", self.rule_id.terms_id.id))
        return [(row, self._retarget(row)) for row in rows]

    def _retarget(self, row):
        """Event that gives a promise the present terms; none while it has no hours."""
        now = to_seconds(fields.Datetime.now())
        changes = {"terms": self._terms_id()}
        if row.clock.paused_s != row.saved["paused_s"]:
            changes["paused_s"] = row.clock.paused_s
        try:
            return recalculate(
                row.clock, row.terms, row.time, "retarget", now, **changes
            )
        except NoWorkingTime:
            return None

    def _terms_id(self):
        return self.rule_id.terms_id.id

    def _rows(self, condition):
        """Rows of the rule's deadlines, each with its clock under the present terms.

        Pauses that were measured on the other clock are measured again on the new one.
        """
        now = to_seconds(fields.Datetime.now())
        store = Store(self.sudo().env, now)
        times = Times(self.sudo().env, now)
        rows = store.load(SQL("rule_id = %s AND %s", self.rule_id.id, condition))
        terms = self.rule_id.sudo().terms_id
        for row in rows:
            row.terms = terms._terms()
            row.time = times.of_row(row)
        others = [row for row in rows if self._has_other_clock(row)]
        logs = store.pauses_of([row.id for row in others]) if others else {}
        for row in others:
            pauses = Pauses.of(logs.get(row.id, []))
            paused_s = pauses.measure(row.time, row.clock.started)
            row.clock = row.clock._replace(paused_s=paused_s)
        return rows

    def _has_other_clock(self, row):
        """Whether a promise was made on the other clock than that of the present
        terms."""
        made = self.env["service.deadline.terms"].browse(row["terms_id"])._terms()
        return made.clock != row.terms.clock

    def _trial(self):
        """Ended promises of the last months: [(kept then, kept under these terms),
        …]."""
        since = fields.Datetime.now() - timedelta(days=31 * self.months)
        rows = self._rows(
            SQL("NOT is_open AND stopped_at >= %s AND state != 'cancelled'", since)
        )
        verdicts = []
        for row in rows:
            clock = row.clock
            try:
                due = due_times(
                    row.terms, row.time, clock.started, clock.paused_s, clock.agreed
                )["due"]
            except NoWorkingTime:
                continue
            kept_now = clock.state != "breached" and clock.stopped <= due
            verdicts.append((clock.state == "met", kept_now))
        return verdicts

    def action_apply(self):
        """Give the running promises the present terms, with the reason in their log."""
        self.ensure_one()
        self.rule_id.check_access("write")
        rows = []
        for row, event in self._moves():
            if event:
                event.data["reason"] = self.reason
                row.clock = apply(row.clock, event)
                row.events.append(event)
                row.set(terms_id=self._terms_id())
                rows.append(row)
        runner = self.env["service.deadline.runner"].sudo()
        Store(runner.env, runner._now()).save(rows)
        runner._refresh_records(rows)
        return {"type": "ir.actions.act_window_close"}


def _is_moved(row, event):
    """Whether new terms bring another due time; a pause says so when it ends."""
    return event and event.data.get("due") not in (None, row.clock.due)


def _share(verdicts):
    """Per cent of the true ones."""
    verdicts = list(verdicts)
    return 100.0 * sum(verdicts) / len(verdicts) if verdicts else 0.0
