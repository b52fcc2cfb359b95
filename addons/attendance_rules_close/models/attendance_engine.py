from odoo import api, models


class AttendanceEngine(models.AbstractModel):
    """What closed months and unread rules mean for the judgement."""

    _inherit = "attendance.engine"

    @api.model
    def _load_deduct_from(self, employees, month):
        """Override: nothing is deducted from who could not read the rules (CS-1.7)."""
        found = super()._load_deduct_from(employees, month)
        if self.env.context.get("attendance_rules_all_read"):
            return found
        acknowledgements = self.env["attendance.acknowledgement"]
        return found | acknowledgements._deduct_from(employees, month)

    @api.model
    def _report_sealed(self, judgements, store):
        """Override: what closed months would be now is booked in the open one."""
        result = super()._report_sealed(judgements, store)
        self.env["attendance.adjustment"]._book(
            {
                store.months[judgement.employee_id]["id"]: judgement
                for judgement in judgements
            }
        )
        return result
