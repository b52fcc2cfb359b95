from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceDeadlinePause(models.TransientModel):
    """Asks why and until when promises shall wait."""

    _name = "service.deadline.pause"
    _inherit = "service.deadline.by.hand"
    _description = "Pause Promises"

    deadline_ids = fields.Many2many(relation="service_deadline_pause_rel")
    reason_id = fields.Many2one(
        comodel_name="service.pause.reason", string="Why", required=True
    )
    max_hours = fields.Integer(related="reason_id.max_hours")
    note = fields.Char()
    until = fields.Datetime(
        help="Empty: until somebody resumes it, or for as long as the reason allows."
    )
    most = fields.Datetime(
        string="At the Latest",
        compute="_compute_most",
        help="Then the clock runs on by itself, whatever is chosen above.",
    )

    @api.depends("reason_id")
    def _compute_most(self):
        now = fields.Datetime.now()
        for pause in self:
            hours = pause.reason_id.max_hours
            pause.most = hours and fields.Datetime.add(now, hours=hours)

    @needs_access("read")
    def action_confirm(self):
        """Pause the chosen promises."""
        self.ensure_one()
        self.deadline_ids.action_pause(self.reason_id, self.until, self.note or "")
        return {"type": "ir.actions.act_window_close"}
