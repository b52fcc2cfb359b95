from odoo import models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """A monthly report waits for whoever seals it."""

    _inherit = "hr.inbox"

    def _sources(self):
        report = Source(
            key="service.report.month",
            title=self.env._("Monthly reports for you to seal"),
            model="service.report.month",
            domain=[("state", "=", "draft"), ("user_id", "=", self.env.uid)],
            action="service_report.service_report_month_action",
            since="drawn_at",
            due="next_deadline_at",
            icon="fa-bar-chart",
        )
        return [*super()._sources(), report]
