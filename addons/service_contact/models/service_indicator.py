from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator

#: Each contact that was to be kept, on the last day of its period, once it is over.
#: What was skipped or is not asked for any more is none.
KEPT = """
    SELECT duty.period_end AS date, duty.company_id, duty.id AS res_id,
           (duty.state = 'done' AND duty.done_at <= duty.due_at)::int AS value, 1 AS n,
           duty.user_id, duty.cadence_id
      FROM service_contact_duty duty
     WHERE NOT duty.is_merged
       AND (duty.state IN ('done', 'missed')
            OR duty.state = 'open' AND duty.due_at < (now() AT TIME ZONE 'UTC'))
"""
SKIPPED = """
    SELECT duty.period_end AS date, duty.company_id, duty.id AS res_id,
           (duty.state = 'skipped')::int AS value, 1 AS n, duty.user_id, duty.cadence_id
      FROM service_contact_duty duty
     WHERE NOT duty.is_merged AND duty.state <> 'dropped'
"""
NOTES = """
    SELECT (note.date AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
           note.company_id, note.id AS res_id, 1 AS value, 1 AS n, note.user_id,
           note.means_id
      FROM service_contact_note note
      JOIN res_company company ON company.id = note.company_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
"""


class ServiceIndicator(models.AbstractModel):
    """How many customers were contacted in their period (SA-2.1, CM-4.2)."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add contacts."""
        of_duties = {
            "unit": "share",
            "model": "service.contact.duty",
            "dimensions": {
                "user_id": "res.users",
                "cadence_id": "service.contact.cadence",
            },
        }
        return [
            *super()._indicators(),
            Indicator(
                code="contact_kept",
                name=self.env._("Customers contacted in their period"),
                direction="more",
                relation=self._contact_kept,
                **of_duties,
            ),
            Indicator(
                code="contact_skipped",
                name=self.env._("Contacts that were skipped"),
                direction="less",
                relation=self._contact_skipped,
                **of_duties,
            ),
            Indicator(
                code="contact_noted",
                name=self.env._("Contacts noted"),
                unit="count",
                direction="more",
                model="service.contact.note",
                relation=self._contact_noted,
                dimensions={
                    "user_id": "res.users",
                    "means_id": "service.contact.means",
                },
            ),
        ]

    @api.model
    def _contact_kept(self):
        return SQL(KEPT)

    @api.model
    def _contact_skipped(self):
        return SQL(SKIPPED)

    @api.model
    def _contact_noted(self):
        return SQL(NOTES)
