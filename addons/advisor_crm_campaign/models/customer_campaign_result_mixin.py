from odoo import api, fields, models

from ..engine.funnel import arms_of
from ..words.campaign_words import CampaignWords

LEADERS = "advisor_crm.group_leader"


class CustomerCampaignResultMixin(models.AbstractModel):
    """What a campaign has brought; the sums are for those who lead advisors, also of
    customers whom they do not serve. Nothing of it is stored."""

    _name = "customer.campaign.result.mixin"
    _description = "Result of a Campaign"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    drawn_count = fields.Integer(
        string="To Contact", compute="_compute_result", groups=LEADERS
    )
    held_out_count = fields.Integer(
        string="Held Out", compute="_compute_result", groups=LEADERS
    )
    contacted_count = fields.Integer(
        string="Contacted", compute="_compute_result", groups=LEADERS
    )
    order_count = fields.Integer(
        string="First Orders",
        compute="_compute_result",
        groups=LEADERS,
        help="Of those who were to be contacted, since the start.",
    )
    order_amount = fields.Monetary(
        string="Amount of First Orders", compute="_compute_result", groups=LEADERS
    )
    order_share = fields.Char(
        string="Share with a First Order",
        compute="_compute_result",
        groups=LEADERS,
        help="And between which shares the true one lies with 95 %.",
    )
    held_out_share = fields.Char(
        string="Without the Campaign",
        compute="_compute_result",
        groups=LEADERS,
        help="The same share of those who were held out.",
    )
    cost_per_order = fields.Char(
        string="Cost of a First Order", compute="_compute_result", groups=LEADERS
    )
    verdict = fields.Char(
        string="What It Has Brought", compute="_compute_result", groups=LEADERS
    )
    funnel_html = fields.Html(
        string="Way to the First Order",
        compute="_compute_result",
        sanitize=False,
        groups=LEADERS,
    )
    previous_text = fields.Char(
        string="The Last Time", compute="_compute_previous_text", groups=LEADERS
    )

    @api.depends("member_ids.state", "cost", "started_at", "window_days")
    @api.depends_context("lang")
    def _compute_result(self):
        """With one statement for all campaigns."""
        arms = arms_of(self)
        steps = self._channel_steps()
        for campaign in self:
            key = campaign._origin.id
            words = CampaignWords(
                campaign, arms.get((key, False)), arms.get((key, True))
            )
            treated, held = words.treated, words.held
            campaign.drawn_count = treated.n
            campaign.held_out_count = held.n
            campaign.contacted_count = treated.contacted
            campaign.order_count = treated.orders
            campaign.order_amount = treated.amount
            campaign.order_share = words.share(treated.orders, treated.n)
            campaign.held_out_share = words.share(held.orders, held.n)
            campaign.cost_per_order = words.cost_per_order()
            campaign.verdict = words.verdict()
            rows = words.rows(steps.get(key, ()))
            campaign.funnel_html = campaign.state != "planned" and self.env[
                "ir.qweb"
            ]._render("advisor_crm_campaign.funnel", {"rows": rows})

    def _channel_steps(self):
        """What lies between the draw and the contact, where another add-on contacts.

        :return: {id of the campaign: [(title, how many, of how many)]}
        """
        return {}

    def _whole_cost(self):
        """What the campaign has cost, in its currency. Other add-ons add theirs."""
        self.ensure_one()
        return self.cost

    @api.depends("previous_id")
    @api.depends_context("lang")
    def _compute_previous_text(self):
        arms = arms_of(self.previous_id)
        for campaign in self:
            before = campaign.previous_id
            words = CampaignWords(
                before, arms.get((before.id, False)), arms.get((before.id, True))
            )
            campaign.previous_text = words.summary() if before else False
