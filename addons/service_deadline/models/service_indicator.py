from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator


class ServiceIndicator(models.AbstractModel):
    """How many promises were kept."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add the share of promises kept."""
        kept = Indicator(
            code="promises_kept",
            name=self.env._("Promises kept"),
            unit="share",
            direction="more",
            model="service.deadline",
            relation=self._promises_kept,
            has_moment=True,
            dimensions={
                "policy_id": "service.policy",
                "promise_id": "service.promise",
                "rule_id": "service.deadline.rule",
                "user_id": "res.users",
            },
        )
        return [*super()._indicators(), kept]

    @api.model
    def _promises_kept(self):
        """Promises with a verdict, on the local day on which they were due; what was
        kept before it had a due time, on the day on which it ended."""
        return SQL(
            """
            SELECT (COALESCE(deadline.due_at, deadline.stopped_at)
                    AT TIME ZONE 'UTC'
                    AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
                   COALESCE(deadline.due_at, deadline.stopped_at) AS moment,
                   deadline.company_id, deadline.id AS res_id,
                   CASE WHEN deadline.state = 'met' THEN 1 ELSE 0 END AS value, 1 AS n,
                   deadline.policy_id, deadline.promise_id, deadline.rule_id,
                   deadline.user_id
              FROM service_deadline deadline
              JOIN res_company company ON company.id = deadline.company_id
         LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
             WHERE deadline.has_verdict
            """
        )
