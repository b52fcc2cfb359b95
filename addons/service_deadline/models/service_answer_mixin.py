from odoo import fields, models


class ServiceAnswerMixin(models.AbstractModel):
    """When a customer was answered last: what stops promises that wait for a reply.

    A part of the mixin for records with promises, in a model of its own so that one can
    read it alone.
    """

    _name = "service.answer.mixin"
    _inherit = ["mail.thread"]
    _description = "Record Whose Customer Is Answered"

    deadline_reply_at = fields.Datetime(
        string="Last reply to the customer", readonly=True, copy=False
    )

    # --- messages ---------------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        """Override to note answers that need no e-mail to reach the customer; others
        are noted when the e-mail has left (``mail.notification``)."""
        res = super()._message_post_after_hook(message, msg_vals)
        if self._is_reply_to_customer(message) and self._is_read_without_email(message):
            self._note_reply()
        return res

    def _note_reply(self):
        """Note that an answer reaches the customer at this moment of the server: no
        clock of a sender, and nothing later, moves it. It stops what waits for a
        reply."""
        self.sudo().deadline_reply_at = fields.Datetime.now()

    def _is_read_without_email(self, message):
        """Whether the customer finds a message in the portal, and gets no e-mail.

        Where records have no customer at all, what everybody may read is an answer.
        """
        customer = self._deadline_customer()
        if customer is None:
            return True
        customer = customer.sudo()
        # What needs no query comes first.
        return (
            not message.partner_ids
            and any(user.share for user in customer.user_ids)
            and customer not in self.sudo().message_partner_ids
        )

    def _is_answered_by(self, message, told):
        """Whether a message that has reached somebody is an answer to the customer.

        :param told: the ``mail.notification``
        """
        customer = self._deadline_customer()
        partner = told.res_partner_id
        if not customer or not self._is_reply_to_customer(message):
            return False
        of_customer = customer.sudo().commercial_partner_id
        return partner == customer or bool(
            partner.partner_share and partner.commercial_partner_id == of_customer
        )

    def _is_reply_to_customer(self, message):
        """Whether a message is a person's answer that the customer can see.

        Not an internal note, not the robot, not the customer himself.
        """
        author, id_of = (
            message.sudo().author_id,
            self.env["ir.model.data"]._xmlid_to_res_id,
        )
        return (
            message.message_type in ("comment", "email")
            and not message.is_internal
            and message.subtype_id.id == id_of("mail.mt_comment")
            and not author.partner_share
            and author.id != id_of("base.partner_root")
            and author.id != self._deadline_dimensions().get("partner_id")
            and bool(author)
        )

    def _deadline_customer(self):
        """Contact to whom the promise is made; empty where it is not known; None where
        records of this model have no customers."""
        dimensions = self._deadline_dimensions()
        if "partner_id" not in dimensions:
            return None
        return self.env["res.partner"].browse(dimensions["partner_id"] or [])
