from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class MarketCompetitor(models.Model):
    """Somebody who sells to our customers, too (SA-2.5)."""

    _name = "market.competitor"
    _description = "Competitor"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
        help="Where the competitor is a contact of ours: the notes stand there, too.",
    )
    description = fields.Text(string="What They Are to Us")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        default=lambda self: self.env.company,
        help="Empty: for all companies.",
    )
    note_count = fields.Integer(string="Notes", compute="_compute_note_count")
    last_note_on = fields.Date(string="Last Note", compute="_compute_note_count")

    _name_unique = models.UniqueIndex(
        "(lower(name), COALESCE(company_id, 0))",
        "There is a competitor of this name already: choose that one.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_note_count(self):
        """With one query, of what the user may read."""
        groups = self.env["market.note"]._read_group(
            [("competitor_id", "in", self.ids)],
            ["competitor_id"],
            ["__count", "date:max"],
        )
        found = {competitor.id: (count, last) for competitor, count, last in groups}
        for competitor in self:
            count, last = found.get(competitor._origin.id, (0, False))
            competitor.note_count, competitor.last_note_on = count, last

    @api.readonly
    @needs_access("read")
    def action_open_notes(self):
        """Open what is known of the competitor."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_market.market_note_action"
        )
        return action | {
            "domain": [("competitor_id", "=", self.id)],
            "context": {"default_competitor_id": self.id},
        }
