from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.mailed import counts_of

MAILERS = "mass_mailing.group_mass_mailing_user"
LEADERS = "advisor_crm.group_leader"
#: Odoo puts the address of each customer in its place.
UNSUBSCRIBE = Markup('%s<p><a href="/unsubscribe_from_list">%s</a></p>')
#: Without a layout Odoo's editor has no place where a block can be put.
LAYOUT = Markup(
    '<div data-name="Mailing"'
    ' class="o_layout oe_unremovable oe_unmovable o_empty_theme">'
    '<div class="container o_mail_wrapper o_mail_regular oe_unremovable">'
    '<div class="row mw-100 mx-0">'
    '<div class="col o_mail_no_options o_mail_wrapper_td bg-white oe_structure">'
    '<section class="s_text_block o_mail_snippet_general pt16 pb16"'
    ' style="padding-left: 15px; padding-right: 15px;"'
    ' data-snippet="s_text_block" data-name="Text">'
    '<div class="container s_allow_columns">%s</div>'
    "</section></div></div></div></div>"
)


class CustomerCampaign(models.Model):
    """A campaign that goes out as a mailing to the customers that were drawn (SM-5.1).

    Who is held out is in no mailing of it, whatever somebody makes of its recipients.
    """

    _inherit = "customer.campaign"

    contact_by = fields.Selection(
        selection=[("call", "Their advisors"), ("mail", "A mailing")],
        string="Contacted By",
        required=True,
        default="call",
        help="Of a mailing, advisors contact those who cannot be mailed.",
    )
    mailing_ids = fields.One2many(
        comodel_name="mailing.mailing",
        inverse_name="customer_campaign_id",
        string="Mailings",
        readonly=True,
        copy=False,
        groups=MAILERS,
    )
    mailing_count = fields.Integer(
        string="Mailings", compute="_compute_mailing_count", groups=MAILERS
    )
    mailing_cost = fields.Monetary(
        string="Cost of Mailings", compute="_compute_mailing_cost", groups=LEADERS
    )
    mailing_step = fields.Selection(
        selection=[
            ("first", "Make the Mailing"),
            ("draft", "Finish the Mailing"),
            ("again", "Make Another Mailing"),
        ],
        string="Next Step of the Mailing",
        compute="_compute_mailing_step",
        help="Empty: nothing is to be mailed, or not by this user.",
    )

    @api.depends("mailing_ids")
    def _compute_mailing_count(self):
        for campaign in self:
            campaign.mailing_count = len(campaign.sudo().mailing_ids)

    @api.depends("mailing_ids.customer_campaign_cost")
    def _compute_mailing_cost(self):
        for campaign in self:
            mailings = campaign.sudo().with_context(active_test=False).mailing_ids
            campaign.mailing_cost = sum(mailings.mapped("customer_campaign_cost"))

    @api.depends("state", "contact_by", "mailing_ids.state")
    @api.depends_context("uid")
    def _compute_mailing_step(self):
        """One draft waits at most: the same press opens it."""
        writes_mailings = self.env["mailing.mailing"].has_access("create")
        mine = self._filtered_access("write") if writes_mailings else self.browse()
        for campaign in self:
            states = campaign.sudo().mailing_ids.mapped("state")
            if campaign not in mine or not campaign._is_mailed():
                campaign.mailing_step = False
            elif "draft" in states:
                campaign.mailing_step = "draft"
            else:
                campaign.mailing_step = "again" if states else "first"

    @api.depends("mailing_cost")
    def _compute_result(self):
        """Override to count what mailings have cost."""
        return super()._compute_result()

    def _channel_steps(self):
        """Override to add what became of the mailings."""
        steps = super()._channel_steps()
        drawn = self.env["customer.campaign.member"].sudo()
        drawn = drawn._read_group(
            [
                ("campaign_id", "in", self._origin.ids),
                ("state", "not in", ("held_out", "left_out")),
            ],
            ["campaign_id"],
            ["__count"],
        )
        counts = counts_of(self)
        for campaign, all_of_them in drawn:
            if campaign.id not in counts:
                continue
            mailed, opened, clicked, answered, bounced = counts[campaign.id]
            steps[campaign.id] = [
                *steps.get(campaign.id, ()),
                (self.env._("Mailed"), mailed, all_of_them),
                (self.env._("Opened"), opened, mailed),
                (self.env._("Clicked"), clicked, mailed),
                (self.env._("Answered"), answered, mailed),
                (self.env._("Came back"), bounced, mailed),
            ]
        return steps

    def _whole_cost(self):
        """Override to add what the mailings have cost."""
        return super()._whole_cost() + self.mailing_cost

    @api.model
    def _drawn_fields(self):
        """Override: how customers are contacted stays, too."""
        return super()._drawn_fields() | {"contact_by"}

    # --- the mailing ------------------------------------------------------------------

    def _is_mailed(self):
        """Whether a mailing of it may go out now."""
        self.ensure_one()
        return self.state == "running" and self.contact_by == "mail"

    @needs_access("write")
    def action_make_mailing(self):
        """Make the draft of a mailing to the customers that were drawn, or open the one
        that waits. Nothing is sent by it."""
        self.ensure_one()
        mailings = self.env["mailing.mailing"]
        mailings.check_access("create")
        if not self._is_mailed():
            raise UserError(
                self.env._(
                    "“%(name)s” does not run, or its customers are contacted by their"
                    " advisors.",
                    name=self.name,
                )
            )
        draft = mailings.search(
            [("customer_campaign_id", "=", self.id), ("state", "=", "draft")], limit=1
        )
        if not draft and not self._members_to_mail():
            raise UserError(
                self.env._(
                    "Nobody of “%(name)s” can be mailed: the advisors contact all.",
                    name=self.name,
                )
            )
        draft = draft or mailings.create(self._mailing_values())
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    @api.readonly
    @needs_access("read")
    def action_open_mailings(self):
        """Open the mailings of the campaign."""
        self.ensure_one()
        self.env["mailing.mailing"].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mailings"),
            "res_model": "mailing.mailing",
            "views": [(False, "list"), (False, "form")],
            "domain": [("customer_campaign_id", "=", self.id)],
            "context": {"create": False},
        }

    def _mailing_values(self):
        """What the draft begins with."""
        self.ensure_one()
        values = {
            "subject": self.name,
            "customer_campaign_id": self.id,
            "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
            "mailing_domain": repr([("mailing_campaign_ids", "in", self.ids)]),
            # An answer stands on the customer, and is counted.
            "reply_to_mode": "update",
        }
        if not is_html_empty(self.message):
            body = UNSUBSCRIBE % (self.message, self.env._("Unsubscribe"))
            values |= {"body_arch": LAYOUT % body, "body_html": body}
        return values

    def _members_to_mail(self):
        """The customers that a mailing would go to now; in superuser mode."""
        members = self.env["customer.campaign.member"].sudo()
        return members.search(members._to_mail_domain(self))

    def _recipients_domain(self):
        """On contacts: those that a mailing may go to."""
        members = self.env["customer.campaign.member"].sudo()
        query = members._search(members._to_mail_domain(self))
        return Domain("id", "in", query.subselect("partner_id"))

    def _spared_addresses(self):
        """E-mail addresses of those who are held out, and of their contact persons."""
        members = self.env["customer.campaign.member"].sudo()
        query = members._search(
            [("campaign_id", "in", self.ids), ("state", "=", "held_out")]
        )
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        family = partners.search_fetch(
            Domain("commercial_partner_id", "in", query.subselect("partner_id"))
            & Domain("email_normalized", "!=", False),
            ["email_normalized"],
        )
        return set(family.mapped("email_normalized"))
