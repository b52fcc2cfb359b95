from odoo import api, models


class ResourceResource(models.Model):
    """Whoever is new will be planned soon: their special days are read in advance."""

    _inherit = "resource.resource"

    @api.model_create_multi
    def create(self, vals_list):
        resources = super().create(vals_list)
        calendars = self.env["resource.calendar"]
        for company in resources.calendar_id.company_id | resources.company_id:
            calendars._cached_company_special_days(company.id)
        return resources
