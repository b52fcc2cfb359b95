from odoo.tests import freeze_time, tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase
from odoo.addons.hr_duty.tests.common import BEFORE, MONDAY, DutyMixin


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyBoard(DutyMixin, AttendanceCase):
    """CS-2: the board of today says who is on duty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._duty(MONDAY, cls.lead, cls.employee)
        cls.people = cls.lead | cls.employee | cls.second
        cls.engine._compute(cls.people, MONDAY, MONDAY)

    def _parts(self, user, clock="18:00"):
        with freeze_time(self.moment(MONDAY, clock)):
            board = self.env["attendance.board"].with_user(user)
            return board.with_context(tz="Asia/Shanghai").get_today()["parts"]

    def test_cs_2_who_is_on_duty_stands_on_the_board(self):
        parts = self._parts(self.hr_officer)
        self.assertEqual(
            [(duty["name"], duty["leader"], duty["until"]) for duty in parts["duties"]],
            [("Lead", True, "21:00"), ("Employee", False, "21:00")],
        )
        self.assertEqual(len(parts["on_duty"]["ids"]), 2)

    def test_before_and_after_the_duty_nobody_is(self):
        for clock in ("16:59", "21:00"):
            with self.subTest(clock=clock):
                parts = self._parts(self.hr_officer, clock)
                self.assertEqual(parts["duties"], [])
                self.assertEqual(parts["on_duty"], {"ids": []})

    def test_a_manager_sees_the_own_people_only(self):
        names = [duty["name"] for duty in self._parts(self.second.user_id)["duties"]]
        self.assertEqual(names, [])
        names = [duty["name"] for duty in self._parts(self.lead.user_id)["duties"]]
        self.assertEqual(names, ["Lead"])
