from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access

from .service_origin_mixin import MANAGER


class ServiceConsultation(models.Model):
    """A question to a department or an expert: the internal contact letter (SA-2.2).

    It is answered under a promise, and the answer is returned: to the customer, where
    the record that it follows from has one, in the words of whoever has asked, since
    not all that a department writes is meant for outside (CM-1.3).
    """

    _name = "service.consultation"
    _inherit = [
        "service.deadline.office.mixin",
        "service.origin.mixin",
        "service.asked.mixin",
        "mail.activity.mixin",
    ]
    _description = "Consultation"
    _order = "id desc"
    _mail_post_access = "read"

    number = fields.Char(readonly=True, copy=False, index=True)
    name = fields.Char(string="Subject", required=True)
    question = fields.Html(required=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self._default_company_id(),
    )
    department_id = fields.Many2one(string="Department Asked")
    user_id = fields.Many2one(tracking=True)
    asked_by_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
        help="Gets the answer, and returns it.",
    )
    wanted_at = fields.Datetime(
        string="Answer Wanted by",
        help="If it is left empty, the policy in force says until when.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Being Written"),
            ("asked", "Asked"),
            ("answered", "Answered"),
            ("returned", "Returned"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
    )
    asked_at = fields.Datetime(readonly=True, copy=False)
    answer = fields.Html(copy=False)
    reply = fields.Html(
        string="What Is Returned",
        copy=False,
        help="In your words: internal affairs, company secrets and data of other "
        "people are not for outside.",
    )
    returned_at = fields.Datetime(readonly=True, copy=False)
    can_answer = fields.Boolean(compute="_compute_can")
    can_return = fields.Boolean(compute="_compute_can")
    can_lead = fields.Boolean(compute="_compute_can")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for consultation in self:
            names = (consultation.number, consultation.name)
            consultation.display_name = " ".join(filter(None, names))

    @api.depends("state", "user_id", "asked_by_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for consultation in self:
            consultation.can_lead = not consultation.id or consultation._may_lead()
            consultation.can_answer = (
                consultation.state == "asked" and consultation._may_answer()
            )
            consultation.can_return = (
                consultation.state == "answered" and consultation._may_lead()
            )

    @api.constrains("user_id", "department_id", "asked_by_id")
    def _check_people(self):
        for consultation in self:
            people = consultation.user_id | consultation.asked_by_id
            if people.filtered("share"):
                raise ValidationError(
                    self.env._("Consultations are for the staff: choose one of them.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override to number them, as the letters of a company are."""
        consultations = super().create(vals_list)
        for company, mine in consultations.grouped("company_id").items():
            sequence = self.env["ir.sequence"].sudo().with_company(company)
            for consultation in mine:
                number = sequence.next_by_code(self._name)
                consultation.sudo().number = number
        return consultations

    # --- who --------------------------------------------------------------------------

    @api.model
    def _participant_domain(self):
        """Override: who asks, who is asked, the deputy."""
        uid = self.env.uid
        return (
            super()._participant_domain()
            | Domain("user_id", "=", uid)
            | Domain("user_id.deputy_id", "=", uid)
            | Domain("asked_by_id", "=", uid)
        )

    def _may_answer(self):
        """Override: and whoever acts in superuser mode."""
        return self.env.su or super()._may_answer()

    def _may_lead(self):
        """Whether the user asks, withdraws and returns."""
        askers = self.sudo().asked_by_id | self.sudo().create_uid
        user = self.env.user
        return self.env.su or user in askers or user.has_group(MANAGER)

    def write(self, vals):
        """Override: the question stays as it was asked, the answer as it was given."""
        if not self.env.su:
            for consultation in self:
                consultation._check_may_write(vals)
        return super().write(vals)

    def _check_may_write(self, vals):
        asking = {"name", "question", "department_id", "user_id", "wanted_at"}
        if vals.keys() & asking and (self.state != "draft" or not self._may_lead()):
            raise AccessError(
                self.env._("The question stays as it was asked: ask another one.")
            )
        if "answer" in vals and not (self.state == "asked" and self._may_answer()):
            raise AccessError(self.env._("Only who is asked writes the answer, once."))
        if vals.keys() & {"reply", "asked_by_id"} and not self._may_lead():
            raise AccessError(
                self.env._("Who has asked decides about what is returned, and by whom.")
            )

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | {
            "number",
            "state",
            "asked_at",
            "answered_at",
            "answered_by_id",
            "returned_at",
        }

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_ask(self):
        """Send the letter to whoever is asked."""
        for consultation in self:
            consultation._check_lead("draft")
            if not consultation.user_id:
                raise UserError(
                    self.env._(
                        "Choose whom to ask, or a department whose head has a log-in."
                    )
                )
        self._note_facts({"state": "asked", "asked_at": fields.Datetime.now()})
        for consultation in self:
            consultation._send_letter()
            origin = consultation._origin_record()
            if origin is not None:
                origin._on_consulted(consultation)

    @needs_access("read")
    def action_answer(self):
        """Give the answer: who has asked hears of it."""
        for consultation in self:
            if consultation.state != "asked" or not consultation._may_answer():
                raise AccessError(
                    self.env._("Only who is asked writes the answer, once.")
                )
            if is_html_empty(consultation.answer):
                raise UserError(self.env._("Write the answer first."))
        for consultation in self.sudo():
            consultation.write(
                {
                    "state": "answered",
                    "answered_at": fields.Datetime.now(),
                    "answered_by_id": self.env.uid,
                    "reply": consultation.answer,
                }
            )
            asker = consultation.asked_by_id._present() or consultation.asked_by_id
            told = consultation.with_context(lang=asker.lang)
            told.message_notify(
                subject=told.env._("Answered: %(name)s", name=told.display_name),
                body=told.answer,
                partner_ids=asker.partner_id.ids,
            )

    @needs_access("write")
    def action_return(self):
        """Return the answer, in the words of whoever has asked."""
        for consultation in self:
            consultation._check_lead("answered")
            if is_html_empty(consultation.reply):
                raise UserError(self.env._("Write what is returned."))
            origin = consultation._origin_record()
            if origin is not None:
                origin.sudo(False).check_access("write")
                origin.sudo(False)._return_answer(consultation)
        self._note_facts({"state": "returned", "returned_at": fields.Datetime.now()})

    @needs_access("write")
    def action_withdraw(self):
        """The answer is not needed any more."""
        for consultation in self:
            if not consultation._may_lead() or consultation.state == "returned":
                raise UserError(self.env._("This cannot be withdrawn any more."))
        self._note_facts({"state": "withdrawn"})

    @needs_access("read")
    def action_print(self):
        """Print the internal contact letter."""
        report = self.env.ref("service_follow_up.service_consultation_report")
        return report.report_action(self)

    def _check_lead(self, state):
        if self.state != state:
            raise UserError(
                self.env._(
                    "%(name)s: this is not possible any more.", name=self.display_name
                )
            )
        if not self._may_lead():
            raise AccessError(self.env._("Only who has asked may do this."))

    def _send_letter(self):
        """The letter goes to who is asked, or who is there instead."""
        asked = self.sudo()
        reader = asked._deadline_present(asked.user_id) or asked.user_id
        self.message_post_with_source(
            self.env.ref("service_follow_up.mail_template_contact_letter"),
            subtype_xmlid="mail.mt_note",
            partner_ids=reader.partner_id.ids,
        )

    # --- promises ---------------------------------------------------------------------

    def _deadline_department(self):
        """Override: the department that is asked."""
        return self.department_id or super()._deadline_department()

    def _deadline_team_leader(self):
        """Override: who has asked stands in."""
        return self.asked_by_id

    def _deadline_is_closed(self):
        return self.state in ("answered", "returned", "withdrawn")

    @api.model
    def _deadline_done_domain(self):
        return "[('answered_at', '!=', False)]"
