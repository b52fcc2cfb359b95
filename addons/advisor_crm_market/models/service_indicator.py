from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator

NOTES = """
    SELECT note.date, note.company_id, note.id AS res_id, 1 AS value, 1 AS n,
           note.user_id, note.kind_id
      FROM market_note note
"""
#: Of what somebody has judged: what nobody has looked at is neither right nor wrong.
CONFIRMED = """
    SELECT note.date, note.company_id, note.id AS res_id,
           (note.verdict = 'confirmed')::int AS value, 1 AS n,
           note.user_id, note.kind_id
      FROM market_note note
     WHERE note.verdict IN ('confirmed', 'contradicted')
"""
#: To the credit of the author, on the local day on which somebody said so.
USEFUL = """
    SELECT (uses.create_date AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
           uses.company_id, uses.id AS res_id, 1 AS value, 1 AS n,
           uses.author_id AS user_id
      FROM market_note_use uses
      JOIN res_company company ON company.id = uses.company_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
"""


class ServiceIndicator(models.AbstractModel):
    """How much is noted of the market, and how much of it is right (SA-2.5)."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add market notes."""
        common = {
            "direction": "more",
            "model": "market.note",
            "dimensions": {"user_id": "res.users", "kind_id": "market.note.kind"},
            "group": "advisor_crm_market.group_reader",
        }
        return [
            *super()._indicators(),
            Indicator(
                code="market_notes",
                name=self.env._("Market notes"),
                unit="count",
                relation=self._market_notes,
                **common,
            ),
            Indicator(
                code="market_notes_confirmed",
                name=self.env._("Market notes that were confirmed, of those judged"),
                unit="share",
                relation=self._market_notes_confirmed,
                **common,
            ),
            Indicator(
                code="market_notes_useful",
                name=self.env._(
                    "Market notes: times that a colleague found one useful"
                ),
                unit="count",
                relation=self._market_notes_useful,
                **common
                | {
                    "model": "market.note.use",
                    "dimensions": {"user_id": "res.users"},
                },
            ),
        ]

    @api.model
    def _market_notes(self):
        return SQL(NOTES)

    @api.model
    def _market_notes_confirmed(self):
        return SQL(CONFIRMED)

    @api.model
    def _market_notes_useful(self):
        return SQL(USEFUL)
