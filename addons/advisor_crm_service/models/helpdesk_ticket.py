from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: In the context: a person chose nothing, the address of the e-mail named the team.
BY_ADDRESS = "advisor_team_by_address"
#: In the context: whose team is that of the tier, whatever the kind of complaint says.
KEPT_TEAM = "advisor_team_kept"
USUAL_PRIORITY = "1"


class HelpdeskTicket(models.Model):
    """A request knows the tier of its customer, and who the advisor is (SM-5.1).

    The tier is noted as it was when the request came in: team, priority and promises
    that followed from it do not change with the tier later. The advisor is who serves
    the customer now.
    """

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "advisor.care.mixin"]

    customer_tier_id = fields.Many2one(
        comodel_name="customer.tier",
        string="Tier of the Customer",
        compute="_compute_customer_tier_id",
        store=True,
        precompute=True,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="As it was when the request came in.",
    )
    customer_tier_code = fields.Char(
        string="Code of the Tier",
        related="customer_tier_id.code",
        store=True,
        groups="base.group_user",
        help="By which rules know the tier.",
    )
    customer_advisor_id = fields.Many2one(
        comodel_name="res.users",
        string="Advisor of the Customer",
        compute="_compute_customer_advisor_id",
        search="_search_customer_advisor_id",
        groups="base.group_user",
        help="Who serves the customer now.",
    )
    customer_news = fields.Char(
        string="Going On",
        compute="_compute_customer_news",
        groups="base.group_user",
        help="What goes on with the customer, as a campaign that runs.",
    )
    told_advisor_id = fields.Many2one(
        comodel_name="res.users",
        string="Advisor Who Was Told",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups="base.group_user",
        help="That the customer complains.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id", "company_id")
    def _compute_customer_tier_id(self):
        """Another customer has another tier; a new tier of the same one changes
        nothing."""
        standings = self.env["customer.standing"]
        for company, tickets in self.grouped("company_id").items():
            tiers = standings._tiers_of(tickets.partner_id, company)
            for ticket in tickets:
                tier = tiers.get(ticket.partner_id.id)
                ticket.customer_tier_id = tier and tier.id

    @api.depends("partner_id", "company_id")
    def _compute_customer_advisor_id(self):
        for ticket, assignment in self._assignments().items():
            ticket.customer_advisor_id = assignment.user_id.id

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_customer_news(self):
        for company, tickets in self.grouped("company_id").items():
            news = tickets.partner_id._going_on(company)
            for ticket in tickets:
                texts = news.get(ticket.partner_id.id, ())
                ticket.customer_news = ", ".join(texts)

    @api.model
    def _search_customer_advisor_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        served = self.env["advisor.assignment"].sudo()
        in_force = Domain("date_to", "=", False)
        named = in_force & Domain("user_id", "in", [user for user in value if user])
        found = self._of_customers(served._search(named))
        if False in value:
            found |= ~self._of_customers(served._search(in_force))
        return found

    @api.model
    def _of_customers(self, assignments):
        """Domain of the requests whose customer an assignment is about, company by
        company.

        :param assignments: query for ``advisor.assignment``
        """
        mine = SQL(
            "SELECT ticket.id FROM helpdesk_ticket ticket"
            " JOIN advisor_assignment served"
            "   ON served.partner_id = ticket.commercial_partner_id"
            "  AND served.company_id = ticket.company_id"
            " WHERE served.id IN %s",
            assignments.subselect(),
        )
        self.env["advisor.assignment"].flush_model()
        self.flush_model(["commercial_partner_id", "company_id"])
        return Domain("id", "in", mine)

    def _assignments(self):
        """Who serves the customers of requests: {request: assignment, in superuser
        mode, or an empty one}; asked once for each company."""
        found, none = {}, self.env["advisor.assignment"].sudo()
        for company, tickets in self.grouped("company_id").items():
            rows = none._advisors_of(tickets.partner_id, company)
            for ticket in tickets:
                found[ticket] = rows.get(ticket.partner_id.id) or none
        return found

    # === WHERE IT GOES === #

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """Override: the form shows the team and priority of the tier at once, while
        nobody has chosen others."""
        result = super()._onchange_partner_id()
        if not self._origin:
            strategies = self._strategies_in_force(self.company_id)
            mine = strategies.filtered(lambda s: s.tier_id == self.customer_tier_id)
            self._show_team(mine._service_teams(), strategies._service_teams())
            if self.priority in (False, USUAL_PRIORITY, *strategies.mapped("priority")):
                self.priority = mine.priority or USUAL_PRIORITY
        return result

    def _show_team(self, team, teams):
        """Show the team of the tier, in place of the one of whoever writes.

        :param team: the tier's own, or nothing
        :param teams: those of all tiers
        """
        usual = (self.user_id | self.env.user).helpdesk_team_ids
        if team and (not self.team_id or self.team_id in usual | teams):
            self.team_id = team
        elif not team and self.team_id in teams:
            self.team_id = usual[:1]

    @api.onchange("complaint_kind_id")
    def _onchange_complaint_kind_id(self):
        """Override: the kind of a complaint leaves it with the team of the tier."""
        team = self.team_id
        kept = self._in_team_of_tier()
        result = super()._onchange_complaint_kind_id()
        if kept:
            self.team_id = team
        return result

    @api.model
    def _strategies_in_force(self, companies):
        """Strategies of companies, in superuser mode."""
        strategies = self.env["customer.strategy"].sudo()
        return strategies.search(
            [("company_id", "in", companies.ids), ("state", "=", "in_force")]
        )

    def _in_team_of_tier(self):
        """Those of the requests that are with the own team of their customer's tier."""
        strategies = self._strategies_in_force(self.company_id)
        teams = {each.tier_id.id: each._service_teams() for each in strategies}
        return self.filtered(
            lambda ticket: (
                ticket.team_id
                and ticket.team_id == teams.get(ticket.customer_tier_id.id)
            )
        )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override: the strategy of the tier gives team and priority, unless somebody
        has chosen; the advisor is told of complaints."""
        vals_list = [dict(vals) for vals in vals_list]
        self._follow_strategies(vals_list)
        tickets = super().create(vals_list)
        tickets._tell_advisors()
        return tickets

    def write(self, vals):
        """Override: what is with the team of the tier stays there when its kind is
        chosen; who is served by somebody complains, as it turns out."""
        kept = self.browse()
        if vals.get("complaint_kind_id") and not vals.get("team_id"):
            kept = self._in_team_of_tier()
        if kept:
            team_kept = kept.with_context(**{KEPT_TEAM: True})
            super(HelpdeskTicket, team_kept).write(dict(vals))
        result = super(HelpdeskTicket, self - kept).write(vals)
        if {"type_id", "partner_id"} & vals.keys():
            self._tell_advisors()
        return result

    @api.model
    def _get_kind_team_values(self, vals, company_id):
        """Override: the kind does not move what is with the team of a tier."""
        if self.env.context.get(KEPT_TEAM):
            return {}
        return super()._get_kind_team_values(vals, company_id)

    @api.model
    def message_new(self, msg, custom_values=None):
        """Override: an address names a team, but nobody has chosen it for an important
        customer."""
        tickets = self.with_context(**{BY_ADDRESS: True})
        ticket = super(HelpdeskTicket, tickets).message_new(msg, custom_values)
        return ticket.with_context(**{BY_ADDRESS: False})

    @api.model
    def _follow_strategies(self, vals_list):
        """Fill in what the strategies of the customers' tiers say, asked for once for
        each company."""
        context = self.env.context
        default = context.get("default_company_id") or self.env.company.id
        by_company = {}
        for vals in vals_list:
            if vals.get("partner_id"):
                company = vals.get("company_id") or self._company_of_team(vals)
                by_company.setdefault(company or default, []).append(vals)
        for company_id, mine in by_company.items():
            partners = self.env["res.partner"].sudo()
            partners = partners.browse({vals["partner_id"] for vals in mine})
            company = self.env["res.company"].sudo().browse(company_id)
            found = self.env["customer.strategy"]._of(partners, company)
            for vals in mine:
                self._follow_strategy(vals, found[vals["partner_id"]])

    @api.model
    def _company_of_team(self, vals):
        team = self.env["helpdesk.ticket.team"].sudo().browse(vals.get("team_id") or [])
        return team.company_id.id

    @api.model
    def _follow_strategy(self, vals, strategy):
        """Fill in the team and the priority of a strategy, which may be empty."""
        context = self.env.context
        if (
            strategy
            and not vals.get("priority")
            and not context.get("default_priority")
        ):
            vals["priority"] = strategy.priority
        team = strategy._service_teams()
        chosen = vals.get("team_id") or context.get("default_team_id")
        if not team or (chosen and not context.get(BY_ADDRESS)):
            return
        if vals.get("user_id") and vals["user_id"] not in team.user_ids.ids:
            return
        vals["team_id"] = team.id
        stage = self.env["helpdesk.ticket.stage"].sudo()
        stage = stage.browse(vals.get("stage_id") or [])
        if stage.team_ids and team not in stage.team_ids:
            del vals["stage_id"]

    # === THE ADVISOR === #

    def _tell_advisors(self):
        """Tell advisors that their customers complain, once, in one message each; who
        is away has a backup."""
        open_ones = self.sudo().filtered(
            lambda ticket: ticket.is_complaint and not ticket.closed
        )
        if not open_ones:
            return
        absent = self.env["res.users"]._absent_user_ids()
        shares = {}
        for ticket, row in open_ones._assignments().items():
            user = row.user_id
            if user.id in absent and row.backup_id:
                user = row.backup_id
            if user and user not in (ticket.told_advisor_id, self.env.user):
                shares[user] = shares.get(user, ticket.browse()) | ticket
        for user, tickets in shares.items():
            tickets.write({"told_advisor_id": user.id})
            tickets._tell_advisor(user)

    def _tell_advisor(self, user):
        """One message to an advisor, in the own language."""
        told = self.with_context(lang=user.lang)
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids,
            subject=told.env._("A customer of yours complains"),
            body=Markup("<br/>").join(
                told.env._(
                    "%(customer)s: %(request)s",
                    customer=ticket.partner_id.display_name,
                    request=ticket._get_html_link(),
                )
                for ticket in told
            ),
        )

    # === PROMISES === #

    def _deadline_facts(self):
        """Override: nobody says which tier a customer had, or who was told."""
        return super()._deadline_facts() | {
            "customer_tier_id",
            "customer_tier_code",
            "told_advisor_id",
        }
