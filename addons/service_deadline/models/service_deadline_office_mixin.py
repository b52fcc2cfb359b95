from odoo import models


class ServiceDeadlineOfficeMixin(models.AbstractModel):
    """A record with promises, of one company (``company_id``), in the hands of one
    person (``user_id``), in the working hours of the company.

    Many are. Name it, first, in place of ``service.deadline.mixin``.
    """

    _name = "service.deadline.office.mixin"
    _inherit = ["service.deadline.mixin"]
    _description = "Record with Promises in the Hours of Its Company"

    def _deadline_company(self):
        return self.company_id

    def _deadline_user(self):
        return self.user_id

    def _deadline_calendar(self):
        return self.company_id.resource_calendar_id
