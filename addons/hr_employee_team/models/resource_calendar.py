from odoo import api, models


class ResourceCalendar(models.Model):
    """The company's working hours are one click away."""

    _inherit = "resource.calendar"

    @api.model
    @api.readonly
    def action_open_company_hours(self):
        """Open the working hours of the user's company; the company, if it has no
        country yet, which says what its time zone is."""
        company = self.env.company
        record = company.resource_calendar_id if company.country_id else company
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
