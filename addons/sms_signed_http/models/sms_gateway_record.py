from datetime import timedelta

from odoo import api, fields, models

#: Numbers and texts are personal: they are kept as long as somebody tries out.
KEPT = timedelta(days=30)


class SmsGatewayRecord(models.Model):
    """A text message that a dry gateway was given instead of sending it."""

    _name = "sms.gateway.record"
    _description = "Recorded Text Message"
    _order = "id desc"
    _rec_name = "number"

    gateway_id = fields.Many2one(
        comodel_name="sms.gateway", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(comodel_name="res.company", ondelete="cascade")
    number = fields.Char()
    uuid = fields.Char(string="Message ID", index=True)
    body = fields.Text(string="Text")

    @api.autovacuum
    def _gc_records(self):
        old = fields.Datetime.now() - KEPT
        self.search([("create_date", "<", old)]).unlink()
