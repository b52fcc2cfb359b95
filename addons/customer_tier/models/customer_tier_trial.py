from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.replay import Replay

MOST_MONTHS = 120


class CustomerTierTrial(models.Model):
    """Simulator: the last months replayed under criteria that are not in force.

    A job judges all customers as of the first of each month. Counts by tier and month,
    who would have another tier than now, how often tiers flap (beside plain thresholds
    without bands and grace), and how many hours advisors would need, as far as an
    add-on knows (:meth:`_hours`). Nothing is written to standings.
    """

    _name = "customer.tier.trial"
    _inherit = ["trial.job.mixin"]
    _description = "Trial of Criteria on the Past"
    _order = "id DESC"

    _trial_job = "customer_tier.ir_cron_customer_tier_trial"
    _trial_days_kept = ("customer_tier.trial_days_kept", "90")
    _trial_choices = frozenset(("months", "flap_months"))

    name = fields.Char(string="Criteria Tried", readonly=True, required=True)
    criteria_id = fields.Many2one(
        comodel_name="customer.criteria",
        readonly=True,
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", readonly=True, required=True, ondelete="cascade"
    )
    months = fields.Integer(string="Months Back", default=24, required=True)
    flap_months = fields.Integer(
        string="Flap Within (months)",
        default=3,
        required=True,
        help="Who is back in his tier within so many months has flapped.",
    )
    total = fields.Integer(string="Months to Look At")
    done = fields.Integer(string="Months Done")
    customers = fields.Integer(readonly=True)
    moves = fields.Integer(readonly=True)
    flaps = fields.Integer(readonly=True)
    plain_moves = fields.Integer(string="Moves of Plain Thresholds", readonly=True)
    plain_flaps = fields.Integer(string="Flaps of Plain Thresholds", readonly=True)
    hours = fields.Float(
        string="Hours Needed a Month",
        readonly=True,
        help="For what the strategies of the tiers ask, with the customers of the last "
        "month.",
    )
    capacity = fields.Float(string="Hours There Are a Month", readonly=True)
    has_hours = fields.Boolean(readonly=True)
    month_ids = fields.One2many(
        comodel_name="customer.tier.trial.month", inverse_name="trial_id", readonly=True
    )
    line_ids = fields.One2many(
        comodel_name="customer.tier.trial.line", inverse_name="trial_id", readonly=True
    )

    _months_possible = models.Constraint(
        f"CHECK(months BETWEEN 1 AND {MOST_MONTHS} AND flap_months >= 1)",
        "Choose 1 month or more, and ten years at the most.",
    )

    # --- asking -----------------------------------------------------------------------

    @api.model
    def _ask(self, criteria, **values):
        """Have criteria tried by the job."""
        if criteria.problems:
            raise UserError(
                self.env._(
                    "These criteria cannot be tried:\n%(problems)s",
                    problems=criteria.problems,
                )
            )
        trial = self.sudo().create(
            {
                "name": criteria.name,
                "criteria_id": criteria.id,
                "company_id": criteria.company_id.id,
                "user_id": self.env.uid,
                **values,
            }
        )
        self._wake()
        return trial.with_env(self.env)

    @needs_access("write")
    def action_again(self):
        """Try the same once more, over the months that are chosen now."""
        self.ensure_one()
        trial = self.sudo()
        return self._ask(
            trial.criteria_id.with_env(self.env),
            months=self.months,
            flap_months=self.flap_months,
        )._show()

    @api.readonly
    @needs_access("read")
    def action_open_lines(self):
        """Open who would have another tier, to be sorted and grouped."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who Would Have Another Tier"),
            "res_model": "customer.tier.trial.line",
            "views": [(False, "list")],
            "domain": [("trial_id", "=", self.id)],
        }

    @api.model
    def _hours(self, company, counts):
        """Hook: hours a month that the strategies of the tiers ask for.

        :param dict counts: how many customers each ``customer.tier`` has
        :return: (hours needed, hours there are) or None where nobody knows
        """
        return

    # --- the job ----------------------------------------------------------------------

    def _run(self, tick=None):
        """Override: replay the months; from the beginning, whatever an earlier try has
        left. The bar moves with each month."""
        engine = self.env["customer.tier.engine"].sudo()
        criteria = self.criteria_id
        self.month_ids.unlink()
        self.line_ids.unlink()
        today = engine._today(self.company_id)
        days = self._days(today)
        self.write({"state": "running", "done": 0, "total": len(days)})
        frame = engine._frame(criteria, today)
        replay = Replay(engine, criteria._plain(), frame, self.flap_months)
        replay.begin()
        for day in days:
            self._keep_month(day, replay.month(day))
            if tick:
                tick(0)
                self.invalidate_recordset(["state"])
            if self.state == "cancelled":
                replay.end()
                return
        replay.keep_lines(self.id, self.company_id.id)
        self.line_ids.invalidate_model(flush=False)
        self.write({"state": "done", **replay.sums(), **self._hours_values()})
        replay.end()

    def _days(self, today):
        """The first of each month, and today: where customers are at the end."""
        first = today.replace(day=1)
        months = range(self.months - 1, -1, -1)
        days = [first - relativedelta(months=back) for back in months]
        return [*days, *([today] if today != first else [])]

    def _keep_month(self, day, counts):
        self.env["customer.tier.trial.month"].create(
            [
                {
                    "trial_id": self.id,
                    "company_id": self.company_id.id,
                    "date": day,
                    "tier_id": tier_id,
                    "customers": count,
                    "up": up,
                    "down": down,
                }
                for tier_id, count, up, down in counts
            ]
        )
        self.write({"done": self.done + 1})

    def _hours_values(self):
        last = max(self.month_ids.mapped("date"), default=None)
        months = self.month_ids.filtered(lambda month: month.date == last)
        counts = {month.tier_id: month.customers for month in months}
        known = self._hours(self.company_id, counts)
        if known is None:
            return {"has_hours": False}
        return {"has_hours": True, "hours": known[0], "capacity": known[1]}
