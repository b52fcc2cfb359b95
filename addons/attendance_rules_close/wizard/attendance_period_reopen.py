from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendancePeriodReopen(models.TransientModel):
    """Asks why a closed month is opened again."""

    _name = "attendance.period.reopen"
    _inherit = ["checked.wizard.mixin"]
    _description = "Reopen a Month"

    period_id = fields.Many2one(
        comodel_name="attendance.period", required=True, ondelete="cascade"
    )
    reason = fields.Text(required=True)

    @needs_access("read")
    def action_confirm(self):
        """Reopen and look again for what is open; the reason stays in the log."""
        self.ensure_one()
        self.period_id._reopen(self.reason)
        self.period_id.action_check()
        return {"type": "ir.actions.act_window_close"}
