from odoo import api, fields, models
from odoo.tools import email_normalize
from odoo.tools.mail import parse_contact_from_email


class HelpdeskTicket(models.Model):
    """What goes to the customer, and what comes in by the mail gateway."""

    _inherit = "helpdesk.ticket"

    # === OUTGOING === #

    def _tell_customer(self, template_xmlid, message_type="comment", author=None):
        """Post a message made from a template of the data, if it is still there."""
        template = self.env.ref(template_xmlid, raise_if_not_found=False)
        if template:
            self._post_template(template, message_type, author)

    def _post_template(
        self, template, message_type="comment", author=None, **composing
    ):
        """Post a message made from a template that the customer receives.

        :param str message_type: "auto_comment" for what no person decided; it is not
            a reply to the customer
        :param composing: further values of the composer
        """
        self.message_post_with_source(
            template,
            **{
                **self._get_service_mail_values(author),
                "message_type": message_type,
                **composing,
            },
        )

    def _track_template(self, changes):
        """Override of `mail` to tell the customer what was decided.

        However a promise, a refusal or a result is entered (form, import, mass edit,
        rule), the customer is told; then the plain message of the stage is left out.
        """
        templates = super()._track_template(changes)
        for field_name, (xmlid, is_due) in self._get_service_templates().items():
            if field_name not in changes or not is_due:
                continue
            if template := self.env.ref(xmlid, raise_if_not_found=False):
                templates.pop("stage_id", None)
                templates[field_name] = (template, self._get_service_mail_values())
                self[0]._ask_to_call(template)
        return templates

    def _get_service_templates(self):
        """Return {tracked field: (template, whether its value is worth a mail)}."""
        ticket = self[0]
        return {
            "promised_at": (
                "service_management.mail_template_promised",
                bool(ticket.promised_at),
            ),
            "scope": (
                "service_management.mail_template_declined",
                ticket.scope == "declined",
            ),
            "result_told_at": (
                "service_management.mail_template_result",
                bool(ticket.result_told_at),
            ),
        }

    def _get_service_mail_values(self, author=None):
        """Return how a message to the customer is posted.

        :param author: partner who writes; by default the colleague who acts, or the
            company where a customer or the mail gateway sets it off
        """
        subtype_id = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        is_staff = self.env.user._is_internal() and self.env.user.active
        acting = self.env.user.partner_id if is_staff else self.company_id.partner_id
        author = author or acting
        return {
            "author_id": author.id,
            "email_from": author.email_formatted,
            "email_layout_xmlid": "mail.mail_notification_layout",
            "message_type": "comment",
            "notify_author_mention": True,
            "subtype_id": subtype_id,
        }

    def _ask_to_call(self, template):
        """Ask the staff to tell by phone what cannot be told by e-mail."""
        if self._has_address():
            return
        user = self._get_person_in_charge()
        subject = template._render_field("subject", self.ids)[self.id]
        summary = self.with_context(lang=user.lang).env._(
            "Tell the customer, who has no e-mail address: %(subject)s",
            subject=subject,
        )
        asked = self.activity_ids.filtered(lambda a: a.summary == summary)
        if asked:
            asked.date_deadline = self.env["mail.activity"]._service_today(user)
            return
        self.activity_schedule(
            "mail.mail_activity_data_call", summary=summary, user_id=user.id
        )

    def _has_address(self):
        """Tell whether e-mails reach the customer."""
        self.ensure_one()
        return bool(self.partner_id.email or self.partner_email_normalized)

    def _get_person_in_charge(self):
        """Return who takes care: assignee, else team leader, else who acts."""
        self.ensure_one()
        return self.user_id or self.team_id.user_id or self.env.user

    def _acknowledge(self):
        """Tell the customer that the request has arrived; this is not an answer."""
        for ticket in self:
            if ticket.company_id.service_acknowledge and ticket._has_address():
                ticket._tell_customer(
                    "service_management.mail_template_acknowledgement",
                    message_type="auto_comment",
                )

    # === INCOMING === #

    @api.model
    def message_new(self, msg, custom_values=None):
        """Override of `helpdesk_mgmt`: a complete registration from an e-mail.

        Nobody is assigned: the default would be the sender's own user.
        """
        values = self._prepare_values_from_mail(msg, custom_values or {})
        ticket = super().message_new(msg, custom_values=values)
        if msg.get("message_type") == "email":
            ticket._acknowledge()
        return ticket

    @api.model
    def _prepare_values_from_mail(self, msg, custom_values):
        """Return the values of a ticket made from the parsed e-mail `msg`.

        :param dict custom_values: what the address of the team sets; it wins
        """
        team = self.env["helpdesk.ticket.team"].browse(custom_values.get("team_id"))
        company = team.company_id or self.env.company
        name, email = parse_contact_from_email(msg.get("email_from"))
        partner = self.env["res.partner"].browse(msg.get("author_id") or [])
        if company.service_create_partner and not partner:
            partner = self._create_sender(msg, name, email)
        channel = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_channel_email", raise_if_not_found=False
        )
        return {
            "channel_id": channel and channel.id,
            "type_id": team.service_type_id.id,
            "user_id": False,
            "taken_by_id": False,
            "partner_id": partner.id,
            "partner_name": partner.name or name,
            "partner_email": email,
            "partner_phone": partner.phone,
            **custom_values,
        }

    @api.model
    def _create_sender(self, msg, name, email):
        """Return a new contact for the sender, none for machines and bad addresses."""
        partners = self.env["res.partner"]
        is_person = msg.get("message_type") == "email"
        if not is_person or not email_normalize(email):
            return partners
        return partners.create({"name": name or email, "email": email})

    @api.model
    def _takes_automatic_answers(self):
        """Override of `mail_incoming_robust`: an answer to nothing makes no ticket."""
        return False

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """Override of `mail`: count the tickets of a sender by an indexed field."""
        return [("partner_email_normalized", "=", email_from_normalized)]

    def _message_post_after_hook(self, message, msg_values):
        """Override of `mail`: a customer's answer waits for a reply, and opens a closed
        ticket again."""
        result = super()._message_post_after_hook(message, msg_values)
        self._note_answer(message)
        if self.closed and self._is_from_customer(message):
            self._reopen_on_answer()
        return result

    def _is_from_customer(self, message):
        """Tell whether a person outside the company wrote this for us to read."""
        comment = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        author = message.author_id
        return (
            message.message_type in ("email", "comment")
            and message.subtype_id.id == comment
            and author != self.company_id.partner_id
            and (author.partner_share or not author)
        )

    def _reopen_on_answer(self):
        """Reopen within the days set by the company; after that only tell the staff."""
        self.ensure_one()
        ticket = self.sudo()
        days = ticket.company_id.service_reopen_days
        now = fields.Datetime.now()
        if ticket.closed_date and (now - ticket.closed_date).days < days:
            ticket._reopen(self.env._("Opened again by the customer's answer."))
        else:
            ticket._notify_late_answer()

    def _notify_late_answer(self):
        """Ask whoever is in charge to look at an answer to a ticket closed long ago."""
        user = self._get_person_in_charge()
        asked = self.with_context(lang=user.lang)
        asked.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=asked.env._("The customer has answered on a closed ticket"),
            user_id=user.id,
        )
