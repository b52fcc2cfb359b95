from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LeaveCase

OFFICER = "hr_holidays.group_hr_holidays_user"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLeaveApproval(LeaveCase):
    """CS-1.2: the direct manager approves, nobody their own."""

    DAY = date(2026, 3, 10)

    def test_cs_1_2_direct_manager_approves(self):
        leave = self._ask(self.DAY)
        self.assertTrue(leave.with_user(self.boss).can_validate)
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_officer_does_not_approve_in_the_managers_place(self):
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY)
        self.assertFalse(leave.with_user(officer).can_validate)
        with self.assertRaisesRegex(UserError, "approved by manager"):
            leave.with_user(officer).action_approve()
        with self.assertRaises(UserError):
            leave.with_user(officer).write({"state": "validate"})

    def test_cs_1_2_never_oneself_by_any_role_or_door(self):
        for group in (OFFICER, "hr_holidays.group_hr_holidays_manager"):
            self.me.group_ids += self.env.ref(group)
            leave = self._ask(self.DAY)
            for attempt in (
                lambda one: one.action_approve(),
                lambda one: one.action_approve(check_state=False),
                lambda one: one.write({"state": "validate"}),
                lambda one: one.with_context(leave_fast_create=True).write(
                    {"state": "validate"}
                ),
                lambda one: one.with_context(leave_fast_create=True).action_approve(
                    check_state=False
                ),
            ):
                with self.assertRaisesRegex(UserError, "Nobody approves their own"):
                    attempt(leave.with_user(self.me))
            self.assertEqual(leave.state, "confirm")
            leave.sudo().unlink()

    def test_cs_1_2_being_named_as_ones_own_approver_does_not_help(self):
        self.employee.leave_manager_id = self.me
        leave = self._ask(self.DAY)
        with self.assertRaises(UserError):
            leave.action_approve()
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_created_or_imported_as_approved_it_is_a_request(self):
        self.me.group_ids += self.env.ref("hr_holidays.group_hr_holidays_manager")
        leave = (
            self.env["hr.leave"]
            .with_user(self.me)
            .with_context(leave_fast_create=True, leave_skip_state_check=True)
            .create(
                {
                    "employee_id": self.employee.id,
                    "holiday_status_id": self.personal.id,
                    "request_date_from": self.DAY,
                    "request_date_to": self.DAY,
                    "state": "validate",
                }
            )
        )
        self.assertEqual(leave.state, "confirm")
        self.assertFalse(
            self.env["resource.calendar.leaves"].search([("holiday_id", "=", leave.id)])
        )

    def test_cs_1_2_approved_by_a_default_in_the_context_it_is_a_request(self):
        self.me.group_ids += self.env.ref("hr_holidays.group_hr_holidays_manager")
        leaves = self.env["hr.leave"].with_user(self.me)
        leave = leaves.with_context(default_state="validate").create(
            {
                "employee_id": self.employee.id,
                "holiday_status_id": self.personal.id,
                "request_date_from": self.DAY,
                "request_date_to": self.DAY,
            }
        )
        self.assertEqual(leave.state, "confirm")

    def test_cs_1_2_batch_of_an_officer_waits_for_the_managers(self):
        officer = self._create_user("officer", "hr_holidays.group_hr_holidays_manager")
        wizard = (
            self.env["hr.leave.generate.multi.wizard"]
            .with_user(officer)
            .create(
                {
                    "name": "Trip",
                    "holiday_status_id": self.personal.id,
                    "employee_ids": [Command.set(self.employee.ids)],
                    "date_from": self.DAY,
                    "date_to": self.DAY,
                }
            )
        )
        wizard.action_generate_time_off()
        leave = self.env["hr.leave"].search([("employee_id", "=", self.employee.id)])
        self.assertEqual(leave.state, "confirm")
        self.assertEqual(leave.activity_ids.user_id, self.boss)

    def test_cs_1_2_approved_leave_is_not_moved(self):
        self.me.group_ids += self.env.ref("hr_holidays.group_hr_holidays_manager")
        leave = self._ask(self.DAY)
        leave.with_user(self.boss).action_approve()
        with self.assertRaises(UserError):
            leave.with_user(self.me).with_context(leave_skip_state_check=True).write(
                {"request_date_to": date(2026, 3, 13)}
            )

    def test_cs_1_2_manager_without_user_climbs_the_tree(self):
        """Defect 15: in Odoo nobody is told, and nobody can approve."""
        lead = self._create_employee("Lead", parent_id=self.chief.id)
        self.employee.write({"parent_id": lead.id, "leave_manager_id": False})
        boss = self.chief.user_id
        leave = self._ask(self.DAY)
        self.assertEqual(leave.activity_ids.user_id, boss)
        self.assertTrue(leave.with_user(boss).can_validate)
        leave.with_user(boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_stand_in_refuses_too(self):
        lead = self._create_employee("Lead", parent_id=self.chief.id)
        self.employee.write({"parent_id": lead.id, "leave_manager_id": False})
        leave = self._ask(self.DAY)
        leave.with_user(self.chief.user_id).action_refuse()
        self.assertEqual(leave.state, "refuse")

    def test_cs_1_2_nobody_above_then_hr(self):
        self.employee.write({"parent_id": False, "leave_manager_id": False})
        self.employee.version_id.hr_responsible_id = self.hr_officer
        leave = self._ask(self.DAY)
        self.assertEqual(leave.activity_ids.user_id, self.hr_officer)
        leave.with_user(self.hr_officer).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_second_approval_stays_with_hr(self):
        both = self.leave_type("Both", leave_validation_type="both")
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY, both)
        with self.assertRaises(UserError):
            leave.with_user(officer).action_approve()
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate1")
        leave.with_user(officer).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_what_odoo_leaves_to_hr_needs_the_manager_too(self):
        by_hr = self.leave_type("By HR", leave_validation_type="hr")
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY, by_hr)
        self.assertEqual(leave.activity_ids.user_id, self.boss)
        with self.assertRaises(UserError):
            leave.with_user(officer).action_approve()
        self.assertTrue(leave.with_user(self.boss).can_validate)
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_without_binding_requests_odoos_rules_hold(self):
        self.policy.enforce_requests = False
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY)
        leave.with_user(officer).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_change_of_schedule_in_an_approved_leave(self):
        """Defect 14: in Odoo the new version is refused."""
        leave = self._ask(self.DAY, until=date(2026, 3, 13))
        leave.with_user(self.boss).action_approve()
        other = self._work_four_days()
        parts = self.env["hr.leave"].search(
            [("employee_id", "=", self.employee.id)], order="request_date_from"
        )
        self.assertRecordValues(
            parts,
            [
                {
                    "request_date_from": date(2026, 3, 10),
                    "request_date_to": date(2026, 3, 11),
                    "state": "validate",
                    "resource_calendar_id": self.calendar.id,
                    "number_of_days": 2,
                },
                {
                    "request_date_from": date(2026, 3, 12),
                    "request_date_to": date(2026, 3, 13),
                    "state": "validate",
                    "resource_calendar_id": other.id,
                    "number_of_days": 1,
                },
            ],
        )
        absences = self.env["resource.calendar.leaves"].search(
            [("holiday_id", "in", parts.ids)]
        )
        self.assertEqual(len(absences), 2)

    def test_cs_1_2_without_binding_requests_odoo_refuses_a_change_of_schedule(self):
        self.policy.enforce_requests = False
        leave = self._ask(self.DAY, until=date(2026, 3, 13))
        leave.with_user(self.boss).action_approve()
        with self.assertRaises(ValidationError):
            self._work_four_days()

    def _work_four_days(self):
        """Change the schedule in the middle of a leave; return the new one."""
        other = self._create_calendar(weekdays=range(4), name="Four days")
        self.employee.create_version(
            {"date_version": date(2026, 3, 12), "resource_calendar_id": other.id}
        )
        return other

    # Work on a day of approved leave

    def _worked_on_leave(self, until=None):
        leave = self._ask(self.DAY, until=until or self.DAY)
        leave.with_user(self.boss).action_approve()
        self.punch(self.employee, self.DAY, "08:00", "17:00")
        with freeze_time("2026-03-20 02:00:00"):
            return leave, self.judge(self.employee, self.DAY)[self.DAY]

    @freeze_time("2026-03-20 02:00:00")
    def test_cs_1_2_a_day_that_was_worked_is_given_back(self):
        """The employee asks, who approves gives it back; the rest stays approved."""
        with freeze_time("2026-03-02 02:00:00"):
            leave, day = self._worked_on_leave(until=date(2026, 3, 12))
        self.assertEqual(day.verdict, "leave")
        self.assertTrue(day.with_user(self.me)._heat_map()[0]["can_give_back"])
        day.with_user(self.me).action_give_leave_back()
        self.assertEqual(leave.state, "validate")
        asked = leave.activity_ids.filtered(lambda one: "worked on" in one.summary)
        self.assertEqual(asked.user_id, self.boss)
        day.with_user(self.boss).action_give_leave_back()
        self.engine._process()
        self.env.invalidate_all()
        days = self.judge(self.employee, self.DAY, date(2026, 3, 12))
        self.assertEqual(
            [days[one].verdict for one in sorted(days)], ["present", "leave", "leave"]
        )

    @freeze_time("2026-03-20 02:00:00")
    def test_cs_1_2_a_single_day_is_given_back(self):
        with freeze_time("2026-03-02 02:00:00"):
            leave, day = self._worked_on_leave()
        with self.assertRaises(AccessError):
            day.with_user(self.hr_officer).action_give_leave_back()
        day.with_user(self.boss).action_give_leave_back()
        self.assertEqual(leave.state, "refuse")
        self.engine._process()
        day.invalidate_recordset()
        self.assertEqual(day.verdict, "present")
        with self.assertRaisesRegex(UserError, "Nobody worked on approved leave"):
            day.with_user(self.boss).action_give_leave_back()
