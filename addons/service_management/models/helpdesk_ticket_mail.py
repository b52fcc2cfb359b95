from odoo import api, models

from odoo.addons.base_engine_tools.words.dates import moment_with_zone


class HelpdeskTicket(models.Model):
    """What goes to the customer, and who cares for it."""

    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    # === OUTGOING === #

    def _tell_customer(self, template_xmlid, message_type="comment", author=None):
        """Post a message made from a template of the data, if it is still there."""
        template = self.env.ref(template_xmlid, raise_if_not_found=False)
        if template and not self.env.context.get("service_silent"):
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

    @api.model
    def load(self, fields, data):
        """Override of `base`: an import tells nobody what was long ago, unless asked to
        by ``service_tell_customers`` in the context."""
        asked = self.env.context.get("service_tell_customers")
        silent = self.with_context(
            service_silent=not asked, mail_auto_subscribe_no_notify=not asked
        )
        return super(HelpdeskTicket, silent).load(fields, data)

    def _track_template(self, changes):
        """Override of `mail` to tell the customer what was decided.

        However a promise, a refusal or a result is entered (form, mass edit, rule), the
        customer is told; then the plain message of the stage is left out.
        """
        if self.env.context.get("service_silent"):
            return {}
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
        if not user:
            return
        # The subject, too: it is the staff who reads it here.
        read = template.with_context(lang=user.lang)
        subject = read._render_field("subject", self.ids)[self.id]
        summary = read.env._(
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

    # === WHAT A LETTER SAYS === #

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Override of `mail`: customers follow a request, they do not view a ticket."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        for name, _is_member, group in groups:
            if name in ("customer", "portal", "portal_customer"):
                button = group.setdefault("button_access", {})
                button["title"] = self.env._("Follow your request")
        return groups

    def _mail_name(self):
        """How a letter greets the customer; empty where no name is known."""
        self.ensure_one()
        name = (self.partner_name or self.partner_id.name or "").strip()
        return "" if "@" in name else name

    def _mail_greeting(self):
        """How a letter begins."""
        if name := self._mail_name():
            return self.env._("Dear %(name)s,", name=name)
        return self.env._("Hello,")

    def _mail_moment(self, moment):
        """A time as the customer reads it: in the customer's zone, which is named."""
        self.ensure_one()
        calendar = self._deadline_calendar() or self.company_id.resource_calendar_id
        zones = (self.partner_id.tz, self.company_id.partner_id.tz, calendar.tz, "UTC")
        return moment_with_zone(self.env, moment, next(filter(None, zones)))

    def _mail_promises(self):
        """What the customer is promised by when, the earliest first."""
        self.ensure_one()
        self.env.flush_all()  # a request that has just come has its promises then
        promises = (
            self.sudo()
            ._get_public_deadlines()
            .filtered(lambda deadline: deadline.is_open and deadline.due_at)
        )
        return [
            {
                "name": deadline.promise_id.with_env(self.env).sudo().name,
                "due": self.env._(
                    "by %(moment)s", moment=self._mail_moment(deadline.due_at)
                ),
            }
            for deadline in promises.sorted("due_at")
        ]

    def _mail_logo_link(self):
        """Where the company's logo is for everybody who reads a letter."""
        self.ensure_one()
        return f"{self.get_base_url()}/logo.png?company={self.company_id.id}"

    def _mail_standards_link(self):
        return f"{self.get_base_url()}/my/service-standards"

    def _has_address(self):
        """Tell whether e-mails reach the customer."""
        self.ensure_one()
        return bool(self.partner_id.email or self.partner_email_normalized)

    def _get_person_in_charge(self):
        """Return who takes care now: of every to-do and e-mail about this ticket.

        The assignee, who stands in for an absent or archived one, the team leader, the
        project manager; then any member of the team, any manager of the help desk.
        """
        self.ensure_one()
        ticket = self.sudo()
        managers = self.env.ref("helpdesk_mgmt.group_helpdesk_manager").sudo()
        found = (
            ticket._deadline_present(ticket.user_id)
            or ticket._deadline_present(ticket.team_id.user_ids)
            or managers.all_user_ids.filtered(
                lambda user: user.active and ticket.company_id in user.company_ids
            )[:1]
        )
        return found.with_env(self.env)

    def _acknowledge(self):
        """Tell the customer that the request has arrived; this is not an answer.

        Two machines that answer each other stop soon: one address gets a few receipts
        at most in the time that the company has set.
        """
        for ticket in self:
            company = ticket.company_id.sudo()
            limit = company.service_receipt_limit
            often = limit and self._has_asked_too_often(
                company, email=ticket.partner_email_normalized, limit=limit + 1
            )
            if company.service_acknowledge and ticket._has_address() and not often:
                ticket._tell_customer(
                    "service_management.mail_template_acknowledgement",
                    message_type="auto_comment",
                )
