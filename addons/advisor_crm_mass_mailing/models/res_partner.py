from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """By the mailings of which campaigns a customer is reached: the condition that such
    a mailing begins with."""

    _inherit = "res.partner"

    mailing_campaign_ids = fields.Many2many(
        comodel_name="customer.campaign",
        string="Campaigns by Mailing",
        compute="_compute_mailing_campaign_ids",
        compute_sudo=True,
        search="_search_mailing_campaign_ids",
        groups="mass_mailing.group_mass_mailing_user",
        help="Campaigns that run, whose mailings go to this customer.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_mailing_campaign_ids(self):
        """Of the campaigns that the user may read."""
        members = self.env["customer.campaign.member"]
        campaigns = self.env["customer.campaign"].sudo(False)
        if campaigns.has_access("read"):
            running = [("state", "=", "running"), ("contact_by", "=", "mail")]
            campaigns = campaigns.search(running)
        found = members.search(
            Domain(members._to_mail_domain(campaigns))
            & Domain("partner_id", "in", self.ids)
        ).grouped("partner_id")
        for partner in self:
            mine = found.get(partner._origin, members).campaign_id
            partner.mailing_campaign_ids = mine.ids

    @api.model
    def _search_mailing_campaign_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        campaigns = self.env["customer.campaign"].sudo().browse(filter(None, value))
        return campaigns._recipients_domain()
