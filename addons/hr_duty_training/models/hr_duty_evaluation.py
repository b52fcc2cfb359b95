from odoo import api, fields, models


class HrDutyEvaluation(models.Model):
    """Whoever evaluates sees which trainings are overdue (CS-2.6)."""

    _inherit = "hr.duty.evaluation"

    overdue_trainings = fields.Integer(
        readonly=True, help="Trainings that were overdue when the evaluation began."
    )

    @api.model
    def _facts(self, month):
        """Override to count overdue trainings."""
        facts = super()._facts(month)
        employees = {employee.id for employee, _post in facts}
        groups = self.env["hr.training"]._read_group(
            [("employee_id", "in", list(employees)), ("is_overdue", "=", True)],
            ["employee_id"],
            ["__count"],
        )
        overdue = dict(groups)
        for (employee, _post), values in facts.items():
            values["overdue_trainings"] = overdue.get(employee, 0)
        return facts
