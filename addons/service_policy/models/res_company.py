from odoo import fields, models


class ResCompany(models.Model):
    """Companies choose which policies are in force for them."""

    _inherit = "res.company"

    service_policy_ids = fields.Many2many(
        comodel_name="service.policy",
        relation="res_company_service_policy_rel",
        column1="res_company_id",
        column2="service_policy_id",
        string="Policies in Force",
        help="What these written policies say counts for the company.",
        groups="base.group_user",
    )

    def write(self, vals):
        """Override to let policies that come into force act from now on, and to compare
        figures with the wording of their clauses."""
        carriers = self.env["service.policy.carrier"]
        if "service_policy_ids" not in vals:
            res = super().write(vals)
            carriers._figures_changed("res.company", vals)
            return res
        with self.env["service.policy"]._watch_force():
            res = super().write(vals)
        for name in carriers._figure_models():
            carriers._figures_changed(name)
        return res
