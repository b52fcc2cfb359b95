import secrets
from ast import literal_eval
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.condition import check_condition

from ..core.draw import held_out

LEADERS = "advisor_crm.group_leader"
#: What stays once the customers are drawn: the figures rest on it.
DRAWN = {
    "company_id",
    "domain",
    "held_out_percent",
    "tier_ids",
    "window_days",
}


class CustomerCampaign(models.Model):
    """Potential customers are contacted, so that they buy (SM-5.1).

    Who is concerned follows from tiers and a condition, carried out with the rights of
    whoever wrote it. Some are held out by a draw that everybody can repeat, so that one
    sees what would have come anyhow. The others land as contacts to keep with their
    advisors. Whoever may not be contacted is in neither part, with the reason. Once it
    has begun, what the figures rest on stays.
    """

    _name = "customer.campaign"
    _inherit = ["guarded.mixin", "customer.campaign.result.mixin", "mail.thread"]
    _description = "Campaign"
    _order = "started_at desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Led By",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="Contacts customers who have no advisor.",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("running", "Running"),
            ("closed", "Closed"),
        ],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        index=True,
        tracking=True,
    )
    message = fields.Html(
        string="What to Say", help="What advisors tell the customers, in short."
    )
    started_at = fields.Datetime(string="Started On", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Closed On", readonly=True, copy=False)
    previous_id = fields.Many2one(
        comodel_name="customer.campaign",
        string="Follows",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    # Whom
    tier_ids = fields.Many2many(
        comodel_name="customer.tier",
        string="Tiers",
        check_company=True,
        groups=LEADERS,
        help="Only customers of these tiers. Empty: the tier does not matter.",
    )
    domain = fields.Char(
        string="Customers",
        default="[]",
        required=True,
        groups=LEADERS,
        help="Which customers, read with the rights of whoever wrote the condition.",
    )
    domain_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Condition Written By",
        readonly=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.user,
        groups=LEADERS,
    )
    customer_count = fields.Integer(
        string="Customers Concerned",
        compute="_compute_customer_count",
        groups=LEADERS,
    )
    member_ids = fields.One2many(
        comodel_name="customer.campaign.member",
        inverse_name="campaign_id",
        string="Drawn Customers",
        readonly=True,
        copy=False,
    )
    left_out_count = fields.Integer(
        string="Left Out", compute="_compute_left_out_count", groups=LEADERS
    )

    # How
    held_out_percent = fields.Integer(
        string="Held Out (%)",
        required=True,
        default=lambda self: self.env.company.campaign_held_out_percent,
        groups=LEADERS,
        help="So many of the customers are not contacted, to compare with.",
    )
    window_days = fields.Integer(
        string="Counts for (Days)",
        required=True,
        default=lambda self: self.env.company.campaign_window_days,
        groups=LEADERS,
        help="Days within which a lead or an order counts.",
    )
    contact_days = fields.Integer(
        string="Contacted within (Days)",
        required=True,
        default=lambda self: self.env.company.campaign_contact_days,
        groups=LEADERS,
    )
    seed = fields.Char(
        readonly=True,
        copy=False,
        groups=LEADERS,
        help="Customers stand in line by the SHA-256 of this word and their number; "
        "the first of the line are held out. Who repeats it finds the same.",
    )
    budget = fields.Monetary(groups=LEADERS)
    cost = fields.Monetary(groups=LEADERS, copy=False, tracking=True)

    _figures = models.Constraint(
        "CHECK(held_out_percent BETWEEN 0 AND 50 AND window_days > 0"
        " AND contact_days >= 0)",
        "0 to 50 % are held out; a lead counts for 1 day or more.",
    )
    _money = models.Constraint(
        "CHECK(budget >= 0 AND cost >= 0)", "Budget and cost are 0 or more."
    )

    @api.depends("domain", "tier_ids", "company_id")
    @api.depends_context("uid")
    def _compute_customer_count(self):
        """How many of the customers whom the reader sees are concerned."""
        partners = self.env["res.partner"]
        for campaign in self:
            try:
                campaign.customer_count = partners.search_count(
                    campaign._own_domain() & campaign._tier_domain()
                )
            except (ValueError, SyntaxError, TypeError, UserError):
                campaign.customer_count = 0

    @api.depends("member_ids.state")
    def _compute_left_out_count(self):
        counts = dict(
            self.env["customer.campaign.member"]
            .sudo()
            ._read_group(
                [("campaign_id", "in", self.ids), ("state", "=", "left_out")],
                ["campaign_id"],
                ["__count"],
            )
        )
        for campaign in self:
            campaign.left_out_count = counts.get(campaign._origin, 0)

    @api.constrains("domain")
    def _check_domain(self):
        """Refuse a condition that cannot be read, or looks at what its author may not
        read."""
        partners = self.env["res.partner"].sudo(False)
        for campaign in self:
            check_condition(partners, campaign._own_domain, campaign.name)

    # --- whom it is about -------------------------------------------------------------

    def _own_domain(self):
        """The condition that somebody has written, on customers of the company."""
        return (
            Domain(literal_eval(self.domain or "[]"))
            & Domain("commercial_partner_id.parent_id", "=", False)
            & Domain("partner_share", "=", True)
            & Domain("company_id", "in", [False, self.company_id.id])
        )

    def _tier_domain(self):
        """Customers who are of the tiers now."""
        if not self.tier_ids:
            return Domain.TRUE
        standings = self.env["customer.standing"].sudo()
        found = standings._search(
            [
                ("company_id", "=", self.company_id.id),
                ("tier_id", "in", self.tier_ids.ids),
            ]
        )
        return Domain("id", "in", found.subselect("partner_id"))

    def _customers(self):
        """Customers concerned, by the rights of whoever wrote the condition; neither
        contact persons nor our own companies."""
        author = self.domain_user_id or self.env.user
        companies = author.sudo().company_ids & self.company_id or author.company_id
        partners = (
            self.env["res.partner"]
            .with_user(author)
            .with_context(allowed_company_ids=companies.ids)
            .search(self._own_domain() & self._tier_domain())
            .sudo()
        )
        own = self.env["res.company"].sudo().with_context(active_test=False)
        own = own.search(Domain.TRUE)
        customers = partners.filtered(lambda one: one.commercial_partner_id == one)
        return (customers - own.partner_id).with_env(self.env)

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_start(self):
        """Draw the customers, and give those to contact to their advisors."""
        for campaign in self:
            if campaign.state != "planned":
                raise UserError(
                    self.env._("“%(name)s” has begun already.", name=campaign.name)
                )
            customers = campaign.sudo()._customers()
            if not customers:
                raise UserError(
                    self.env._(
                        "“%(name)s” concerns nobody: choose other tiers, or another"
                        " condition.",
                        name=campaign.name,
                    )
                )
            campaign.sudo()._draw(customers)

    def _draw(self, customers):
        """Make the rows of all customers, and the contacts to keep."""
        members = self.env["customer.campaign.member"]
        reasons = members._reasons(customers, self.company_id)
        able = [customer.id for customer in customers if customer.id not in reasons]
        seed = secrets.token_hex(4)  # not before: nobody plans until a draw suits
        apart = held_out(seed, able, self.held_out_percent)
        advisors = self.env["advisor.assignment"]._advisors_of(
            customers, self.company_id
        )
        rows = []
        for customer in customers:
            advisor = advisors.get(customer.id)
            reason = reasons.get(customer.id, False)
            state = "held_out" if customer.id in apart else "to_contact"
            rows.append(
                {
                    "campaign_id": self.id,
                    "partner_id": customer.id,
                    "user_id": (advisor and advisor.user_id or self.user_id).id,
                    "state": "left_out" if reason else state,
                    "reason": reason,
                }
            )
        now = fields.Datetime.now()
        self.write({"state": "running", "started_at": now, "seed": seed})
        members.create(rows)._make_duties()

    @needs_access("write")
    def action_close(self):
        """Nobody is contacted for it any more; what has come is counted on."""
        for campaign in self:
            if campaign.state != "running":
                raise UserError(
                    self.env._("“%(name)s” does not run.", name=campaign.name)
                )
        waiting = self.sudo().member_ids.filtered(lambda one: one.state == "to_contact")
        duties = waiting.duty_id.filtered(lambda duty: duty.state == "open")
        if duties:
            duties._skip(self.env._("The campaign is closed."))
        waiting.write({"state": "skipped"})
        self.sudo().write({"state": "closed", "closed_at": fields.Datetime.now()})

    @needs_access("read")
    def action_next(self):
        """Plan the next one, which starts from the figures of this one."""
        self.ensure_one()
        self.browse().check_access("create")
        following = self.copy(
            {
                "name": self.env._("%(name)s, again", name=self.name),
                "budget": self._whole_cost() or self.budget,
                "user_id": self.env.uid,
            }
        )
        following.sudo().previous_id = self
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "views": [(False, "form")],
        }

    @api.readonly
    @needs_access("read")
    def action_open_members(self):
        """Open the customers of the campaign whom the reader may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_campaign.customer_campaign_member_action"
        )
        return action | {"domain": [("campaign_id", "=", self.id)]}

    # --- saving -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override: whoever writes the condition answers for it."""
        campaigns = super().create(vals_list)
        campaigns.sudo().domain_user_id = self.env.user
        return campaigns

    def write(self, vals):
        """Override: what the figures rest on stays; so does who wrote the condition."""
        if not self.env.su:
            self.check_access("write")
            if self._guarded_fields() & vals.keys():
                raise AccessError(
                    self.env._("The steps of a campaign are taken with its buttons.")
                )
            drawn = self._drawn_fields() & vals.keys()
            if drawn and any(one.state != "planned" for one in self):
                raise UserError(
                    self.env._(
                        "The customers are drawn: plan another campaign for others."
                    )
                )
        result = super().write(vals)
        if "domain" in vals:
            super(CustomerCampaign, self.sudo()).write({"domain_user_id": self.env.uid})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if any(campaign.state != "planned" for campaign in self):
            raise UserError(
                self.env._("A campaign that has begun stays: archive it instead.")
            )

    @api.model
    def _drawn_fields(self):
        """What stays once the customers are drawn. Other add-ons add theirs."""
        return DRAWN

    def _contact_until(self):
        """The last day on which customers are contacted."""
        return fields.Date.context_today(self) + timedelta(days=self.contact_days)
