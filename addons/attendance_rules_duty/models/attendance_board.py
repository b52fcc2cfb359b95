from odoo import api, models
from odoo.tools import format_datetime


class AttendanceBoard(models.AbstractModel):
    """The board says who of the people it shows is on duty at this moment (CS-2)."""

    _inherit = "attendance.board"

    @api.model
    def _board_parts(self, employees, now):
        """Override to add a tile with their number, and the list of them."""
        parts = super()._board_parts(employees, now)
        duties = self._duties(employees, now)
        ids = [duty["id"] for duty in duties]
        return {**parts, "on_duty": {"ids": ids}, "duties": duties}

    def _duties(self, employees, now):
        slots = self.env["hr.duty.slot"].search(
            [
                ("employee_id", "in", employees.ids),
                ("state", "in", ("planned", "done")),
                ("shift_id.state", "in", ("published", "done")),
                ("date_start", "<=", now),
                ("date_stop", ">", now),
            ]
        )
        return [
            {
                "id": slot.id,
                "name": slot.employee_id.sudo().name,
                "post": slot.post_id.name,
                "leader": slot.is_leader,
                "until": format_datetime(self.env, slot.date_stop, dt_format="HH:mm"),
            }
            for slot in slots
        ]
