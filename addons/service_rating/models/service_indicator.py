from functools import partial

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator

#: Code, what an answer adds to it.
OF_ANSWERS = (
    ("satisfaction", "score"),
    ("satisfaction_attitude", "attitude"),
    ("satisfaction_effect", "effect"),
    ("satisfaction_timeliness", "timeliness"),
)
#: One row for each rating that counts, on the local date of the company.
RATINGS = """
    SELECT (rating.%(date)s AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
           rating.company_id, rating.id AS res_id, %(value)s AS value, 1 AS n,
           %(dimensions)s
      FROM service_rating rating
      JOIN res_company company ON company.id = rating.company_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
     WHERE rating.state IN %(states)s
"""


class ServiceIndicator(models.AbstractModel):
    """How content customers are, and how many of those asked say so (SM-2.4, SA-4.4).

    Nobody sees more than the ratings that are for him to read: a ranking of persons is
    for those who lead them.
    """

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add satisfaction and the share of answers."""
        names = {
            "satisfaction": self.env._("Satisfaction (1 to 5)"),
            "satisfaction_attitude": self.env._("Satisfaction: attitude"),
            "satisfaction_effect": self.env._("Satisfaction: effect"),
            "satisfaction_timeliness": self.env._("Satisfaction: timeliness"),
        }
        common = {
            "direction": "more",
            "model": "service.rating",
            "dimensions": self.env["service.rating"]._dimensions(),
        }
        figures = [
            Indicator(
                code=code,
                name=names[code],
                unit="mean",
                relation=partial(self._answers, column),
                **common,
            )
            for code, column in OF_ANSWERS
        ]
        response = Indicator(
            code="rating_response",
            name=self.env._("Customers asked who answered"),
            unit="share",
            relation=self._questions,
            **common,
        )
        return [*super()._indicators(), *figures, response]

    @api.model
    def _answers(self, column):
        return self._ratings("answered_at", SQL.identifier("rating", column), ["done"])

    @api.model
    def _questions(self):
        value = SQL("(rating.state = 'done')::int")
        return self._ratings("asked_at", value, ["asked", "done", "expired"])

    @api.model
    def _ratings(self, date, value, states):
        columns = self.env["service.rating"]._dimensions()
        return SQL(
            RATINGS,
            date=SQL.identifier(date),
            value=value,
            dimensions=SQL(", ").join(SQL.identifier("rating", one) for one in columns),
            states=tuple(states),
        )
