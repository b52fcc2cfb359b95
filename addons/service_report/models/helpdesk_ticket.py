from odoo import api, models

from ..engine.handling_store import sync
from .ir_websocket import BOARD

#: What says whose a request is, and how far: a change of it is looked at. So is what
#: the columns by which figures are told apart follow from.
FOLLOWED = {
    "active",
    "channel_id",
    "closed_date",
    "company_id",
    "complaint_kind_id",
    "department_id",
    "duplicate_id",
    "is_withdrawn",
    "partner_id",
    "reopen_count",
    "scope",
    "stage_id",
    "team_id",
    "type_id",
    "user_id",
}
#: Key under which a transaction keeps what it has touched.
TOUCHED = "service_report.touched"


class HelpdeskTicket(models.Model):
    """Requests whose handlings and hand-overs are noted for the figures."""

    _inherit = "helpdesk.ticket"

    # The board counts what is open from this index alone, however much is closed. It
    # has all by which rules of readers tell requests apart, too.
    _board_idx = models.Index(
        "(stage_id, user_id, team_id) INCLUDE"
        " (id, company_id, active, answered_at, registered_at, partner_id)"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note that handlings begin."""
        tickets = super().create(vals_list)
        tickets._touch()
        return tickets

    def write(self, vals):
        """Override to note what becomes of them."""
        res = super().write(vals)
        if FOLLOWED & vals.keys():
            self._touch()
        return res

    def message_post(self, **kwargs):
        """Override: who writes about a request that he was handed has taken it up. No
        board shows anything of a note."""
        message = super().message_post(**kwargs)
        self._touch(is_changed=message.subtype_id.id != self._id_of_note())
        return message

    @api.model
    def _id_of_note(self):
        return self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")

    def _note_reply(self):
        """Override of `service_deadline` to count the answers that have arrived."""
        res = super()._note_reply()
        answers = self._touch()["answers"]
        for ticket in self:
            answers[ticket.id] = answers.get(ticket.id, 0) + 1
        return res

    def _touch(self, is_changed=True):
        """Look at these requests when the transaction ends.

        :param bool is_changed: open boards may show something else; else they do only
            where a request is taken up by it
        """
        precommit = self.env.cr.precommit
        touched = precommit.data.get(TOUCHED)
        if touched is None:
            touched = {"ids": set(), "changed": set(), "answers": {}}
            precommit.data[TOUCHED] = touched
            precommit.add(self.env["helpdesk.ticket"]._note_handlings)
        touched["ids"].update(self.ids)
        if is_changed:
            touched["changed"].update(self.ids)
        return touched

    @api.model
    def _note_handlings(self):
        """Note what the transaction has done with requests."""
        touched = self.env.cr.precommit.data.pop(TOUCHED, None)
        if touched:
            self.env.flush_all()
            companies, noted = sync(
                self.env, touched["ids"], touched["answers"], self.env.uid
            )
            changed = touched["changed"] | noted
            self._tell_boards({companies[it] for it in changed if it in companies})

    @api.model
    def _tell_boards(self, company_ids):
        """Tell open boards to look again, once a transaction: nothing of the requests
        is said."""
        for company in self.env["res.company"].sudo().browse(company_ids):
            self.env["bus.bus"]._sendone((company, BOARD), BOARD, {})
