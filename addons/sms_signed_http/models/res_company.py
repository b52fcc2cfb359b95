from odoo import fields, models

from ..engine.sms_api import SmsApiGateway


class ResCompany(models.Model):
    """A company may send text messages by a gateway of its own."""

    _inherit = "res.company"

    sms_gateway_id = fields.Many2one(
        comodel_name="sms.gateway",
        string="SMS Gateway",
        ondelete="set null",
        groups="base.group_system",
        help="By whom text messages are sent. Empty: by Odoo, or by another app.",
    )

    def _get_sms_api_class(self):
        """Override to send by the gateway of the company."""
        self.ensure_one()
        if self.sudo().sms_gateway_id:
            return SmsApiGateway
        return super()._get_sms_api_class()
