from odoo import api, models

from odoo.addons.hr_employee_team.core.landing import EMPLOYEE, HR, MANAGER, Page

from .hr_employee import HR_OFFICER


class HrLanding(models.AbstractModel):
    """Employees land on their month; HR and managers on what waits for them."""

    _inherit = "hr.landing"

    @api.model
    def _pages(self):
        pages = super()._pages()
        user = self.env.user
        waits = "hr_employee_team.hr_inbox_action"
        if user.has_group(HR_OFFICER):
            pages.append(Page(HR, waits))
        if user.employee_id:
            pages.append(Page(EMPLOYEE, "attendance_rules.attendance_board_action_my"))
        if user.sudo().employee_id.child_ids:
            pages.append(Page(MANAGER, waits))
        return pages
