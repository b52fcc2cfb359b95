from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class HelpdeskTicketReason(models.TransientModel):
    """Ask for the reason of a step that must not be taken without one."""

    _name = "helpdesk.ticket.reason"
    _inherit = ["checked.wizard.mixin"]
    _description = "Reason for a Step on Tickets"

    ticket_ids = fields.Many2many(
        comodel_name="helpdesk.ticket",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    step = fields.Selection(
        selection=[
            ("decline", "Decline"),
            ("raise_severity", "Raise severity"),
            ("archive", "Archive"),
            ("reopen", "Reopen"),
        ],
        required=True,
    )
    reason = fields.Text(required=True)

    @needs_access("read")
    def action_apply(self):
        """Take the step with the reason.

        Each step has a method `_apply_<step>`, without arguments.
        """
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Give a reason, then confirm again."))
        getattr(self, f"_apply_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_decline(self):
        self.ticket_ids._decline(self.reason)

    def _apply_archive(self):
        tickets = self.ticket_ids.with_context(service_archive_reason=self.reason)
        tickets.action_archive()

    def _apply_raise_severity(self):
        self.ticket_ids.action_raise_severity(self.reason)

    def _apply_reopen(self):
        self.ticket_ids._reopen(self.reason)
