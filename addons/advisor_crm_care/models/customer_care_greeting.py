from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.words import filled
from ..engine.planning import (
    Purses,
    drop_unserved,
    plan_customers,
    served_batches,
    today_of,
)
from ..engine.sending import AT_ONCE, due_greetings, follow_lost_mails, send_each

LEADER = "advisor_crm.group_leader"
MANAGER = "advisor_crm.group_manager"
STATES = [
    ("planned", "Planned"),
    ("approval", "Waiting for Approval"),
    ("call", "To Be Greeted in Person"),
    ("sent", "Sent"),
    ("handed", "Handed Over"),
    ("called", "Greeted in Person"),
    ("left_out", "Left Out"),
]
REASONS = [
    ("no_consent", "The customer has not agreed to messages."),
    ("no_email", "There is no e-mail address."),
    ("no_number", "There is no phone number."),
    ("late", "It could not be sent on its day."),
    ("sms", "The text message was not taken, or nobody knows."),
    ("mail", "The e-mail was not taken."),
    ("error", "The message could not be made: see the log of the server."),
    ("archived", "The customer is archived."),
    ("person", "Somebody has decided so."),
]
#: What is still to be done, and what is over.
OPEN = ("planned", "approval", "call")
COLORS = {"planned": 4, "approval": 3, "call": 1, "left_out": 0}
#: Rows that are erased in one transaction.
ERASED_AT_ONCE = 1_000


class CustomerCareGreeting(models.Model):
    """One customer is greeted on one occasion of one year: by a message, with a small
    gift, or in person (SM-5.2).

    The job plans the coming weeks and sends what is due. What cannot be sent, and why,
    is told to the advisor, who calls. Nobody enters greetings by hand.
    """

    _name = "customer.care.greeting"
    _inherit = ["guarded.mixin", "advisor.care.mixin"]
    _description = "Greeting"
    _order = "date, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    occasion_id = fields.Many2one(
        comodel_name="customer.care.occasion",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    care_date_id = fields.Many2one(
        comodel_name="customer.care.date",
        string="Special Day",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    year = fields.Integer(
        readonly=True, required=True, aggregator=None, help="Of the day's calendar."
    )
    date = fields.Date(string="On", required=True, readonly=True, index=True)
    send_at = fields.Datetime(
        string="To Be Sent On",
        required=True,
        readonly=True,
        help="Not in the quiet hours of the place where the customer is.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Advisor",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    phone = fields.Char(related="partner_id.phone")
    state = fields.Selection(
        selection=STATES, required=True, readonly=True, default="planned", index=True
    )
    reason = fields.Selection(
        selection=REASONS, string="Why Not by Message", readonly=True
    )
    means = fields.Selection(
        selection=[("mail", "E-mail"), ("sms", "Text message")],
        string="Sent By",
        readonly=True,
    )
    done_at = fields.Datetime(readonly=True)
    done_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="set null"
    )
    mail_id = fields.Many2one(
        comodel_name="mail.mail",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_system",
    )
    sms_uuid = fields.Char(
        string="Text Message ID",
        readonly=True,
        index="btree_not_null",
        groups="base.group_system",
    )

    # Small gifts
    gift_id = fields.Many2one(
        comodel_name="customer.care.gift",
        string="Small Gift",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(readonly=True)
    approval_why = fields.Selection(
        selection=[
            ("cap", "Above what the customer gets in a year"),
            ("budget", "Above the budget of the advisor"),
            ("both", "Above the limits of customer and advisor"),
        ],
        string="Why It Is Approved",
        readonly=True,
    )
    approved_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="set null"
    )
    gift_lost = fields.Selection(
        selection=[
            ("refused", "The gift was not approved"),
            ("unanswered", "Nobody has approved the gift in time"),
        ],
        string="Why No Gift",
        readonly=True,
    )
    can_approve = fields.Boolean(compute="_compute_can_approve")
    is_late = fields.Boolean(compute="_compute_is_late")
    color = fields.Integer(compute="_compute_is_late")

    _once = models.UniqueIndex(
        "(partner_id, occasion_id, company_id, year)",
        "This customer is greeted on this occasion already.",
    )
    _due_index = models.Index("(send_at) WHERE state IN ('planned', 'approval')")
    _open_index = models.Index(
        "(user_id, date) WHERE state IN ('planned', 'approval', 'call')"
    )

    @api.depends("partner_id", "occasion_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for greeting in self:
            names = (greeting.partner_id.display_name, greeting.occasion_id.name)
            greeting.display_name = " · ".join(filter(None, names))

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        for greeting in self:
            greeting.can_approve = (
                greeting.state == "approval" and greeting._may_decide()
            )

    @api.depends("state", "date", "company_id")
    def _compute_is_late(self):
        days = {company: today_of(company) for company in self.sudo().company_id}
        for greeting in self:
            today = days.get(greeting.sudo().company_id)
            over = today and greeting.date and greeting.date < today
            greeting.is_late = bool(over) and greeting.state in OPEN
            greeting.color = COLORS.get(greeting.state, 10)

    def _may_decide(self):
        """Whether the user decides about the gift: who leads the advisor."""
        user = self.env.user
        if self.env.su or user.has_group(MANAGER):
            return True
        return user.has_group(LEADER) and self.user_id != user

    def _is_near(self, today):
        """Whether the advisor sees it by now."""
        ahead = timedelta(days=self.occasion_id.lead_days)
        return self.date <= today + ahead

    def write(self, vals):
        """Override: the job and the buttons write greetings."""
        if not self.env.su:
            self.check_access("write")
            raise AccessError(
                self.env._("Greetings are planned by the job and changed by buttons.")
            )
        return super().write(vals)

    # --- what is written --------------------------------------------------------------

    def _sender(self):
        """Who greets: the advisor, where there is one."""
        user = self.user_id
        return user if user.active and not user.share else user.browse()

    def _words(self):
        """Subject and text in the language of the customer."""
        self.ensure_one()
        partner, company = self.partner_id, self.company_id
        lang = partner.lang or company.partner_id.lang or self.env.lang
        occasion = self.occasion_id.with_context(lang=lang)
        names = {
            "customer": partner.name or "",
            "company": company.name,
            "advisor": self._sender().name or company.name,
        }
        return filled(occasion.subject, names), filled(occasion.text, names)

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_greeted(self):
        """A person has greeted the customer."""
        self._check_state(*OPEN)
        self._finish("called")

    @needs_access("write")
    def action_hand_over(self):
        """The customer has got the gift; it goes out of the stock."""
        self._check_state("planned")
        if any(not greeting.gift_id for greeting in self):
            raise UserError(self.env._("There is no gift: choose one first."))
        for greeting in self.sudo():
            greeting.gift_id._move("out", -1, greeting)
        self._finish("handed")

    @needs_access("write")
    def action_approve(self):
        """The gift is approved."""
        self._check_decision()
        self.sudo().write({"state": "planned", "approved_by_id": self.env.uid})

    @needs_access("write")
    def action_refuse(self):
        """No gift: the customer gets the message instead."""
        self._check_decision()
        self.sudo().write(
            {"state": "planned", "gift_id": False, "cost": 0, "gift_lost": "refused"}
        )

    @needs_access("write")
    def action_leave_out(self):
        """Nobody greets this time, for a reason that is not for files."""
        self._check_state(*OPEN)
        self.sudo().write({"reason": "person"})
        self._finish("left_out")

    @needs_access("write")
    def action_choose_gift(self):
        """Ask which gift the customer gets."""
        self.ensure_one()
        self._check_state("planned", "call")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give a Gift"),
            "res_model": "customer.care.gift.choice",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_greeting_id": self.id},
        }

    @api.readonly
    @needs_access("read")
    def action_open_partner(self):
        """Open the customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    def _finish(self, state):
        self.sudo().write(
            {
                "state": state,
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
            }
        )

    def _check_state(self, *states):
        for greeting in self:
            if greeting.state not in states:
                raise UserError(
                    self.env._(
                        "%(greeting)s: this is not possible any more, reload the page.",
                        greeting=greeting.display_name,
                    )
                )

    def _check_decision(self):
        self._check_state("approval")
        if not all(greeting._may_decide() for greeting in self):
            raise AccessError(
                self.env._("Gifts are approved by who leads the advisor.")
            )

    def _give(self, gift):
        """Give a gift instead of a message; above a limit it is approved first."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("planned", "call")
        greeting = self.sudo()
        greeting.write({"gift_id": False, "cost": 0})  # does not count against itself
        entity = greeting.partner_id.commercial_partner_id
        year, company = greeting.date.year, greeting.company_id
        strategies = self.env["customer.strategy"]._of(entity, company)
        purses = Purses(company, year, strategies, greeting.user_id)
        why = purses.take(entity, greeting.user_id, year, gift.cost)
        greeting.write(
            {
                "gift_id": gift.id,
                "cost": gift.cost,
                "approval_why": why,
                "approved_by_id": False,
                "gift_lost": False,
                "state": "approval" if why else "planned",
            }
        )

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _cron_care(self):
        """Plan once a day, send what is due, erase what is old.

        Each batch is committed: what is done stays done, whatever ends the run, and
        what is not done is done by the next one.
        """
        job, everything = self.env["ir.cron"], self.sudo()
        companies = everything.env["res.company"].search([("care_active", "=", True)])
        for company in companies:
            today = today_of(company)
            if company.care_planned_on == today:
                continue
            drop_unserved(company)
            for partners in served_batches(company):
                plan_customers(company, partners)
                if not job._commit_progress(len(partners)):
                    return everything._wake()
            company.care_planned_on = today
            job._commit_progress(1)
        while due := due_greetings(self.env, AT_ONCE):
            send_each(due)
            if not job._commit_progress(len(due)):
                return everything._wake()
        follow_lost_mails(self.env)
        for company in companies:
            while everything._erase_old(company):
                if not job._commit_progress(1):
                    return everything._wake()
        return None

    @api.model
    def _wake(self):
        self.env.ref("advisor_crm_care.ir_cron_care")._trigger()

    @api.model
    def _note_not_texted(self, uuids):
        """Text messages were not taken: the advisor calls."""
        lost = self.search([("sms_uuid", "in", uuids), ("state", "=", "sent")])
        lost.write({"state": "call", "reason": "sms"})

    @api.model
    def _erase_old(self, company):
        """Erase personal data whose purpose is over; in superuser mode.

        Greetings of so many months ago, consents withdrawn by then, and days of
        customers whom nobody has served since.

        :return: whether there may be more
        """
        before = today_of(company) - relativedelta(months=company.care_keep_months)
        mine = Domain("company_id", "=", company.id)
        served = self.env["advisor.assignment"]._search(
            mine & (Domain("date_to", "=", False) | Domain("date_to", ">=", before))
        )
        old = (
            ("customer.care.greeting", Domain("date", "<", before)),
            ("customer.care.consent", Domain("withdrawn_on", "<", before)),
            (
                "customer.care.date",
                Domain("write_date", "<", before)
                & Domain(
                    "partner_id.commercial_partner_id",
                    "not in",
                    served.subselect("partner_id"),
                ),
            ),
        )
        found = 0
        for model, domain in old:
            rows = self.env[model].search(mine & domain, limit=ERASED_AT_ONCE)
            found = max(found, len(rows))
            rows.unlink()
        return found == ERASED_AT_ONCE
