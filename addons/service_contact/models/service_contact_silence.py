from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.silence import run

OCCASIONS = """
    SELECT note.partner_id, note.company_id,
           (note.date AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS day
      FROM service_contact_note note
      JOIN res_company company ON company.id = note.company_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
"""


class ServiceContactSilence(models.Model):
    """A customer who is silent for longer than is usual for this customer (SA-2.1).

    Measured against the own rhythm (``core/rhythm.py``) by the job, for all customers
    at once. The first to call are those with the most at stake, then those whose
    silence goes the farthest beyond what is usual. Only the job writes.
    """

    _name = "service.contact.silence"
    _inherit = ["guarded.mixin"]
    _description = "Silent Customer"
    _order = "value desc, beyond_days desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Cared for By", readonly=True, index=True
    )
    phone = fields.Char(related="partner_id.phone")
    last_on = fields.Date(string="Last Occasion", required=True, readonly=True)
    interval_count = fields.Integer(
        string="Intervals",
        readonly=True,
        aggregator=None,
        help="On how many intervals between occasions the usual one rests.",
    )
    usual_days = fields.Integer(string="Usual (Days)", readonly=True, aggregator="avg")
    silent_days = fields.Integer(
        string="Silent (Days)", readonly=True, aggregator="avg"
    )
    beyond_days = fields.Integer(
        string="Beyond (Days)",
        compute="_compute_beyond_days",
        store=True,
        aggregator="avg",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(string="Value at Risk", readonly=True)

    _partner_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)", "A customer is silent once."
    )

    @api.depends("silent_days", "usual_days")
    def _compute_beyond_days(self):
        for row in self:
            row.beyond_days = row.silent_days - row.usual_days

    # --- sources ----------------------------------------------------------------------

    @api.model
    def _occasion_sources(self):
        """What tells that a customer is there. Other add-ons add orders, messages …

        :return: list of SQL with ``partner_id`` (anybody of the customer),
            ``company_id`` and ``day`` (local date)
        """
        return [SQL(OCCASIONS)]

    @api.model
    def _value_sources(self):
        """What is at stake with a customer. Other add-ons add theirs.

        :return: list of SQL with ``partner_id`` (the customer itself), ``company_id``
            and ``value`` in the currency of the company
        """
        return []

    @api.model
    def _carer_source(self):
        """Who cares for a customer, where an add-on knows better than the salesperson.

        :return: SQL with ``partner_id`` (the customer itself), ``company_id`` and
            ``user_id``, at most a row for each; or None
        """
        return

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _refresh(self):
        """Bring the list up to date, in superuser mode."""
        self.env.flush_all()
        run(
            self.env,
            self._occasion_sources(),
            self._value_sources(),
            self._carer_source(),
            fields.Datetime.now(),
        )
        self.invalidate_model()

    @api.model
    def _forget(self, partners):
        """Rows of customers who are none any more; the job looks anew."""
        self.search([("partner_id", "in", partners.ids)]).unlink()

    # --- steps ------------------------------------------------------------------------

    @needs_access("read")
    def action_contact(self):
        """Note a contact with the customer."""
        self.ensure_one()
        return self.partner_id._contact_note_action()
