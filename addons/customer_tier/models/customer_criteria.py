from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.lint import lint
from ..core.rules import Criteria, TierRule
from ..words.criteria_words import CriteriaWords

#: What is decided once, by a step.
STEPS = {"state", "published_on", "published_by_id", "tier_order"}


class CustomerCriteria(models.Model):
    """A dated version of what makes the tiers of a company (SM-5.1).

    A draft binds nothing. What is published is never edited: another version takes its
    place, from its day on.
    """

    _name = "customer.criteria"
    _inherit = ["guarded.mixin"]
    _description = "Criteria of Customer Tiers"
    _order = "date_from DESC, id DESC"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="In Force From", required=True, default=fields.Date.context_today
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    published_on = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False
    )
    basis = fields.Selection(
        selection=[("invoice", "Posted invoices"), ("order", "Confirmed orders")],
        string="What Counts",
        required=True,
        default="order",
        help="Posted invoices, net of refunds, where accounting is used; else "
        "confirmed orders. Both without taxes, in the currency of the company.",
    )
    window_months = fields.Integer(
        string="Window (months)",
        required=True,
        default=12,
        help="How far back is counted where a line names nothing else.",
    )
    grace_days = fields.Integer(
        string="Grace (days)",
        required=True,
        help="So long a customer who falls below a tier is at risk before the drop.",
    )
    probation_days = fields.Integer(
        string="Probation (days)",
        help="So long after the first purchase nobody is below the floor.",
    )
    floor_tier_id = fields.Many2one(
        comodel_name="customer.tier", string="Floor of New Customers"
    )
    foot_tier_id = fields.Many2one(
        comodel_name="customer.tier",
        string="Everybody Else",
        help="The lowest tier: whoever meets no other one has it.",
    )
    tier_order = fields.Json(
        readonly=True,
        copy=False,
        help="How the tiers were ordered when the criteria were published.",
    )
    line_ids = fields.One2many(
        comodel_name="customer.criterion", inverse_name="criteria_id", copy=True
    )
    is_in_force = fields.Boolean(string="In Force", compute="_compute_is_in_force")
    problems = fields.Text(compute="_compute_words")
    sentences = fields.Text(string="In Words", compute="_compute_words")

    _window_positive = models.Constraint(
        "CHECK(window_months BETWEEN 1 AND 120)", "A window has 1 to 120 months."
    )
    _days_positive = models.Constraint(
        "CHECK(grace_days >= 0 AND probation_days >= 0)",
        "Grace and probation are 0 days or more.",
    )
    _published_unique = models.UniqueIndex(
        "(company_id, date_from) WHERE state = 'published'",
        "Other criteria of the company are in force from the same day. Choose another "
        "day.",
    )

    @api.depends("state", "date_from", "company_id")
    def _compute_is_in_force(self):
        in_force = self.browse(
            found.id for found in self._in_force(self.company_id).values()
        )
        for criteria in self:
            criteria.is_in_force = criteria._origin in in_force

    @api.depends(
        "line_ids.tier_id",
        "line_ids.factor",
        "line_ids.months",
        "line_ids.at_most",
        "line_ids.enter",
        "line_ids.stay",
        "line_ids.alternative",
        "company_id",
        "window_months",
        "grace_days",
        "probation_days",
        "floor_tier_id",
        "foot_tier_id",
    )
    @api.depends_context("lang")
    def _compute_words(self):
        for criteria in self:
            words = CriteriaWords(criteria, criteria._plain())
            criteria.sentences = "\n".join(words.sentences())
            criteria.problems = "\n".join(words.problems(criteria._lint()))

    @api.constrains("floor_tier_id", "foot_tier_id", "company_id")
    def _check_tiers(self):
        for criteria in self:
            named = criteria.floor_tier_id | criteria.foot_tier_id
            if named.company_id - criteria.company_id:
                raise ValidationError(
                    self.env._("Choose tiers of the company that the criteria are for.")
                )

    def write(self, vals):
        """Override: what is published is never edited, and steps write states."""
        if not self.env.su:
            if STEPS & vals.keys():
                raise AccessError(
                    self.env._("Criteria are published by their button only.")
                )
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_check_draft(self):
        self._check_draft()

    def _check_draft(self):
        for criteria in self:
            if criteria.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(name)s” is published, and what is published is not edited. "
                        "Make a new version of it instead.",
                        name=criteria.name,
                    )
                )

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_publish(self):
        """Put the criteria in force from their day on; all customers are judged by the
        next run, which begins now."""
        for criteria in self:
            criteria._check_draft()
            if criteria.problems:
                raise UserError(
                    self.env._(
                        "These criteria cannot be published:\n%(problems)s",
                        problems=criteria.problems,
                    )
                )
        for criteria in self.sudo():
            criteria.write(
                {
                    "state": "published",
                    "published_on": fields.Datetime.now(),
                    "published_by_id": self.env.uid,
                    "tier_order": criteria._tier_order(),
                }
            )
        self.env.ref("customer_tier.ir_cron_customer_tier").sudo()._trigger()

    @needs_access("write")
    def action_new_version(self):
        """Open a draft with the same lines."""
        self.ensure_one()
        draft = self.copy({"date_from": fields.Date.context_today(self)})
        return draft._form()

    @needs_access("write")
    def action_try(self):
        """Replay the last months under these criteria; nothing is written."""
        self.ensure_one()
        return self.env["customer.tier.trial"]._ask(self)._show()

    def _form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # --- for engines ------------------------------------------------------------------

    @api.model
    def _in_force(self, companies, today=None):
        """Criteria in force by company, as far as there are any.

        :return: dict of the id of a company to its ``customer.criteria``
        """
        today = today or fields.Date.context_today(self)
        domain = Domain("company_id", "in", companies.ids)
        domain &= Domain("state", "=", "published") & Domain("date_from", "<=", today)
        found = {}
        for criteria in self.sudo().search(domain, order="date_from DESC, id DESC"):
            found.setdefault(criteria.company_id.id, criteria)
        return found

    def _tier_order(self):
        """The tiers that count here, the best first: [[id, whether it is beside], …].

        Of published criteria as they were then: tiers that are made or moved since
        change nothing about them.
        """
        if self.state == "published" and self.tier_order:
            return self.tier_order
        tiers = self.line_ids.tier_id._origin | self.foot_tier_id._origin
        ordered = tiers.sudo().sorted(lambda tier: (tier.sequence, tier.id))
        return [[tier.id, tier.beside] for tier in ordered]

    def _plain(self):
        """The criteria as the core takes them."""
        self.ensure_one()
        foot = self.foot_tier_id._origin.id
        lines = {}
        for line in self.line_ids.sorted(lambda line: line.alternative):
            if line.factor:  # a form may be half filled in
                lines.setdefault(line.tier_id._origin.id, []).append(line._plain())
        rules, beside = [], []
        for tier, is_beside in self._tier_order():
            if tier != foot and tier in lines:
                rule = TierRule(tier, tuple(lines[tier]), is_beside)
                (beside if is_beside else rules).append(rule)
        if foot:
            rules.append(TierRule(foot, tuple(lines.get(foot, ()))))
        return Criteria(
            rules=tuple(rules) if foot else (),
            beside=tuple(beside),
            grace=self.grace_days,
            probation=self.probation_days,
            floor=self.floor_tier_id._origin.id or None,
            months=self.window_months or 1,
            basis=self.basis or "order",
        )

    def _lint(self):
        """What is wrong with the criteria, see ``core/lint.py``."""
        return lint(self._plain())

    def _copy_for(self, company, tiers):
        """A draft for another company.

        :param dict tiers: ids of that company's tiers by those of ours
        """
        self.ensure_one()
        draft = self.copy(
            {
                "name": self.name,
                "company_id": company.id,
                "floor_tier_id": tiers.get(self.floor_tier_id.id, False),
                "foot_tier_id": tiers.get(self.foot_tier_id.id, False),
                "line_ids": False,
            }
        )
        self.env["customer.criterion"].create(
            [
                line.copy_data(
                    {"criteria_id": draft.id, "tier_id": tiers[line.tier_id.id]}
                )[0]
                for line in self.line_ids
            ]
        )
        return draft

    def copy_data(self, default=None):
        """Override: a copy says so."""
        default = dict(default or {})
        return [
            vals
            | ({} if "name" in default else {"name": self.env._("%s (copy)", c.name)})
            for c, vals in zip(self, super().copy_data(default), strict=True)
        ]
