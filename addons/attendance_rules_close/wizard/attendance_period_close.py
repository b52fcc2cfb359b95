from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendancePeriodClose(models.TransientModel):
    """Asks why a month is closed although points are open or objections are taken."""

    _name = "attendance.period.close"
    _inherit = ["checked.wizard.mixin"]
    _description = "Close a Month in Spite of Open Points"

    period_id = fields.Many2one(
        comodel_name="attendance.period", required=True, ondelete="cascade"
    )
    check_ids = fields.One2many(related="period_id.check_ids")
    objection_deadline = fields.Date(related="period_id.objection_deadline")
    is_early = fields.Boolean(
        compute="_compute_is_early", help="Employees were told that they can object."
    )
    reason = fields.Text(required=True)

    @api.depends("objection_deadline")
    def _compute_is_early(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            deadline = wizard.objection_deadline
            wizard.is_early = bool(deadline) and deadline >= today

    @needs_access("read")
    def action_confirm(self):
        """Close; the reason stays in the log."""
        self.ensure_one()
        self.period_id._close(self.reason)
        return {"type": "ir.actions.act_window_close"}
