from datetime import timedelta

from odoo import api, fields, models

#: The limit of a gateway is for so long.
SPAN = timedelta(minutes=1)
#: Calls that are deleted in one run.
BATCH = 100_000


class SmsGatewayCall(models.Model):
    """A request by which a provider has reported, so that there are not too many.

    A row for each, because a counter would let requests that come in at once wait for
    each other. What was refused leaves none.
    """

    _name = "sms.gateway.call"
    _description = "Request with Reports"
    _order = "id desc"
    _rec_name = "gateway_id"

    gateway_id = fields.Many2one(
        comodel_name="sms.gateway", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(comodel_name="res.company", ondelete="cascade")

    _recent_idx = models.Index("(gateway_id, create_date)")

    @api.model
    def _are_many(self, gateway):
        """Whether as many requests as may have come in within the last minute."""
        limit = gateway.report_limit
        since = fields.Datetime.now() - SPAN
        recent = [("gateway_id", "=", gateway.id), ("create_date", ">", since)]
        return bool(limit) and self.search_count(recent, limit=limit) >= limit

    @api.model
    def _note(self, gateway):
        """A request has come in."""
        if gateway.report_limit:
            self.create({"gateway_id": gateway.id, "company_id": gateway.company_id.id})

    @api.autovacuum
    def _gc_calls(self):
        """Old ones count no longer; also called whenever text messages are sent."""
        old = [("create_date", "<", fields.Datetime.now() - 2 * SPAN)]
        self.search(old, limit=BATCH).try_lock_for_update().unlink()
