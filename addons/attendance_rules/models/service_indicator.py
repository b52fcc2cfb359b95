from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator

from ..words.verdicts import VERDICTS

#: What the trend per department shows: each incident that is not excused.
INCIDENTS = """
    SELECT work_date AS date, company_id, id AS res_id, 1 AS value, 1 AS n,
           employee_id, department_id
      FROM attendance_incident
     WHERE NOT COALESCE(excused, FALSE)
"""
#: Each day on which somebody was to work, was not away with leave, and of which nothing
#: is open any more: 1 if none of the incidents in question is not excused.
DAYS = """
    SELECT day.work_date AS date, day.company_id, day.id AS res_id,
           (NOT EXISTS (SELECT FROM attendance_incident incident
                         WHERE incident.day_id = day.id
                           AND NOT COALESCE(incident.excused, FALSE)
                           AND %s))::int AS value,
           1 AS n, day.employee_id, day.department_id
      FROM attendance_day day
     WHERE day.planned_seconds > 0
       AND NOT COALESCE(day.provisional, FALSE)
       AND day.verdict NOT IN %s
"""
#: Verdicts on days on which nobody had to come, or of which nothing is known yet.
FREE = tuple(
    code
    for code, verdict in VERDICTS.items()
    if verdict.tone in ("info", "open", "free", "none")
)
#: Each month that is over, on its first day.
MONTHS = """
    SELECT month AS date, company_id, id AS res_id,
           COALESCE(full_attendance, FALSE)::int AS value, 1 AS n,
           employee_id, department_id
      FROM attendance_month
     WHERE planned_days > 0 AND NOT COALESCE(provisional, FALSE)
"""


class ServiceIndicator(models.AbstractModel):
    """How well the rules of attendance are kept (CS-1.3, CS-1.4, CS-1.6).

    Of the days that the reader may see: everybody of the own ones.
    """

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add attendance."""
        people = {
            "dimensions": {
                "employee_id": "hr.employee",
                "department_id": "hr.department",
            }
        }
        return [
            *super()._indicators(),
            Indicator(
                code="attendance_incidents",
                name=self.env._("Incidents of attendance"),
                unit="count",
                direction="less",
                model="attendance.incident",
                relation=self._attendance_incidents,
                **people,
            ),
            Indicator(
                code="attendance_as_planned",
                name=self.env._("Days worked as planned"),
                unit="share",
                direction="more",
                model="attendance.day",
                relation=self._attendance_as_planned,
                **people,
            ),
            Indicator(
                code="attendance_recorded",
                name=self.env._("Days with a complete record"),
                unit="share",
                direction="more",
                model="attendance.day",
                relation=self._attendance_recorded,
                **people,
            ),
            Indicator(
                code="attendance_full",
                name=self.env._("Months of full attendance"),
                unit="share",
                direction="more",
                model="attendance.month",
                grain="month",
                relation=self._attendance_full,
                **people,
            ),
        ]

    @api.model
    def _attendance_incidents(self):
        return SQL(INCIDENTS)

    @api.model
    def _attendance_as_planned(self):
        return SQL(DAYS, SQL("TRUE"), FREE)

    @api.model
    def _attendance_recorded(self):
        missing = SQL("incident.kind IN %s", ("missing_in", "missing_out"))
        return SQL(DAYS, missing, FREE)

    @api.model
    def _attendance_full(self):
        return SQL(MONTHS)
