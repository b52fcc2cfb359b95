# Stands in for fields of the complaints until they arrive.
from odoo import fields, models
class T(models.Model):
    _inherit = "helpdesk.ticket"
    registered_at = fields.Datetime(default=fields.Datetime.now)
    department_id = fields.Many2one("hr.department")
    severity = fields.Char()
    def action_raise_severity(self, reason):
        self.severity = "raised"
class C(models.Model):
    _inherit = "res.company"
    service_project_manager_id = fields.Many2one("res.users")
class U(models.Model):
    _inherit = "res.users"
    deputy_id = fields.Many2one("res.users")
class Team(models.Model):
    _inherit = "helpdesk.ticket.team"
    resource_calendar_id = fields.Many2one("resource.calendar")
