import base64

from odoo import api, fields, models

from ..engine.pack_export import export


class ServicePolicyPackExport(models.TransientModel):
    """A policy with all that carries it out, as a file for another database."""

    _name = "service.policy.pack.export"
    _inherit = ["checked.wizard.mixin"]
    _description = "Policy as a File to Take Along"

    policy_id = fields.Many2one(
        comodel_name="service.policy",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    file = fields.Binary(compute="_compute_file")
    file_name = fields.Char(compute="_compute_file")
    record_count = fields.Integer(string="Records", compute="_compute_file")

    @api.depends("policy_id")
    def _compute_file(self):
        packs = self.env["service.policy.pack"]
        packs._check_manager()
        for wizard in self:
            pack = export(wizard.policy_id, packs._pack_models())
            wizard.file = base64.b64encode(pack.to_text().encode())
            wizard.file_name = f"{wizard.policy_id.code or 'policy'}.json"
            wizard.record_count = len(pack.records)
