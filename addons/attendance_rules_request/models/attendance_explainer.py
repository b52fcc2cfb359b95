from odoo import api, models

from ..words.overtime_words import OvertimeWriter


class AttendanceExplainer(models.AbstractModel):
    """A month says where approved overtime goes beyond what the policy warns of."""

    _inherit = "attendance.explainer"

    @api.model
    def _lines_of_parts(self, month):
        """Override: overtime (CS-1.1)."""
        writer = OvertimeWriter(self.env)
        lines = writer.overtime(month, month.sudo().policy_id)
        return super()._lines_of_parts(month) + lines
