from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty, plaintext2html

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceConsultingMixin(models.AbstractModel):
    """Departments are asked about a request, and their answer goes to the customer.

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.consulting.mixin"
    _inherit = ["service.follow.up.mixin"]
    _description = "Request about Which Departments Are Asked"

    letter_sent_at = fields.Datetime(
        string="Contact Letter Sent",
        tracking=True,
        readonly=True,
        copy=False,
    )

    @needs_access("write")
    def action_send_letter(self):
        """Send the internal contact letter to the head of the department (CM-1.3).

        :raise UserError: when no department with a head who has a user is chosen
        """
        letters = self.env["service.consultation"].create(
            [ticket._prepare_letter() for ticket in self]
        )
        letters.action_ask()

    def _prepare_letter(self):
        head = self._get_department_head()
        empty = is_html_empty(self.description)
        return {
            "name": self.display_name,
            "question": plaintext2html(self.name) if empty else self.description,
            "res_model": self._name,
            "res_id": self.id,
            "company_id": self._follow_up_company().id,
            "department_id": self.department_id.id,
            "user_id": head.id,
        }

    def _get_department_head(self):
        """Return the user who leads the department in charge."""
        self.ensure_one()
        head = self.sudo().department_id.manager_id.user_id
        if not head:
            raise UserError(
                self.env._(
                    "Choose a department in charge whose head has a user: the contact "
                    "letter of %(ticket)s goes there.",
                    ticket=self.display_name,
                )
            )
        return head

    def _review_text(self):
        """Override: what the customer has written."""
        return self.description

    def _on_consulted(self, consultation):
        """Override: whatever is asked of a department is the letter (CM-1.3)."""
        res = super()._on_consulted(consultation)
        if self.has_access("write"):
            self._note_facts({"letter_sent_at": fields.Datetime.now()})
        return res

    def _return_answer(self, consultation):
        """Override: the customer is told."""
        res = super()._return_answer(consultation)
        customer = self.partner_id if self._has_address() else self.partner_id.browse()
        self.message_post(
            body=consultation.reply,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=customer.ids,
            email_layout_xmlid="mail.mail_notification_layout",
        )
        return res
