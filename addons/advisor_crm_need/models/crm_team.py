from odoo import fields, models


class CrmTeam(models.Model):
    """A team answers enquiries within its working hours."""

    _inherit = "crm.team"

    enquiry_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours for Enquiries",
        check_company=True,
        help="What is promised on the team's enquiries counts these hours, where the "
        "rule says so. Empty: those of the company.",
    )
