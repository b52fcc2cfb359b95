from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.service_deadline.models.service_deadline_mixin import (
    COMPUTED_FIELDS,
    NEXT_FIELDS,
)


class HelpdeskTicket(models.Model):
    """A request that is an enquiry is taken in once: it goes on as a lead.

    Its running promise goes over, with its start, and the request is closed: there are
    never two clocks for one matter (SA-4.1).
    """

    _inherit = "helpdesk.ticket"

    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Enquiry",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
    )

    def _deadline_facts(self):
        """Override: only the button names the enquiry."""
        return super()._deadline_facts() | {"lead_id"}

    @needs_access("write")
    def action_make_enquiry(self):
        """Let the request go on as an enquiry, once; later presses open it."""
        self.ensure_one()
        if not self.lead_id:
            self._make_enquiry()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.lead_id.id,
            "views": [(False, "form")],
        }

    def _make_enquiry(self):
        if self.closed:
            raise UserError(
                self.env._(
                    "%(ticket)s is closed: open it again first.",
                    ticket=self.display_name,
                )
            )
        stage = self._get_moved_stage()
        if not stage:
            raise UserError(
                self.env._(
                    "No closed stage of the team drops promises: add one, such as "
                    "“Cancelled”, so that the request can be closed."
                )
            )
        leads = self.env["crm.lead"]
        leads.check_access("create")
        lead = leads.create(self._enquiry_values())
        lead.sudo().write(
            {
                "deadline_reply_at": self.deadline_reply_at,
                "first_answer_at": self.deadline_reply_at,
            }
        )
        renamed = self.env["service.promise"].sudo()
        renamed = renamed.search([("enquiry_promise_id", "!=", False)])
        names = {promise.id: promise.enquiry_promise_id.id for promise in renamed}
        self.flush_recordset()
        settled = [self._fields[name] for name in (*COMPUTED_FIELDS, *NEXT_FIELDS)]
        # Not settled before it is closed: it would make the same promise once more.
        with self.env.protecting(settled, self):
            self.env["service.deadline.engine"].sudo()._transfer(self, lead, names)
            self._note_facts({"lead_id": lead.id})
            self.stage_id = stage
        self._refresh_deadlines()
        lead._message_log(body=lead._made_of(self))
        self._message_log(
            body=self.env._(
                "It goes on as an enquiry: %(enquiry)s", enquiry=lead._get_html_link()
            )
        )

    def _get_moved_stage(self):
        """Where a request ends whose matter goes on elsewhere."""
        return self._get_stages().filtered(
            lambda stage: stage.closed and stage.drops_promises
        )[:1]

    def _enquiry_values(self):
        """Values of the lead: who, what, since when."""
        kinds = self.env["advisor.enquiry.kind"].sudo()
        kind = self.env["crm.lead"]._usual_kind(self.company_id)
        if self.urgency == "urgent":
            urgent = [
                ("is_urgent", "=", True),
                ("company_id", "in", [self.company_id.id, False]),
            ]
            kind = kinds.search(urgent, limit=1) or kind
        return {
            "name": self.name,
            "type": "opportunity",
            "description": self.description,
            "enquiry_kind_id": (kind or kinds.search([], limit=1)).id,
            "is_urgent": self.urgency == "urgent",
            "enquired_at": self.registered_at,
            "company_id": self.company_id.id,
            "user_id": self.env.uid,
            "partner_id": self.partner_id.id,
            "contact_name": self.partner_id.name or self.partner_name,
            "email_from": self.partner_email,
            "phone": self.partner_phone,
        }

    def _on_customer_answer(self, message):
        """Override: what the customer answers on the request belongs to the
        enquiry."""
        lead = self.lead_id
        if not lead:
            return super()._on_customer_answer(message)
        lead.message_post(
            body=message.body,
            author_id=message.author_id.id,
            email_from=message.email_from,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=message.attachment_ids.copy().ids,
        )
        return None
