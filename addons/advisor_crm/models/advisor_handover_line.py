from odoo import api, fields, models
from odoo.exceptions import UserError


class AdvisorHandoverLine(models.Model):
    """Who gets a customer of somebody who hands over, and why."""

    _name = "advisor.handover.line"
    _inherit = ["guarded.mixin"]
    _description = "Customer Who Is Handed Over"
    _order = "handover_id, id"
    _rec_name = "partner_id"

    handover_id = fields.Many2one(
        comodel_name="advisor.handover",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="handover_id.company_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="New Advisor", ondelete="restrict"
    )
    why = fields.Json(string="Choice in Codes", readonly=True, groups="base.group_user")
    why_text = fields.Char(string="Why", compute="_compute_why_text")

    @api.depends("why", "user_id")
    @api.depends_context("lang")
    def _compute_why_text(self):
        for line in self:
            why = line.sudo().why
            line.why_text = self.env["advisor.assigner"]._why_text(why)

    def write(self, vals):
        """Override: what was carried out stays, and a choice by hand says so."""
        if not self.env.su:
            self.check_access("write")
            if set(vals) - {"user_id"}:
                raise UserError(self.env._("Only the new advisor can be changed here."))
            self.handover_id._check_draft()
            users = self.env["res.users"].sudo().browse(vals.get("user_id") or [])
            self.env["advisor.assignment"]._check_users(users)
            result = super().write(vals)
            self.sudo().why = {"why": "hand"}
            return result
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self.handover_id._check_draft()
