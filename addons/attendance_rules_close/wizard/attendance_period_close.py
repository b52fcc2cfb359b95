from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendancePeriodClose(models.TransientModel):
    """Asks why a month is closed although points are open."""

    _name = "attendance.period.close"
    _inherit = ["checked.wizard.mixin"]
    _description = "Close a Month in Spite of Open Points"

    period_id = fields.Many2one(
        comodel_name="attendance.period", required=True, ondelete="cascade"
    )
    check_ids = fields.One2many(related="period_id.check_ids")
    reason = fields.Text(required=True)

    @needs_access("read")
    def action_confirm(self):
        """Close; the reason stays in the log."""
        self.ensure_one()
        self.period_id._close(self.reason)
        return {"type": "ir.actions.act_window_close"}
