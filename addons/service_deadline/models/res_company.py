from odoo import api, fields, models
from odoo.exceptions import ValidationError


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

    @api.constrains("service_project_manager_id")
    def _check_project_manager(self):
        for company in self:
            if company.service_project_manager_id.share:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no member of the staff: choose another project "
                        "manager.",
                        person=company.service_project_manager_id.name,
                    )
                )

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        res = super().write(vals)
        deadlines = self.env["service.deadline"].sudo()
        if "resource_calendar_id" in vals:
            deadlines._recheck([("company_id", "in", self.ids)])
        if "service_project_manager_id" in vals:
            deadlines._recheck_people()
        return res
