from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator

#: Each place of a duty that is over: 1 if somebody was there.
FILLED = """
    SELECT work_date AS date, company_id, id AS res_id,
           (state = 'done')::int AS value, 1 AS n, post_id, employee_id
      FROM hr_duty_slot
     WHERE state IN ('done', 'absent')
        OR state = 'gap' AND date_stop < (now() AT TIME ZONE 'UTC')
"""
#: Each problem, on the day on which it came up.
SETTLED = """
    SELECT (problem.occurred_at AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(post.tz, 'UTC'))::date AS date,
           problem.company_id, problem.id AS res_id,
           (problem.state = 'settled')::int AS value, 1 AS n, problem.post_id
      FROM hr_duty_problem problem
      JOIN hr_duty_post post ON post.id = problem.post_id
"""


class ServiceIndicator(models.AbstractModel):
    """How well duty is kept (CS-2.2, CS-2.4)."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add duty."""
        return [
            *super()._indicators(),
            Indicator(
                code="duty_filled",
                name=self.env._("Places on duty that were filled"),
                unit="share",
                direction="more",
                model="hr.duty.slot",
                relation=self._duty_filled,
                dimensions={
                    "post_id": "hr.duty.post",
                    "employee_id": "hr.employee",
                },
            ),
            Indicator(
                code="duty_settled",
                name=self.env._("Problems on duty that were settled"),
                unit="share",
                direction="more",
                model="hr.duty.problem",
                relation=self._duty_settled,
                dimensions={"post_id": "hr.duty.post"},
            ),
        ]

    @api.model
    def _duty_filled(self):
        return SQL(FILLED)

    @api.model
    def _duty_settled(self):
        return SQL(SETTLED)
