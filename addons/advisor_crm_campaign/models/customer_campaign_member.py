from odoo import api, fields, models

from ..engine.funnel import facts_of

STATES = [
    ("to_contact", "To Contact"),
    ("contacted", "Contacted"),
    ("skipped", "Skipped"),
    ("held_out", "Held Out"),
    ("left_out", "Left Out"),
]
REASONS = [
    ("mail_blacklist", "Wants no e-mails of this kind"),
    ("phone_blacklist", "Wants no calls or text messages"),
    ("no_address", "There is neither phone number nor e-mail address"),
    ("other_campaign", "Is in another campaign"),
]


class CustomerCampaignMember(models.Model):
    """A customer of a campaign: to contact, held out, or left out with the reason.

    One row for each campaign and customer, made by the draw. Advisors see those of
    their customers who are contacted, and not who is held out: who knows it, treats
    them otherwise.
    """

    _name = "customer.campaign.member"
    _inherit = ["guarded.mixin", "advisor.care.mixin"]
    _description = "Customer of a Campaign"
    _order = "campaign_id desc, id"
    _rec_name = "partner_id"

    campaign_id = fields.Many2one(
        comodel_name="customer.campaign",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        related="campaign_id.company_id", store=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        compute="_compute_user_id",
        store=True,
        index="btree_not_null",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="to_contact",
        index=True,
    )
    reason = fields.Selection(selection=REASONS, string="Why Left Out", readonly=True)
    duty_id = fields.Many2one(
        comodel_name="service.contact.duty",
        string="Contact to Keep",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    contacted_at = fields.Datetime(string="Contacted On", readonly=True)
    contacted_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        compute="_compute_facts",
        help="The first one after the contact, within the days that count.",
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="First Order",
        compute="_compute_facts",
        help="The first one after the contact, within the days that count.",
    )

    _once = models.Constraint(
        "UNIQUE(campaign_id, partner_id)", "A customer is drawn once."
    )

    @api.depends("duty_id.user_id")
    def _compute_user_id(self):
        """Whoever has the contact to keep now; without one, as it was drawn."""
        for member in self:
            member.user_id = (member.duty_id or member).user_id

    @api.depends("state", "contacted_at")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_facts(self):
        """With one statement for all; of what the reader may read."""
        facts = facts_of(self)
        leads = self.env["crm.lead"].with_context(active_test=False)
        orders = self.env["sale.order"]
        seen_leads = leads.search(
            [("id", "in", [lead for lead, _order in facts.values() if lead])]
        )
        seen_orders = orders.search(
            [("id", "in", [order for _lead, order in facts.values() if order])]
        )
        for member in self:
            lead, order = facts.get(member._origin.id, (False, False))
            member.lead_id = lead in seen_leads.ids and lead
            member.order_id = order in seen_orders.ids and order

    # --- the draw ---------------------------------------------------------------------

    @api.model
    def _reasons(self, customers, company):
        """Why customers are not contacted: {id: reason}. Other add-ons add theirs.

        Somebody who wants no advertising by one means gets none by another.
        """
        reasons = {}
        taken = self.sudo().search(
            [
                ("partner_id", "in", customers.ids),
                ("campaign_id.state", "=", "running"),
                ("company_id", "=", company.id),
                ("state", "!=", "left_out"),
            ]
        )
        numbers = {one: one._phone_format(fname="phone") for one in customers}
        refused = self.env["phone.blacklist"].sudo()
        refused = refused.search(
            [("number", "in", list(filter(None, numbers.values())))]
        )
        blocked = set(refused.mapped("number"))
        for customer in customers:
            if customer in taken.partner_id:
                reasons[customer.id] = "other_campaign"
            elif customer.is_blacklisted:
                reasons[customer.id] = "mail_blacklist"
            elif numbers[customer] in blocked:
                reasons[customer.id] = "phone_blacklist"
            elif not (customer.phone or customer.email):
                reasons[customer.id] = "no_address"
        return reasons

    def _make_duties(self):
        """Those to contact become contacts to keep of their advisors, by superuser."""
        self.filtered(lambda member: member.state == "to_contact")._add_duties()

    def _duty_subject(self):
        """What the advisor reads about the contact to keep."""
        self.ensure_one()
        return self.campaign_id.name

    def _add_duties(self):
        """Make contacts to keep of all of these, by superuser."""
        duties = self.env["service.contact.duty"].sudo()
        today = fields.Date.context_today(self)
        for campaign, members in self.grouped("campaign_id").items():
            until = campaign._contact_until()
            span = duties._instants(campaign.company_id, today, until)
            made = duties.create(
                [
                    {
                        "partner_id": member.partner_id.id,
                        "company_id": campaign.company_id.id,
                        "user_id": member.user_id.id,
                        "subject": member._duty_subject(),
                        "period_start": today,
                        "period_end": until,
                        **span,
                    }
                    for member in members
                ]
            )
            for member, duty in zip(members, made, strict=True):
                member.duty_id = duty

    # --- what becomes of it -----------------------------------------------------------

    @api.model
    def _on_contacted(self, duties, note):
        """A note ends the contacts to keep: these customers were contacted."""
        for member in self._waiting(duties):
            member.write(
                {
                    "state": "contacted",
                    "contacted_at": max(note.date, member.campaign_id.started_at),
                    "contacted_by_id": note.user_id.id,
                }
            )

    @api.model
    def _on_skipped(self, duties):
        """Somebody decided to leave them out this time."""
        self._waiting(duties).write({"state": "skipped"})

    @api.model
    def _waiting(self, duties):
        return self.search(
            [("duty_id", "in", duties.ids), ("state", "=", "to_contact")]
        )
