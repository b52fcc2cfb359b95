from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceDeadlineStop(models.TransientModel):
    """Asks why a promise is done, for example after a phone call."""

    _name = "service.deadline.stop"
    _inherit = "service.deadline.by.hand"
    _description = "End Promises by Hand"

    deadline_ids = fields.Many2many(
        relation="service_deadline_stop_rel",
        domain="[('res_model', '=', res_model), ('res_id', '=', res_id),"
        " ('is_open', '=', True)]",
    )
    reason = fields.Char(string="What was done", required=True)

    @needs_access("read")
    def action_confirm(self):
        """End the chosen promises; their verdict follows from the time."""
        self.ensure_one()
        self.deadline_ids.action_stop(self.reason)
        return {"type": "ir.actions.act_window_close"}
