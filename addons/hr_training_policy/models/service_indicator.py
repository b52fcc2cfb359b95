from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator


class ServiceIndicator(models.AbstractModel):
    """How many trainings were done by the day on which they were due."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add the trainings done in time."""
        in_time = Indicator(
            code="trainings_in_time",
            name=self.env._("Trainings done in time"),
            unit="share",
            direction="more",
            model="hr.training",
            relation=self._trainings_in_time,
            dimensions={"plan_id": "hr.training.plan", "employee_id": "hr.employee"},
        )
        return [*super()._indicators(), in_time]

    @api.model
    def _trainings_in_time(self):
        """Trainings that were due, on their day; what is still owed and not yet due
        counts neither way."""
        return SQL(
            """
            SELECT due_date AS date, company_id, id AS res_id,
                   CASE WHEN done_date <= due_date THEN 1 ELSE 0 END AS value, 1 AS n,
                   plan_id, employee_id
              FROM hr_training
             WHERE done_date IS NOT NULL OR due_date < %s
            """,
            fields.Date.context_today(self),
        )
