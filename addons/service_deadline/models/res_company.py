from odoo import fields, models


class ResCompany(models.Model):
    """Whose hours promises count, and who is told when nobody else is there."""

    _inherit = "res.company"

    service_project_manager_id = fields.Many2one(
        comodel_name="res.users",
        string="Project Manager",
        domain=[("share", "=", False)],
        help="Is told of promises when nobody else is there, and where a rule names "
        "the project manager.",
        groups="base.group_user",
    )

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        res = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env["service.deadline"].sudo()._recheck(
                [("company_id", "in", self.ids)]
            )
        return res
