from odoo import api, fields, models

from odoo.addons.base_engine_tools.core.instants import DAY, to_datetime, to_seconds
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.rule_application import RuleApplication

MOST_SAMPLES = 8
#: No trial looks back further: promises are not older.
MOST_MONTHS = 240
#: What the preview counts; nothing without a rule.
PREVIEW = (
    "running_count",
    "moved_count",
    "overdue_count",
    "kept_count",
    "paused_count",
    "dropped_count",
    "past_count",
    "past_kept",
    "past_kept_new",
)


class ServiceDeadlineRuleApply(models.TransientModel):
    """Shows what the present terms of a rule would change, and applies them on demand.

    Running promises made under earlier terms get the new ones, with the reason in their
    log. What has ended is never judged again: for the past it only says how often the
    new terms would have been kept.
    """

    _name = "service.deadline.rule.apply"
    _inherit = ["checked.wizard.mixin"]
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
        now = to_seconds(fields.Datetime.now())
        unknown = self.filtered(lambda wizard: not wizard.rule_id)
        unknown.update(dict.fromkeys(PREVIEW, 0) | {"preview_html": False})
        for wizard in self - unknown:
            wizard._check_may_see()
            application = RuleApplication(wizard.rule_id.sudo(), now)
            moves = application.moves()
            moved = [(row, event) for row, event in moves if _is_moved(row, event)]
            affected = application.affected(wizard._seen(moves))
            past = application.trial(
                now - 31 * DAY * min(max(wizard.months, 0), MOST_MONTHS)
            )
            wizard.running_count = len(moves)
            wizard.moved_count = len(moved)
            wizard.overdue_count = sum(event.data["due"] < now for _row, event in moved)
            wizard.kept_count = affected["kept"]
            wizard.paused_count = affected["paused"]
            wizard.dropped_count = affected["dropped"]
            wizard.past_count = len(past)
            wizard.past_kept = _share(before for before, _after in past)
            wizard.past_kept_new = _share(after for _before, after in past)
            wizard.preview_html = wizard._render(moved)

    def _check_may_see(self):
        """The figures tell what the conditions are true of."""
        self.rule_id.check_access("read")
        self.rule_id._check_readable()

    def _seen(self, moves, limit=None):
        """Rows of the promises that the reader may see: conditions look at records."""
        readable = self.env["service.deadline"].search(
            [("id", "in", [row.id for row, _event in moves])], limit=limit
        )
        return [row for row, _event in moves if row.id in readable._ids]

    def _render(self, moved):
        """Some of the promises that move, as far as the reader may see them."""
        seen = {row.id for row in self._seen(moved, MOST_SAMPLES)}
        lines = [
            {
                "name": row["res_name"],
                "before": to_datetime(row.clock.due),
                "after": to_datetime(event.data["due"]),
            }
            for row, event in moved
            if row.id in seen
        ]
        return self.env["ir.qweb"]._render(
            "service_deadline.rule_apply_preview", {"lines": lines}
        )

    @needs_access("read")
    def action_apply(self):
        """Give the running promises the present terms, with the reason in their log."""
        self.ensure_one()
        self.rule_id.check_access("write")
        self._check_may_see()
        engine = self.env["service.deadline.engine"].sudo()
        engine._apply_rule(self.rule_id, self.reason, self.env.user)
        return {"type": "ir.actions.act_window_close"}


def _is_moved(row, event):
    """Whether new terms bring another due time; a pause says so when it ends."""
    return event and event.data.get("due") not in (None, row.clock.due)


def _share(verdicts):
    """Per cent of the true ones; what is not decided (None) does not count."""
    verdicts = [verdict for verdict in verdicts if verdict is not None]
    return 100.0 * sum(verdicts) / len(verdicts) if verdicts else 0.0
