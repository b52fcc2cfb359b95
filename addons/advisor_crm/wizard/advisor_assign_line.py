from odoo import api, fields, models


class AdvisorAssignLine(models.TransientModel):
    """Who is proposed for a customer, and why."""

    _name = "advisor.assign.line"
    _inherit = ["checked.wizard.mixin"]
    _description = "Proposed Advisor"

    wizard_id = fields.Many2one(
        comodel_name="advisor.assign", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Customer", required=True, ondelete="cascade"
    )
    user_id = fields.Many2one(comodel_name="res.users", string="Advisor")
    backup_id = fields.Many2one(comodel_name="res.users")
    why = fields.Json(string="Choice in Codes", groups="base.group_user")
    why_text = fields.Char(string="Why", compute="_compute_why_text")

    @api.depends("why")
    @api.depends_context("lang")
    def _compute_why_text(self):
        for line in self:
            why = line.sudo().why
            line.why_text = self.env["advisor.assigner"]._why_text(why)

    @api.onchange("user_id")
    def _onchange_user_id(self):
        self.why = {"why": "hand"}

    def write(self, vals):
        """Override: who is chosen by hand is said to be."""
        if "user_id" in vals and "why" not in vals:
            vals = vals | {"why": {"why": "hand"}}
        return super().write(vals)
