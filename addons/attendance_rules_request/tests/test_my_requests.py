from datetime import date

from odoo.tests import freeze_time, tagged

from odoo.addons.attendance_rules.tests.common import MARCH, MonthCase

TUESDAY = date(2026, 3, 10)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestMyRequests(MonthCase):
    """Requests that nobody has decided yet, on the reader's own page."""

    def test_own_requests_that_wait_are_listed(self):
        self.work(self.people, MARCH, {TUESDAY: None})
        leave = self.leave(self.employee, TUESDAY, approve=False)
        self.engine._compute(self.people, MARCH, MARCH)
        [request] = self.my_month()["cards"]["requests"]["open"]
        self.assertEqual((request["model"], request["id"]), ("hr.leave", leave.id))
