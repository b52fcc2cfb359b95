from odoo import api, models

from odoo.addons.attendance_rules.engine.basis import Basis, restore


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
    def _rest_on_sealed(self, judgements, facts):
        """Override: with two queries."""
        result = super()._rest_on_sealed(judgements, facts)
        months = (
            self.env["attendance.month"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", [one.employee_id for one in judgements]),
                    ("month", "=", judgements[0].first),
                    ("basis_id", "!=", False),
                ],
                ["employee_id", "basis_id", "basis"],
            )
        )
        sealed = {month.employee_id.id: month for month in months}
        for judgement in judgements:
            if month := sealed.get(judgement.employee_id):
                basis = Basis(month.basis_id.content, month.basis)
                restore(judgement, basis, facts)
        return result

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
