from odoo import api, models

from odoo.addons.hr_employee_team.core.landing import AGENT, Page

AGENTS = "helpdesk_mgmt.group_helpdesk_user_own"


class HrLanding(models.AbstractModel):
    """Who works at the help desk lands on the desk."""

    _inherit = "hr.landing"

    @api.model
    def _pages(self):
        pages = super()._pages()
        if self.env.user.has_group(AGENTS):
            pages.append(Page(AGENT, "service_management.service_desk_action"))
        return pages
