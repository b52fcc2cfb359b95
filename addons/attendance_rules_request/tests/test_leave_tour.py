from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import LeaveCase


@tagged("post_install", "-at_install")
class TestLeaveTourOnAPhone(LeaveCase, HttpCase):
    """Leave is asked for on the phone: what is left, what applies, and a button."""

    browser_size = "390x844"
    touch_enabled = True

    def test_cs_1_2_leave_is_asked_for_on_the_phone(self):
        hours = self.employee.resource_calendar_id.attendance_ids
        for weekday in ("5", "6"):  # the browser's today may be a Sunday
            hours[0].copy({"dayofweek": weekday})
        everything = self.env["hr.leave.type"].search([])
        everything.active = False
        common = self.leave_type("Replaced", company_id=False)
        ill = self.leave_type("Ill", replaced_type_ids=common.ids)
        self.policy.leave_rule_ids.filtered(
            lambda rule: rule.leave_type_id == self.sick
        ).leave_type_id = common
        self.leave_type("Nobody has this", requires_allocation=True)
        yearly = self.leave_type("Yearly", requires_allocation=True, sequence=1)
        self.env["hr.leave.allocation"].create(
            {
                "name": "This year",
                "holiday_status_id": yearly.id,
                "employee_id": self.employee.id,
                "number_of_days": 5,
                "date_from": fields.Date.today().replace(month=1, day=1),
                "state": "confirm",
            }
        ).action_approve()
        self.start_tour(
            "/odoo/my-attendance",
            "attendance_rules_request_leave",
            login=self.me.login,
        )
        leave = self.env["hr.leave"].search([("holiday_status_id", "=", ill.id)])
        self.assertEqual(leave.employee_id, self.employee)
        self.assertEqual(leave.state, "confirm")
        self.assertEqual(leave.request_date_from, leave._local_today())
