from odoo import fields, models


class TestDeadlineVisit(models.Model):
    """As little as a model with promises can be: no user, no name of its own."""

    _name = "test.deadline.visit"
    _inherit = ["service.deadline.mixin"]
    _description = "Visit with Promises"
    _deadline_start_field = "asked_on"

    asked_on = fields.Datetime(default=fields.Datetime.now)
    done_on = fields.Datetime()
    branch_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    visitor_id = fields.Many2one("hr.employee")

    def _deadline_company(self):
        return self.branch_id

    def _deadline_user(self):
        return self.visitor_id.user_id

    def _deadline_calendar(self):
        return self.visitor_id.resource_calendar_id
