from odoo import api, models


class MailingTrace(models.Model):
    """What becomes of an e-mail, the campaign hears that it is of."""

    _inherit = "mailing.trace"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what is not sent at all is cancelled from the beginning."""
        traces = super().create(vals_list)
        traces._tell_campaigns()
        return traces

    def write(self, vals):
        """Override: sent, answered, came back."""
        result = super().write(vals)
        if {"reply_datetime", "trace_status"} & vals.keys():
            self._tell_campaigns()
        return result

    def _tell_campaigns(self):
        """Let the customers of campaigns know what these say."""
        mine = self.sudo().filtered(
            lambda trace: (
                trace.mass_mailing_id.customer_campaign_id
                and trace.model == "res.partner"
                and not trace.is_test_trace
            )
        )
        if mine:
            self.env["customer.campaign.member"].sudo()._on_mailed(mine)
