from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class ResPartner(models.Model):
    """Which campaigns a customer is part of (SM-5.1)."""

    _inherit = "res.partner"

    campaign_count = fields.Integer(
        string="Campaigns",
        compute="_compute_campaign_count",
        groups="advisor_crm.group_advisor",
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("commercial_partner_id")
    def _compute_campaign_count(self):
        """With one query, of what the user may read."""
        counts = dict(
            self.env["customer.campaign.member"]._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)],
                ["partner_id"],
                ["__count"],
            )
        )
        by_id = {partner.id: count for partner, count in counts.items()}
        for partner in self:
            entity = partner.commercial_partner_id._origin
            partner.campaign_count = by_id.get(entity.id, 0)

    def _going_on(self, company):
        """Override to add the campaigns that run, for which they are contacted: who is
        held out is not told."""
        found = super()._going_on(company)
        members = self.env["customer.campaign.member"].sudo()
        members = members.search(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", company.id),
                ("state", "in", ("to_contact", "contacted")),
                ("campaign_id.state", "=", "running"),
            ]
        )
        by_entity = members.grouped("partner_id")
        for partner in self:
            for member in by_entity.get(partner.commercial_partner_id, ()):
                text = self.env._("Campaign: %(name)s", name=member.campaign_id.name)
                found.setdefault(partner.id, []).append(text)
        return found

    @api.readonly
    @needs_access("read")
    def action_open_campaigns(self):
        """Open the campaigns that the customer is part of."""
        self.ensure_one()
        self.env["customer.campaign.member"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_campaign.customer_campaign_member_action"
        )
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)]}
