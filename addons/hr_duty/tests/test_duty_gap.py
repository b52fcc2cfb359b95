from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import BEFORE, MONDAY, DutyCase


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyGap(DutyCase):
    """Leave opens a gap that the leader and the manager see, and members fill."""

    def test_cs_2_2_leave_opens_a_gap_that_leader_and_manager_see(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        self.leave(self.employee, MONDAY)
        gap = shift.slot_ids.filtered(lambda slot: slot.state == "gap")
        self.assertEqual(gap.left_employee_id, self.employee)
        self.assertFalse(gap.employee_id)
        self.assertEqual(shift.gap_count, 1)
        self.assertEqual(
            shift.activity_ids.user_id, self.lead.user_id | self.manager.user_id
        )
        self.assertIn("Employee cannot be there", shift.activity_ids[0].note)

    def test_cs_2_each_is_told_of_a_gap_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.lead.user_id.lang = "zh_CN"
        shift = self._duty(MONDAY, self.lead, self.employee)
        self.leave(self.employee, MONDAY)
        told = {task.user_id: task.summary for task in shift.activity_ids}
        self.assertEqual(told[self.manager.user_id], "Fill the gap on duty")
        self.assertNotEqual(told[self.lead.user_id], told[self.manager.user_id])

    def test_whole_day_leave_covers_the_evening_and_the_night(self):
        evening = self._duty(MONDAY, self.lead, self.employee)
        night = self._night(date(2026, 3, 3), self.second, self.employee)
        before = self._night(date(2026, 3, 5), self.lead, self.employee)
        self.leave(self.employee, MONDAY, date(2026, 3, 3))
        self.assertEqual((evening | night).mapped("gap_count"), [1, 1])
        self.assertEqual(before.gap_count, 0)

    def test_leave_of_others_and_drafts_of_leave_change_nothing(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        self.leave(self.colleague, MONDAY)
        self.leave(self.employee, MONDAY, approve=False)
        self.assertEqual(shift.gap_count, 0)

    def test_duty_that_is_over_stays(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        with freeze_time("2026-03-03 01:00:00"):
            self.leave(self.employee, MONDAY)
        self.assertEqual(shift.gap_count, 0)

    def test_draft_opens_a_gap_silently(self):
        shift = self._duty(MONDAY, self.lead, self.employee, publish=False)
        self.leave(self.employee, MONDAY)
        self.assertEqual(shift.gap_count, 1)
        self.assertFalse(shift.activity_ids)

    def test_refused_leave_gives_the_duty_back(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        leave = self.leave(self.employee, MONDAY)
        leave.sudo().action_refuse()
        self.assertEqual(shift.slot_ids.employee_id, self.lead | self.employee)
        self.assertFalse(shift.activity_ids)

    def test_refused_leave_leaves_the_volunteer(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        leave = self.leave(self.employee, MONDAY)
        shift.slot_ids.filtered(
            lambda slot: slot.state == "gap"
        ).employee_id = self.colleague
        leave.sudo().action_refuse()
        self.assertEqual(shift.slot_ids.employee_id, self.lead | self.colleague)

    def test_cs_2_member_volunteers(self):
        shift = self._duty(MONDAY, self.lead, None)
        gap = shift.slot_ids.filtered(lambda slot: slot.state == "gap")
        self.assertTrue(shift.activity_ids)
        mine = self._as(gap, self.employee)
        self.assertTrue(mine.can_volunteer)
        mine.action_volunteer()
        self.assertEqual((gap.employee_id, gap.state), (self.employee, "planned"))
        self.assertFalse(shift.activity_ids)
        self.assertIn("Employee takes the free place", shift.message_ids[0].body)

    def test_faster_volunteer_wins(self):
        shift = self._duty(MONDAY, self.lead, None)
        gap = shift.slot_ids - self._slot(shift, self.lead)
        self._as(gap, self.employee).action_volunteer()
        with self.assertRaisesRegex(UserError, "somebody else was faster"):
            self._as(gap, self.second).action_volunteer()

    def test_volunteer_is_able(self):
        shift = self._duty(MONDAY, None, None)
        leader, other = shift.slot_ids
        with self.assertRaisesRegex(UserError, "Only members of “Service desk”"):
            self._as(other, self.stranger).action_volunteer()
        with self.assertRaisesRegex(UserError, "qualified leader"):
            self._as(leader, self.employee).action_volunteer()
        self.leave(self.employee, MONDAY)
        with self.assertRaisesRegex(UserError, "is on leave at that time"):
            self._as(other, self.employee).action_volunteer()
        self._night(MONDAY - timedelta(1), self.lead, self.second)
        with self.assertRaisesRegex(ValidationError, "hours of rest"):
            self._duty(MONDAY, self.second, start="08:00", stop="12:00")

    def test_members_who_could_come_are_asked(self):
        shift = self._duty(MONDAY, None, self.employee)
        message = self.env["mail.message"].search(
            [("res_id", "=", shift.id), ("subject", "=", "Somebody is needed on duty")]
        )
        self.assertEqual(
            message.partner_ids, (self.lead | self.second).user_id.partner_id
        )
