from odoo import fields, models
from odoo.tools import html2plaintext

from ..core.incoming_mail import is_only_thanks, own_words


class HelpdeskTicket(models.Model):
    """What an answer sets off, and who of the staff learns of it."""

    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    # === AN ANSWER === #

    def _message_post_after_hook(self, message, msg_values):
        """Override of `mail`: an answer of the customer is acted upon, whichever way it
        came in; somebody learns of what the customer does not see."""
        result = super()._message_post_after_hook(message, msg_values)
        self._note_answer(message)
        if self._is_from_customer(message):
            self.sudo()._on_customer_answer(message)
        elif message.message_type == "email" and message.subtype_id.internal:
            self.sudo()._on_filed_note(message)
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

    def _on_customer_answer(self, message):
        """Go on with what waited for the answer, or open again what was closed."""
        self.ensure_one()
        if self._is_thanks(message):
            return
        original = self._original()
        if original != self:
            self._hand_on(message, original)
        elif self.closed:
            self._reopen_on_answer(message)
        else:
            waited = self._end_waiting()
            if waited or not self._has_somebody():
                self._ask_to_look(
                    lambda reader: reader.env._("The customer has answered")
                )

    def _is_thanks(self, message):
        """Whether a message says thanks and nothing else: no reason to open again."""
        parameters = self.env["ir.config_parameter"].sudo()
        words = parameters.get_param("service_management.thanks") or ""
        text = own_words(html2plaintext(message.body or ""))
        names = [
            message.author_id.name,
            self.partner_name,
            self.partner_id.name,
            self.user_id.name,
            self.company_id.name,
        ]
        return not message.attachment_ids and is_only_thanks(
            text, words.split(","), names
        )

    def _hand_on(self, message, original):
        """Bring an answer on a duplicate to the original.

        Only who took part in the original may be heard there by its customer.
        """
        sender = message.author_id.email or message.email_from
        is_heard = original._took_part(sender)
        original.message_post(
            body=message.body,
            author_id=message.author_id.id,
            email_from=message.email_from,
            message_type="comment",
            subtype_xmlid="mail.mt_comment" if is_heard else "mail.mt_note",
            attachment_ids=message.attachment_ids.copy().ids,
        )
        if not is_heard:
            original._ask_to_look(
                lambda reader: reader.env._("An answer has come in on a duplicate")
            )

    def _reopen_on_answer(self, message):
        """Reopen within the days set by the company; after that only tell the staff."""
        days = self.company_id.service_reopen_days
        now = fields.Datetime.now()
        if self.closed_date and (now - self.closed_date).days < days:
            text = self._for_staff().env._("Opened again by the customer's answer.")
            self._reopen(text, author=message.author_id)
            if not self._has_somebody():
                self._ask_to_look(
                    lambda reader: reader.env._("The customer has answered")
                )
        else:
            self._ask_to_look(
                lambda reader: reader.env._(
                    "The customer has answered on a closed ticket"
                )
            )

    def _end_waiting(self):
        """End what waits for the customer: the stage, and pauses made by hand.

        :return: whether anything has waited
        """
        paused = self._deadline_end_customer_pauses()
        if not self.stage_id.waits_for_customer:
            return paused
        stage = self._get_working_stage()
        if stage.waits_for_customer:  # nobody works in a stage of its own
            stage = self._get_stages().filtered(
                lambda stage: not stage.closed and not stage.waits_for_customer
            )[:1]
        self.stage_id = stage or self.stage_id
        return True

    def _has_somebody(self):
        """Whether who is assigned is there, and so is told by following the ticket."""
        user = self.user_id
        return bool(user) and user.active and not user._is_absent()

    def _on_filed_note(self, message):
        """An e-mail was filed where the customer does not see it: somebody is told.

        An employee who answers a notice (“You have been assigned”) learns that the
        customer has got nothing; the person in charge learns of a stranger's e-mail.
        """
        author = message.author_id
        is_staff = any(user._is_internal() for user in author.user_ids)
        if is_staff:
            if message.parent_id.message_type == "user_notification":
                self._tell_that_nothing_was_sent(author)
        else:
            self._ask_to_look(
                lambda reader: reader.env._(
                    "An e-mail of somebody who had no part in this came in: %(sender)s",
                    sender=message.email_from or "",
                )
            )

    def _tell_that_nothing_was_sent(self, author):
        reader = self.with_context(lang=author.lang)
        reader.message_notify(
            partner_ids=author.ids,
            author_id=self.company_id.partner_id.id,
            subject=reader.env._(
                "%(ticket)s: the customer has not got your e-mail",
                ticket=self.display_name,
            ),
            body=reader.env._(
                "You have answered an internal notice, so your e-mail has become an "
                "internal note. Answer an e-mail of the customer, or write in the "
                "ticket."
            ),
        )

    # === THE STAFF === #

    def _for_staff(self):
        """This ticket in the language of who reads its notes."""
        user = self._get_person_in_charge()
        return self.with_context(lang=user.lang or self.company_id.partner_id.lang)

    def _ask_to_look(self, say):
        """Give whoever is in charge a to-do, once.

        :param say: function (the ticket in the reader's language) -> text
        """
        user = self._get_person_in_charge()
        if not user:
            return
        reader = self.with_context(lang=user.lang)
        summary = say(reader)
        asked = self.activity_ids.filtered(
            lambda activity: activity.summary == summary and activity.user_id == user
        )
        if asked:
            asked.date_deadline = self.env["mail.activity"]._service_today(user)
            return
        reader.activity_schedule(
            "mail.mail_activity_data_todo", summary=summary, user_id=user.id
        )
