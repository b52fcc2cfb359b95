from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_deadline.models.service_indicator import midnight_of
from odoo.addons.service_indicator.core.indicator import Indicator


class ServiceIndicator(models.AbstractModel):
    """How many orders were right as they were confirmed (SA-6.1)."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add the accuracy of orders."""
        accuracy = Indicator(
            code="order_accuracy",
            name=self.env._("Orders without an error"),
            unit="share",
            direction="more",
            model="sale.order",
            relation=self._order_accuracy,
            midnight=midnight_of,
            dimensions={"user_id": "res.users"},
        )
        return [*super()._indicators(), accuracy]

    @api.model
    def _order_accuracy(self):
        """Followed orders, on the local day of their confirmation; 0 for those that
        were changed for a reason that the check should have found."""
        return SQL(
            """
            SELECT (o.date_order AT TIME ZONE 'UTC'
                    AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
                   o.date_order AS moment,
                   o.company_id, o.id AS res_id,
                   CASE WHEN EXISTS (
                       SELECT FROM order_correction correction
                         JOIN order_correction_reason reason
                           ON reason.id = correction.reason_id
                        WHERE correction.order_id = o.id AND reason.is_error)
                   THEN 0 ELSE 1 END AS value, 1 AS n,
                   o.watch_user_id AS user_id
              FROM sale_order o
              JOIN res_company company ON company.id = o.company_id
         LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
             WHERE o.state = 'sale' AND o.watch_state IS NOT NULL
            """
        )
