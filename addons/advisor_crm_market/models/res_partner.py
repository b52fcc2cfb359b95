from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.matching import notes_of_customers


class ResPartner(models.Model):
    """What is known of the market stands on the customer, or competitor (SA-2.5)."""

    _inherit = "res.partner"

    market_note_count = fields.Integer(
        string="Market Notes",
        compute="_compute_market_note_count",
        groups="advisor_crm_market.group_reader",
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("commercial_partner_id")
    def _compute_market_note_count(self):
        """With one statement for all, of what the user may read."""
        found = notes_of_customers(self.commercial_partner_id)
        for partner in self:
            entity = partner.commercial_partner_id._origin
            partner.market_note_count = len(found.get(entity.id, ()))

    @api.readonly
    @needs_access("read")
    def action_open_market_notes(self):
        """Open what is known; a new note is about this customer."""
        self.ensure_one()
        self.env["market.note"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_market.market_note_action"
        )
        entity = self.commercial_partner_id
        return action | {
            "domain": [("id", "in", notes_of_customers(entity).get(entity.id, []))],
            "context": {"default_partner_id": entity.id},
        }
