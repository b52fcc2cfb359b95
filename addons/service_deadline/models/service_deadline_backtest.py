from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.core.instants import to_seconds
from odoo.addons.base_engine_tools.engine import bulk
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.backtest import Backtest
from ..engine.tried_rule import snapshot
from ..words.backtest import BacktestWords

#: So many records are looked at before the bar moves.
CHUNK = 1000
MOST_DAYS = 3660
#: What a rule must have before it can be tried.
NEEDED = ("model_id", "policy_id", "promise_id")


class ServiceDeadlineBacktest(models.Model):
    """How a rule would have gone over the last days, beside what really happened.

    The rule is kept as it was when somebody asked, saved or not. A job looks at the
    records that this person may read; promises are not touched. The result belongs to
    this person alone, and goes after some days.
    """

    _name = "service.deadline.backtest"
    _inherit = ["trial.job.mixin"]
    _description = "Trial of a Rule on the Past"
    _order = "id desc"

    _trial_job = "service_deadline.ir_cron_deadline_backtest"
    _trial_days_kept = ("service_deadline.backtest_days_kept", "30")
    _trial_choices = frozenset(("days",))

    name = fields.Char(string="Rule tried", readonly=True, required=True)
    rule_id = fields.Many2one(
        comodel_name="service.deadline.rule", readonly=True, ondelete="cascade"
    )
    is_draft = fields.Boolean(
        string="As a draft",
        readonly=True,
        help="The rule was tried as it was edited, not as it is in force.",
    )
    company_ids = fields.Many2many(comodel_name="res.company", readonly=True)
    days = fields.Integer(string="Days to look back", default=90, aggregator=None)
    since = fields.Datetime(readonly=True)
    until = fields.Datetime(readonly=True)
    tried = fields.Json(readonly=True)
    total = fields.Integer(string="Records")
    last_id = fields.Integer(readonly=True)
    told = fields.Json(readonly=True)
    missing = fields.Json(readonly=True)
    guessed = fields.Integer(readonly=True)
    result = fields.Json(readonly=True)
    line_ids = fields.One2many(
        comodel_name="service.deadline.backtest.line",
        inverse_name="backtest_id",
        readonly=True,
    )
    difference_ids = fields.One2many(
        comodel_name="service.deadline.backtest.line",
        inverse_name="backtest_id",
        string="What Differs",
        domain=[("differs", "=", True)],
        readonly=True,
    )
    result_html = fields.Html(compute="_compute_result_html", sanitize=False)

    _days_possible = models.Constraint(
        f"CHECK(days BETWEEN 1 AND {MOST_DAYS})",
        "Choose 1 day or more to look back, and ten years at the most.",
    )

    @api.depends("result", "missing")
    @api.depends_context("lang")
    def _compute_result_html(self):
        for trial in self:
            trial.result_html = trial.result and self.env["ir.qweb"]._render(
                "service_deadline.backtest_result",
                BacktestWords(trial).values(),
            )

    # --- asking -----------------------------------------------------------------------

    @api.model
    @needs_access("read")
    def start(self, rule_id, changes=None, days=90):
        """Try a rule, as it is saved or as somebody edits it.

        :param int rule_id: the rule, or nothing for one that is not saved
        :param dict changes: values that are not saved, as a form sends them
        :param int days: how far to look back
        :return: action that shows the trial
        """
        rules = self.env["service.deadline.rule"]
        rules.check_access("write")
        rule = rules.browse(rule_id or [])
        rule.check_access("write")
        draft = rules.new(changes or {}, origin=rule) if changes or not rule else rule
        self._check_draft(draft)
        is_draft = bool(changes or rule.version_id)
        trial = self._ask(snapshot(draft), rule, is_draft, days)
        return trial._show()

    @api.model
    def _check_draft(self, draft):
        """Refuse a rule that could not be saved, or looks where the user may not."""
        for name in NEEDED:
            if not draft[name]:
                raise UserError(
                    self.env._(
                        "Fill in “%(field)s” first.",
                        field=draft._fields[name]._description_string(self.env),
                    )
                )
        named = (*NEEDED[1:], "role_id", "calendar_id", "pause_reason_id")
        for name in named:
            draft[name]._origin.check_access("read")
        draft.step_ids.role_id._origin.check_access("read")
        if draft.model_id.model not in self.env["service.deadline"]._deadline_models():
            raise UserError(self.env._("Choose records that have promises."))
        # What saving would refuse; also conditions on what the user may not read.
        draft._validate_fields(set(draft._fields))
        draft.step_ids._validate_fields(set(draft.step_ids._fields))

    @api.model
    def _ask(self, tried, rule, is_draft, days):
        now = fields.Datetime.now().replace(microsecond=0)
        trial = self.sudo().create(
            {
                "name": tried["name"],
                "rule_id": (rule.replaces_id or rule).id,
                "is_draft": is_draft,
                "user_id": self.env.uid,
                "company_ids": self._companies(tried).ids,
                "days": days,
                "since": now - timedelta(days=min(max(days, 1), MOST_DAYS)),
                "until": now,
                "tried": tried,
            }
        )
        self._wake()
        return trial.with_env(self.env)

    @api.model
    def _companies(self, tried):
        """Companies of the user where the policy is in force; else all of them."""
        policy = self.env["service.policy"].browse(tried["policy_id"])
        return (policy.sudo().company_ids & self.env.companies) or self.env.companies

    @needs_access("write")
    def action_again(self):
        """Try the same once more, over the days that are chosen now."""
        self.ensure_one()
        trial = self.sudo()
        tried, rule = trial.tried, trial.rule_id.with_env(self.env)
        return self._ask(tried, rule, trial.is_draft, self.days)._show()

    @api.readonly
    @needs_access("read")
    def action_open_lines(self):
        """Open all promises of the trial, to be sorted and grouped."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_deadline.service_deadline_backtest_line_action"
        )
        return action | {"domain": [("backtest_id", "=", self.id)]}

    # --- the job ----------------------------------------------------------------------

    def _run(self, tick=None):
        """Override: look at the next records; write down what is to be said when it was
        the last of them."""
        test = self._test()
        if self.state == "waiting":
            self.write({"state": "running", "total": test.count()})
        share = test.share(self.last_id, CHUNK)
        self._keep(share)
        if share.count < CHUNK:
            self.write({"state": "done", "result": self._sum_up()})

    def _test(self):
        """The trial in the environment of who asked, to whom records are shown."""
        user = self.user_id
        if not user.active:
            raise UserError(self.env._("Who asked for it has no access any more."))
        env = self.env(
            user=user.id,
            su=False,
            context={"allowed_company_ids": self.company_ids.ids, "lang": user.lang},
        )
        env["service.deadline.rule"].check_access("write")
        return Backtest(
            env,
            self.tried,
            to_seconds(self.since),
            to_seconds(self.until),
            env["service.deadline.engine"].sudo()._grace(),
        )

    def _keep(self, share):
        if share.lines:
            lines = self.env["service.deadline.backtest.line"]
            rows = [line | {"backtest_id": self.id} for line in share.lines]
            bulk.array_insert(lines, bulk.transposed(rows))
            lines.invalidate_model(flush=False)
        told = dict(self.told or {})
        for (step_id, user_id), times in share.told.items():
            key = f"{step_id},{user_id}"
            told[key] = told.get(key, 0) + times
        self.write(
            {
                "done": self.done + share.count,
                "last_id": share.last_id,
                "told": told,
                "guessed": self.guessed + share.guessed,
                "missing": sorted({*(self.missing or ()), *share.missing}),
            }
        )

    def _sum_up(self):
        """The figures: {column or "": {value: {outcome: [would have been, was]}}}."""
        lines = self.env["service.deadline.backtest.line"]
        result = {"": {"": self._figures()}}
        for name in lines._groupings():
            groups = self._figures_by(name)
            if len(groups) > 1 or name == "user_id":
                result[name] = groups
        return result

    def _figures(self):
        return self._figures_by(None).get("0", {})

    def _figures_by(self, name):
        lines = self.env["service.deadline.backtest.line"]
        found = {}
        for side, column in enumerate(("outcome", "really")):
            groups = lines._read_group(
                [("backtest_id", "=", self.id)],
                [*([name] if name else []), column],
                ["__count"],
            )
            for *owner, outcome, count in groups:
                key = str(owner[0].id or 0) if owner else "0"
                figures = found.setdefault(key, {}).setdefault(outcome, [0, 0])
                figures[side] = count
        return found
