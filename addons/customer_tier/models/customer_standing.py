import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.links import FollowedLink

from ..core.explain import explain
from ..words.standing_words import StandingWords
from .customer_standing_period import CAUSES

_logger = logging.getLogger(__name__)

LOCK = (
    "lock_tier_id",
    "lock_user_id",
    "lock_reason",
    "lock_until",
    "lock_floor",
    "locked_on",
)


class CustomerStanding(models.Model):
    """In which tier a customer of a company is now, and why.

    One row per commercial entity and company. Only the engine writes it, in SQL
    (``engine/run.py``), and the dialog of locks. ``changed_on`` and ``base_…`` keep the
    state at the end of the day before the last change: what happens twice within a day,
    or is taken back, makes no difference.
    """

    _name = "customer.standing"
    _inherit = ["guarded.mixin"]
    _description = "Standing of a Customer"
    _rec_name = "partner_id"
    _order = "amount DESC, id"
    # When and by whom says nothing: the engine writes these rows, of all customers.
    _log_access = False

    partner_id = FollowedLink(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = FollowedLink(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tier_id = FollowedLink(
        comodel_name="customer.tier", readonly=True, index=True, ondelete="restrict"
    )
    computed_tier_id = FollowedLink(
        comodel_name="customer.tier",
        string="Tier by the Facts",
        readonly=True,
        ondelete="restrict",
        help="The tier without the lock.",
    )
    below_since = fields.Date(readonly=True)
    at_risk_until = fields.Date(
        string="Drops On",
        readonly=True,
        index="btree_not_null",
        help="The facts are not enough to stay. From this day on, the tier is lower.",
    )
    next_judged_on = fields.Date(
        string="Decided On",
        readonly=True,
        help="Until this day, time alone changes nothing about grace, lock and floor.",
    )
    cause = fields.Selection(selection=CAUSES, readonly=True)
    criteria_id = FollowedLink(
        comodel_name="customer.criteria", readonly=True, ondelete="restrict"
    )

    # Facts
    amount = fields.Monetary(
        readonly=True,
        help="Bought within the window, untaxed, net of refunds.",
    )
    amount_before = fields.Monetary(
        readonly=True,
        help="Bought within the window before that.",
    )
    occasions = fields.Integer(
        string="Purchases", readonly=True, help="Days with a purchase."
    )
    first_on = fields.Date(string="First Purchase", readonly=True)
    last_on = fields.Date(string="Last Purchase", readonly=True)
    factors = fields.Json(readonly=True)

    # State at the end of the day before ``changed_on``
    changed_on = fields.Date(readonly=True)
    base_tier_id = FollowedLink(
        comodel_name="customer.tier", readonly=True, ondelete="restrict"
    )
    base_below_since = fields.Date(readonly=True)

    # Lock
    lock_tier_id = fields.Many2one(
        comodel_name="customer.tier",
        string="Locked To",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    lock_user_id = fields.Many2one(
        comodel_name="res.users", string="Locked By", readonly=True
    )
    locked_on = fields.Datetime(readonly=True)
    lock_reason = fields.Char(string="Why Locked", readonly=True)
    lock_until = fields.Date(string="Locked Until", readonly=True)
    lock_floor = fields.Boolean(
        string="Floor Only",
        readonly=True,
        help="A better tier that follows from the facts counts all the same.",
    )
    is_locked = fields.Boolean(compute="_compute_is_locked")

    why_html = fields.Html(string="Why", compute="_compute_why_html", sanitize=False)
    period_ids = fields.One2many(
        comodel_name="customer.standing.period",
        string="History",
        compute="_compute_period_ids",
    )

    _partner_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)", "A customer has one standing per company."
    )

    @api.depends("lock_tier_id", "lock_until")
    def _compute_is_locked(self):
        today = fields.Date.context_today(self)
        for standing in self:
            until = standing.lock_until
            standing.is_locked = standing.lock_tier_id and (not until or today <= until)

    @api.depends("factors", "criteria_id", "tier_id", "computed_tier_id")
    @api.depends_context("lang")
    def _compute_why_html(self):
        plain = {criteria: criteria._plain() for criteria in self.sudo().criteria_id}
        engine = self.env["customer.tier.engine"]
        today = {company: engine._today(company) for company in self.company_id}
        for standing in self:
            criteria = plain.get(standing.sudo().criteria_id)
            standing.why_html = criteria and standing._why(
                criteria, today[standing.company_id]
            )

    def _why(self, criteria, today):
        values = StandingWords(self, criteria, self._explain(criteria, today)).values()
        return self.env["ir.qweb"]._render("customer_tier.why", values)

    def _explain(self, criteria, today):
        """Why the customer has the tier that follows from the facts, see
        ``core/explain.py``."""
        self.ensure_one()
        return explain(
            criteria, self._facts(today), self.computed_tier_id.id, today, self.first_on
        )

    def _facts(self, today):
        """The figures of the customer; ages are counted on the day."""
        ages = {
            "tenure": self.first_on and (today - self.first_on).days,
            "recency": self.last_on and (today - self.last_on).days,
        }
        known = {key: age for key, age in ages.items() if age is not False}
        return {"tenure": None, "recency": None} | (self.factors or {}) | known

    def _compute_period_ids(self):
        periods = self.env["customer.standing.period"].search(
            Domain("partner_id", "in", self.partner_id.ids)
            & Domain("company_id", "in", self.company_id.ids)
        )
        by_owner = periods.grouped(lambda p: (p.partner_id, p.company_id))
        for standing in self:
            owner = (standing.partner_id, standing.company_id)
            standing.period_ids = by_owner.get(owner, periods.browse())

    def write(self, vals):
        """Override: nobody writes a standing by hand."""
        if not self.env.su:
            raise AccessError(
                self.env._("Tiers follow from facts. Lock the tier of the customer.")
            )
        return super().write(vals)

    # --- pages ------------------------------------------------------------------------

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why This Tier"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    @api.readonly
    @needs_access("read")
    def action_open_documents(self):
        """Open the documents of the windows that the facts rest on; the reader sees
        those that he may read."""
        self.ensure_one()
        criteria = self.sudo().criteria_id
        invoices = criteria.basis == "invoice"
        today = self.env["customer.tier.engine"]._today(self.company_id)
        since = fields.Date.subtract(today, months=2 * criteria.window_months)
        domain = [
            ("partner_id.commercial_partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
        ]
        if invoices:
            domain += [
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                ("state", "=", "posted"),
                ("invoice_date", ">", since),
            ]
        else:
            domain += [("state", "=", "sale"), ("date_order", ">", since)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Documents Behind the Tier"),
            "res_model": "account.move" if invoices else "sale.order",
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
            "context": {"create": False},
        }

    @api.readonly
    @needs_access("read")
    def action_lock(self):
        """Open the dialog that locks the tiers of customers."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lock the Tier"),
            "res_model": "customer.standing.lock",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_standing_ids": self.ids},
        }

    @needs_access("read")
    def action_unlock(self):
        """Let the facts decide again."""
        self._check_may_lock()
        self._set_lock(dict.fromkeys(LOCK, False))

    def _check_may_lock(self):
        if not self.env.user.has_group("customer_tier.group_manager"):
            raise AccessError(
                self.env._("Only who manages customer tiers locks and unlocks them.")
            )

    def _set_lock(self, vals):
        """Write a lock, and judge these customers at once."""
        self.sudo().write(vals)
        engine = self.env["customer.tier.engine"].sudo()
        for company, mine in self.sudo().grouped("company_id").items():
            if engine._run_company(company, mine.partner_id.ids) is None:
                raise UserError(
                    self.env._(
                        "The tiers of this company are being judged at the moment. Try "
                        "again in a minute."
                    )
                )

    # --- for engines ------------------------------------------------------------------

    @api.model
    def _tiers_of(self, partners, company):
        """Tier of customers, for the engines of other add-ons.

        :param partners: any contacts; their commercial entity counts
        :param company: the company that asks
        :return: dict of the id of a contact to its ``customer.tier`` (may be empty)
        """
        entities = partners.commercial_partner_id
        standings = self.sudo().search_fetch(
            [("partner_id", "in", entities.ids), ("company_id", "=", company.id)],
            ["partner_id", "tier_id"],
        )
        tiers = {standing.partner_id.id: standing.tier_id for standing in standings}
        none = self.env["customer.tier"].sudo()
        return {
            partner.id: tiers.get(partner.commercial_partner_id.id, none)
            for partner in partners
        }

    @api.model
    def _on_tier_changed(self, changes):
        """Hook after a run: customers have another tier.

        :param list changes: dicts of ``partner_id``, ``company_id``, ``old_tier_id``
            (or False), ``new_tier_id`` and ``cause``; called with some
            thousands at a time
        """

    @api.model
    def _on_at_risk(self, standing):
        """Hook after a run: a customer will drop, if nothing happens.

        :param standing: with ``at_risk_until``; :meth:`_gap_text` says what is missing
        """

    def _gap_text(self):
        """What is missing to stay, in the language of the environment: "2 more
        purchases before 30 November to stay Important"."""
        self.ensure_one()
        criteria = self.sudo().criteria_id._plain()
        today = self.env["customer.tier.engine"]._today(self.company_id)
        return StandingWords(self, criteria, self._explain(criteria, today)).gap()

    @api.model
    def _cron_locks(self):
        """Locks that are over: the facts decide again, and who locked is told once."""
        today = fields.Date.today()
        over = self.sudo().search([("lock_until", "<", today)])
        for standing in over:
            standing._tell_lock_over()
        partners = over.partner_id
        over.write(dict.fromkeys(LOCK, False))
        self.env["customer.tier.dirty"]._mark(partners)

    def _tell_lock_over(self):
        user = self.lock_user_id
        if not user.active:
            return
        told = self.with_context(lang=user.lang)
        self.partner_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told.env._(
                "The lock on tier %(tier)s is over: the facts say %(computed)s",
                tier=told.lock_tier_id.name,
                computed=told.computed_tier_id.name,
            ),
            note=self.lock_reason,
            user_id=user.id,
        )
