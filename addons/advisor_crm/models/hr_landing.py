from odoo import api, models

from odoo.addons.hr_employee_team.core.landing import AGENT, LEADER, Page


class HrLanding(models.AbstractModel):
    """Advisors land on their day, who leads them on the team."""

    _inherit = "hr.landing"

    @api.model
    def _pages(self):
        pages = super()._pages()
        user = self.env.user
        serves = self.env["advisor.profile"].sudo()
        serves = serves.search_count([("user_id", "=", user.id)], limit=1)
        if serves and user.has_group("advisor_crm.group_advisor"):
            pages.append(Page(AGENT, "advisor_crm.advisor_day_action"))
        elif user.has_group("advisor_crm.group_leader") and user._leads_people():
            pages.append(Page(LEADER, "advisor_crm.advisor_team_action"))
        return pages
