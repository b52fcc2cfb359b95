from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.addresses import not_mailable, outcome
from ..engine.mailed import results_of

MAIL_REASONS = [
    ("no_email", "Has no e-mail address"),
    ("invalid", "The e-mail address is wrong"),
    ("same_address", "Another customer has the same e-mail address"),
    ("bounced", "The e-mail came back"),
    ("refused", "Wants no more e-mails of this kind"),
]
MAIL_RESULTS = [
    ("mailed", "Mailed"),
    ("opened", "Opened"),
    ("clicked", "Clicked"),
    ("answered", "Answered"),
    ("bounced", "Came Back"),
]


class CustomerCampaignMember(models.Model):
    """What became of the mailing to a customer of a campaign.

    Who was mailed was contacted. Who cannot be mailed, and who answers, is a contact to
    keep of the advisor.
    """

    _inherit = "customer.campaign.member"

    mail_reason = fields.Selection(
        selection=MAIL_REASONS, string="Why Not Mailed", readonly=True
    )
    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing",
        string="Contacted by the Mailing",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    answered_at = fields.Datetime(string="Answered On", readonly=True)
    mail_result = fields.Selection(
        selection=MAIL_RESULTS,
        string="Mailing",
        compute="_compute_mail_result",
        search="_search_mail_result",
    )

    @api.depends("state", "mailing_id", "answered_at")
    def _compute_mail_result(self):
        """With one statement for all."""
        ids = self._origin.ids
        results = ids and results_of(self.env, SQL("member.id = ANY(%s)", ids))
        for member in self:
            member.mail_result = ids and results.get(member._origin.id, False)

    @api.model
    def _search_mail_result(self, operator, value):
        """Of the campaigns that the user may read."""
        if operator != "in":
            return NotImplemented
        campaigns = self.env["customer.campaign"].search(
            [("contact_by", "=", "mail"), ("state", "!=", "planned")]
        )
        condition = SQL("member.campaign_id = ANY(%s)", campaigns.ids)
        results = results_of(self.env, condition)
        found = Domain("id", "in", [one for one in results if results[one] in value])
        return (
            found | Domain("id", "not in", list(results)) if False in value else found
        )

    # --- whom a mailing goes to -------------------------------------------------------

    @api.model
    def _to_mail_domain(self, campaigns):
        """Those who were drawn, and can be mailed, while the campaign runs."""
        return [
            ("campaign_id", "in", campaigns.ids),
            ("campaign_id.state", "=", "running"),
            ("campaign_id.contact_by", "=", "mail"),
            ("state", "in", ("to_contact", "contacted")),
            ("mail_reason", "=", False),
        ]

    def _make_duties(self):
        """Override: of a mailing, advisors contact those who cannot be mailed."""
        mailed = self.filtered(
            lambda member: (
                member.state == "to_contact" and member.campaign_id.contact_by == "mail"
            )
        )
        called = self - mailed
        for campaign, members in mailed.grouped("campaign_id").items():
            partners = members.partner_id
            partners.fetch(["email", "email_normalized"])
            reasons = not_mailable(
                [(one.id, one.email, one.email_normalized) for one in partners],
                campaign._spared_addresses(),
            )
            same = members.grouped(lambda one, no=reasons: no.get(one.partner_id.id))
            for reason, unable in same.items():
                if reason:
                    unable.mail_reason = reason
                    called |= unable
        return super(CustomerCampaignMember, called)._make_duties()

    def _duty_subject(self):
        """Override: the advisor reads why there is no e-mail, or that there is an
        answer, in the own language."""
        subject = super()._duty_subject()
        words = self.with_context(lang=self.user_id.lang)
        if words.answered_at:
            return words.env._("%(campaign)s: has answered", campaign=subject)
        if words.mail_reason:
            labels = dict(
                words._fields["mail_reason"]._description_selection(words.env)
            )
            return f"{subject}: {labels[words.mail_reason]}"
        return subject

    # --- what becomes of it -----------------------------------------------------------

    @api.model
    def _on_mailed(self, traces):
        """Traces of mailings say what became of e-mails; in superuser mode."""
        members = self.search(
            [
                ("campaign_id", "in", traces.mass_mailing_id.customer_campaign_id.ids),
                ("partner_id", "in", traces.mapped("res_id")),
            ]
        )
        by_key = {(one.campaign_id, one.partner_id.id): one for one in members}
        same = {}
        for trace in traces:
            mailing = trace.mass_mailing_id
            member = by_key.get((mailing.customer_campaign_id, trace.res_id))
            what = outcome(trace.trace_status, trace.failure_type)
            if member and what:
                same[what, mailing] = same.get((what, mailing), self.browse()) | member
        for (what, mailing), found in same.items():
            if what in ("mailed", "answered"):
                found._note_mailed(mailing)
            if what == "answered":
                found._note_answered()
            elif what != "mailed":
                found._note_not_mailed(what, mailing)

    def _note_mailed(self, mailing):
        """They were contacted by a mailing, also one that leaves after the close."""
        waiting = self.filtered(
            lambda member: (
                member.state == "to_contact"
                or (member.state == "skipped" and not member.mail_reason)
            )
        )
        waiting.write(
            {
                "state": "contacted",
                "contacted_at": fields.Datetime.now(),
                "contacted_by_id": mailing.user_id.id,
                "mailing_id": mailing.id,
            }
        )

    def _note_answered(self):
        """The first answer is something for the advisor."""
        first = self.filtered(
            lambda member: member.state == "contacted" and not member.answered_at
        )
        first.answered_at = fields.Datetime.now()
        first._add_duties()

    def _note_not_mailed(self, reason, mailing):
        """No e-mail has reached them: advisors contact them, unless they want none."""
        unreached = self.filtered(
            lambda member: (
                not member.mail_reason
                and (
                    member.state == "to_contact"
                    or (member.state == "contacted" and member.mailing_id == mailing)
                )
            )
        )
        running = unreached.filtered(lambda one: one.campaign_id.state == "running")
        called = running if reason != "refused" else self.browse()
        values = {
            "mail_reason": reason,
            "mailing_id": False,
            "contacted_at": False,
            "contacted_by_id": False,
        }
        called.write(values | {"state": "to_contact"})
        (unreached - called).write(values | {"state": "skipped"})
        called._add_duties()

    @api.readonly
    @needs_access("read")
    def action_make_lead(self):
        """Begin a lead of a customer who has clicked or answered."""
        self.ensure_one()
        self.env["crm.lead"].check_access("create")
        mailing = self.sudo().mailing_id
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "views": [(False, "form")],
            "context": {
                "default_name": self.campaign_id.name,
                "default_partner_id": self.partner_id.id,
                "default_user_id": self.user_id.id,
                "default_source_id": mailing.source_id.id,
                "default_medium_id": mailing.medium_id.id,
                "default_campaign_id": mailing.campaign_id.id,
            },
        }
