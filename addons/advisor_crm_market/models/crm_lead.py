from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.matching import notes_of_leads

READER = "advisor_crm_market.group_reader"


class CrmLead(models.Model):
    """What is known of the market stands on the opportunity (SA-2.5)."""

    _inherit = "crm.lead"

    competitor_ids = fields.Many2many(
        comodel_name="market.competitor",
        relation="crm_lead_market_competitor_rel",
        column1="lead_id",
        column2="competitor_id",
        string="Competitors",
        groups=READER,
        help="Who else is asked. What is known of them is shown here.",
    )
    market_note_ids = fields.Many2many(
        comodel_name="market.note",
        relation="market_note_lead_rel",
        column1="lead_id",
        column2="note_id",
        string="Market Notes about It",
        copy=False,
        groups=READER,
    )
    market_note_count = fields.Integer(
        string="Market Notes", compute="_compute_market_note_count", groups=READER
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("competitor_ids", "market_note_ids", "partner_id", "tag_ids")
    def _compute_market_note_count(self):
        """With one statement for all, of what the user may read."""
        found = notes_of_leads(self)
        for lead in self:
            lead.market_note_count = len(found.get(lead._origin.id, ()))

    @api.readonly
    @needs_access("read")
    def action_open_market_notes(self):
        """Open what is known for this opportunity; a new note is about it."""
        self.ensure_one()
        self.env["market.note"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_market.market_note_action"
        )
        return action | {
            "domain": [("id", "in", notes_of_leads(self).get(self.id, []))],
            "context": {
                "default_lead_ids": [Command.set(self.ids)],
                "default_partner_id": self.partner_id.commercial_partner_id.id,
            },
        }

    def _merge_dependences(self, opportunities):
        """Override: merged opportunities keep their notes and competitors."""
        result = super()._merge_dependences(opportunities)
        merged = opportunities.sudo()
        self.sudo().write(
            {
                "competitor_ids": [Command.link(n) for n in merged.competitor_ids.ids],
                "market_note_ids": [
                    Command.link(n) for n in merged.market_note_ids.ids
                ],
            }
        )
        return result
