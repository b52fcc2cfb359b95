from odoo import api, fields, models
from odoo.tools import format_date


class CrmLead(models.Model):
    """For which campaigns the customer of a lead was contacted (SM-5.1)."""

    _inherit = "crm.lead"

    campaign_text = fields.Char(
        string="Contacted for",
        compute="_compute_campaign_text",
        groups="advisor_crm.group_advisor",
        help="Campaigns for which the customer was contacted.",
    )

    @api.depends("partner_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_campaign_text(self):
        """With one query, of what the user may read."""
        members = self.env["customer.campaign.member"].search(
            [
                ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                ("state", "=", "contacted"),
            ],
            order="contacted_at desc, id desc",
        )
        by_customer = members.grouped("partner_id")
        for lead in self:
            mine = by_customer.get(lead.partner_id.commercial_partner_id._origin, [])
            lead.campaign_text = ", ".join(
                self.env._(
                    "%(campaign)s (%(day)s)",
                    campaign=member.campaign_id.name,
                    day=format_date(self.env, member.contacted_at),
                )
                for member in mine
            )
