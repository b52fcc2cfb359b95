from odoo import api, models
from odoo.tools import format_date


class AttendanceMonth(models.Model):
    """The reader's trainings stand beside the own month."""

    _inherit = "attendance.month"

    @api.model
    def _my_cards(self, employee, months):
        """Override to add the trainings that are owed."""
        cards = super()._my_cards(employee, months)
        return {**cards, "trainings": self._my_trainings(employee)}

    def _my_trainings(self, employee):
        """Trainings that the employee owes, the most urgent first."""
        owed = self.env["hr.training"].search(
            [("employee_id", "=", employee.id), ("state", "=", "open")]
        )
        return [
            {
                "model": training._name,
                "id": training.id,
                "name": training.display_name,
                "due": format_date(self.env, training.due_date),
                "overdue": training.is_overdue,
                "why": training.change_id.display_name or "",
            }
            for training in owed
        ]
