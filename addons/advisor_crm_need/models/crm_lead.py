from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access

#: Clocks of clients may go wrong by so much.
TOLERANCE = timedelta(minutes=5)
#: Who may say that something was no enquiry after all.
LEADERS = ("advisor_crm.group_leader", "sales_team.group_sale_manager")


class CrmLead(models.Model):
    """An enquiry of a customer runs under promises (SA-4.1), its need is analysed, and
    a solution recommended until one is agreed (SA-3).

    Only leads with a kind of enquiry are promised anything. What is closed, won or lost
    or archived, has ended; lost or archived it still owes the first answer, so that
    nobody gets rid of a promise by that.
    """

    _name = "crm.lead"
    _inherit = [
        "service.deadline.mixin",
        "service.follow.up.mixin",
        "advisor.recommending.mixin",
        "crm.lead",
    ]

    _deadline_start_field = "enquired_at"

    enquiry_kind_id = fields.Many2one(
        comodel_name="advisor.enquiry.kind",
        string="Kind of Enquiry",
        default=lambda self: self._default_enquiry_kind_id(),
        tracking=True,
        index="btree_not_null",
        help="The customer came to us with it. Empty: it is our own initiative, and "
        "nothing is promised.",
    )
    is_urgent = fields.Boolean(
        string="Urgent",
        compute="_compute_is_urgent",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    enquired_at = fields.Datetime(
        string="Enquired On",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="When the enquiry reached us. The promises count from here.",
    )
    first_answer_at = fields.Datetime(string="First Answer", readonly=True, copy=False)
    solution_sent_at = fields.Datetime(
        string="Solution Sent", readonly=True, copy=False
    )
    # --- computation ------------------------------------------------------------------

    @api.model
    def _default_enquiry_kind_id(self):
        """In the list of enquiries a new one is an enquiry; elsewhere it is nothing."""
        if not self.env.context.get("enquiry_by_hand"):
            return False
        return self._usual_kind(self.env.company)

    @api.model
    def _usual_kind(self, company):
        """The kind of what a customer writes, if nobody says otherwise."""
        kinds = self.env["advisor.enquiry.kind"].sudo()
        return kinds.search(
            [("takes_mail", "=", True), ("company_id", "in", [company.id, False])],
            limit=1,
        )

    @api.depends("enquiry_kind_id")
    def _compute_is_urgent(self):
        """The kind decides when it is chosen; who works on it may decide otherwise."""
        for lead in self:
            lead.is_urgent = lead.enquiry_kind_id.is_urgent

    # --- what may be said of an enquiry -----------------------------------------------

    @api.constrains("enquired_at")
    def _check_enquired_at(self):
        latest = fields.Datetime.now() + TOLERANCE
        for lead in self:
            if lead.enquired_at > latest:
                raise ValidationError(
                    self.env._(
                        "%(enquiry)s cannot have come in later than now: the promises "
                        "count from there.",
                        enquiry=lead.name,
                    )
                )

    def write(self, vals):
        """Override: nobody gets rid of a promise by saying that it was no enquiry."""
        takes_back = "enquiry_kind_id" in vals and not vals["enquiry_kind_id"]
        if takes_back and not self._may_take_back() and self._open_promises():
            raise AccessError(
                self.env._(
                    "Promises run on it: ask a leader to say that it is no enquiry."
                )
            )
        return super().write(vals)

    @api.model
    def _may_take_back(self):
        return self.env.su or any(map(self.env.user.has_group, LEADERS))

    # --- promises ---------------------------------------------------------------------

    def _deadline_company(self):
        """Override of the mixin: leads may have no company; somebody's is named."""
        own = self.sudo()
        return (
            own.company_id
            or own.team_id.company_id
            or own.user_id.company_id
            or own.create_uid.company_id
            or self.env.company
        )

    def _deadline_user(self):
        """Override of the mixin."""
        return self.user_id

    def _deadline_calendar(self):
        """Override of the mixin: working hours of the team."""
        return self.team_id.enquiry_calendar_id

    def _deadline_team_leader(self):
        """Override of the mixin."""
        return self.team_id.user_id

    def _deadline_customer(self):
        """Override of the mixin."""
        return self.partner_id

    def _deadline_dimensions(self):
        """Override of the mixin."""
        return super()._deadline_dimensions() | {"partner_id": self.partner_id.id}

    def _deadline_is_closed(self):
        """Override of the mixin."""
        return self.won_status != "pending" or not self.active

    def _deadline_drop_reason(self):
        """Override of the mixin: a lost lead is archived, and that ends it like any
        other closing; its rules say what is still owed."""
        return ""

    def _check_may_archive(self):
        """Override of the mixin: archiving gets rid of no promise here."""

    def _trace_archiving(self):
        """Override of the mixin: see above."""

    def _deadline_facts(self):
        """Override of the mixin: what was done, when it was done."""
        return super()._deadline_facts() | {"first_answer_at", "solution_sent_at"}

    @api.model
    def _deadline_subjects(self):
        """Override of the mixin: the kinds of enquiry."""
        return [
            (kind.name, {"enquiry_kind_id": kind.id, "is_urgent": kind.is_urgent})
            for kind in self.env["advisor.enquiry.kind"].search([])
        ]

    @api.model
    def _deadline_done_domain(self):
        """Override of the mixin."""
        return '[("solution_sent_at", "!=", False)]'

    def _note_reply(self):
        """Override of the mixin: the first answer stays."""
        result = super()._note_reply()
        lead = self.sudo()
        if not lead.first_answer_at:
            lead.first_answer_at = lead.deadline_reply_at
        return result

    def _is_answered_by(self, message, told):
        """Override of the mixin: a customer may be an address only."""
        mail = self.email_normalized
        by_address = mail and mail in (
            told.mail_email_address,
            told.res_partner_id.email_normalized,
        )
        if by_address and self._is_reply_to_customer(message):
            return True
        return super()._is_answered_by(message, told)

    # --- messages ---------------------------------------------------------------------

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Override of `crm`: what a customer writes to a team is an enquiry."""
        values = dict(custom_values or {})
        if "enquiry_kind_id" not in values:
            team = self.env["crm.team"].browse(values.get("team_id") or [])
            kind = self._usual_kind(team.company_id or self.env.company)
            values["enquiry_kind_id"] = kind.id
        return super().message_new(msg_dict, custom_values=values)

    def _message_post_after_hook(self, message, msg_vals):
        """Override of `crm`: what waited for the customer's answer goes on."""
        result = super()._message_post_after_hook(message, msg_vals)
        if self._is_from_customer(message):
            self.sudo()._deadline_end_customer_pauses()
        return result

    def _is_from_customer(self, message):
        """Whether a person outside the company wrote this for us to read."""
        author = message.sudo().author_id
        return (
            message.message_type in ("email", "comment")
            and message.subtype_id == self.env.ref("mail.mt_comment")
            and (author.partner_share or not author)
        )

    # --- merging ----------------------------------------------------------------------

    def _merge_get_fields_specific(self):
        """Override of `crm`: the customer has waited since the first of them."""
        return super()._merge_get_fields_specific() | {
            "enquired_at": lambda name, leads: min(leads.mapped("enquired_at")),
            "enquiry_kind_id": lambda name, leads: (
                leads.enquiry_kind_id.sorted(lambda kind: not kind.is_urgent)[:1].id
            ),
            "is_urgent": lambda name, leads: any(leads.mapped("is_urgent")),
        }

    def _merge_dependences(self, opportunities):
        """Override of `crm`: promises, needs, solutions and questions go along."""
        result = super()._merge_dependences(opportunities)
        self._take_along(opportunities.sudo())
        return result

    def _take_along(self, leads):
        """Take over what hangs on leads that are about to be deleted.

        :param leads: in superuser mode
        """
        own = self.sudo()
        engine = self.env["service.deadline.engine"].sudo()
        own._merge_facts(leads)
        for lead in leads.sorted("enquired_at"):
            engine._transfer(lead, own, with_history=True)
        known = own.need_answer_ids.filtered("is_answered").question_id
        for answer in leads.need_answer_ids:
            if answer.question_id in known:
                continue
            (own.need_answer_ids - answer).filtered(
                lambda mine, question=answer.question_id: mine.question_id == question
            ).unlink()
            answer.lead_id = own
            known |= answer.question_id if answer.is_answered else known.browse()
        version = max(own.solution_ids.mapped("version"), default=0)
        for solution in leads.solution_ids.sorted("id"):
            version += 1
            solution.write({"lead_id": own.id, "version": version})
        for name in ("service.action", "service.review", "service.consultation"):
            rows = (
                self.env[name]
                .sudo()
                .search([("res_model", "=", self._name), ("res_id", "in", leads.ids)])
            )
            rows.write({"res_id": own.id})

    def _merge_facts(self, leads):
        """What was answered in one of them was answered."""
        own = self
        everything = own | leads
        answered = everything.filtered("deadline_reply_at")
        firsts = everything.filtered("first_answer_at")
        sent = everything.filtered("solution_sent_at")
        own.write(
            {
                "deadline_reply_at": max(
                    answered.mapped("deadline_reply_at"), default=False
                ),
                "first_answer_at": min(firsts.mapped("first_answer_at"), default=False),
                "solution_sent_at": max(sent.mapped("solution_sent_at"), default=False),
            }
        )

    # --- experts ----------------------------------------------------------------------

    def _follow_up_company(self):
        """Override of the mixin."""
        return self._deadline_company()

    def _review_text(self):
        """Override of the mixin: what the customer has written."""
        return self.description

    def _return_answer(self, consultation):
        """Override of the mixin: the customer is told (SA-2.2)."""
        result = super()._return_answer(consultation)
        self.message_post(
            body=consultation.reply,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.partner_id.filtered("email_normalized").ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
        return result

    @needs_access("read")
    def action_ask_expert(self):
        """Write a question to a department or an expert."""
        self.ensure_one()
        question = self.description if not is_html_empty(self.description) else ""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask an Expert"),
            "res_model": "service.consultation",
            "views": [(False, "form")],
            "context": {
                "follow_up_model": self._name,
                "follow_up_id": self.id,
                "default_name": self.name,
                "default_question": question,
            },
        }

    # --- calls and visits -------------------------------------------------------------

    @needs_access("read")
    def action_note_contact(self):
        """Note a call or a visit, by which the customer was answered."""
        self.ensure_one()
        return self._need_dialog("advisor.enquiry.contact", self.env._("Call or Visit"))

    def _note_contact(self, means, reached, note):
        """Note a call or a visit in the history; who was reached is answered.

        :param str means: how, in the reader's language
        """
        self.check_access("write")
        text = (
            self.env._("%(means)s: %(note)s", means=means, note=note)
            if reached
            else self.env._("%(means)s, not reached: %(note)s", means=means, note=note)
        )
        self._message_log(body=text)
        if reached:
            self._note_reply()
            self._deadline_end_customer_pauses()
