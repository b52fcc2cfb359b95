from odoo import api, models
from odoo.tools import SQL

ORDERS = """
    SELECT o.partner_id, o.company_id,
           (o.date_order AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS day
      FROM sale_order o
      JOIN res_company company ON company.id = o.company_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
     WHERE o.state = 'sale'
"""
BOUGHT = """
    SELECT partner_id, company_id, amount AS value FROM customer_standing
     WHERE amount > 0
"""
CARERS = """
    SELECT partner_id, company_id, user_id FROM advisor_assignment
     WHERE date_to IS NULL
"""


class ServiceContactSilence(models.Model):
    """Customers who order are there, and what they buy is what is at stake (SA-2.1)."""

    _inherit = "service.contact.silence"

    @api.model
    def _occasion_sources(self):
        """Override: a confirmed order is an occasion."""
        self.env["sale.order"].flush_model()
        return [*super()._occasion_sources(), SQL(ORDERS)]

    @api.model
    def _value_sources(self):
        """Override: the amount of the tier's window."""
        self.env["customer.standing"].flush_model()
        return [*super()._value_sources(), SQL(BOUGHT)]

    @api.model
    def _carer_source(self):
        """Override: the advisor cares for the customer."""
        self.env["advisor.assignment"].flush_model()
        return SQL(CARERS)
