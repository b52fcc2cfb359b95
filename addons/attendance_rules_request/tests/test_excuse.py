from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase

MONDAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 02:00:00")
class TestExcuse(AttendanceCase):
    """CS-1.3: one cause excuses many, when HR approves it."""

    def setUp(self):
        super().setUp()
        self.site = self.env["hr.work.location"].create(
            {
                "name": "Tower",
                "location_type": "office",
                "address_id": self.company.partner_id.id,
                "company_id": self.company.id,
            }
        )
        (self.employee + self.colleague).work_location_id = self.site
        for each in self.employee + self.colleague + self.chief:
            self.punch(each, MONDAY, "08:40", "17:02")

    def _excuse(self, **values):
        return (
            self.env["attendance.excuse"]
            .with_user(self.manager.user_id)
            .create(
                {
                    "name": "The lift stood still",
                    "cause": "lift",
                    "employee_id": self.manager.id,
                    "date_from": self.moment(MONDAY, "07:00"),
                    "date_to": self.moment(MONDAY, "09:30"),
                    "location_ids": [Command.set(self.site.ids)],
                    **values,
                }
            )
        )

    def _verdicts(self):
        everybody = self.employee + self.colleague + self.chief
        self.engine._compute(everybody, MONDAY, MONDAY)
        incidents = self.env["attendance.incident"].search(
            [("employee_id", "in", everybody.ids), ("work_date", "=", MONDAY)]
        )
        for incident in incidents:
            self.assertEqual(bool(incident.excuse_id), incident.excused)
        return {
            incident.employee_id: (incident.kind, incident.excused)
            for incident in incidents
        }

    def test_cs_1_3_excuse_covers_everybody_at_the_site(self):
        self.assertEqual(len(self._verdicts()), 3)
        excuse = self._excuse()
        self.assertEqual((excuse.covered_count, excuse.incident_count), (2, 2))
        excuse.action_submit()
        self.assertEqual(excuse.approver_ids, self.hr_officer | self.hr_admin)
        excuse.with_user(self.hr_officer).action_approve()
        self.assertEqual(
            self._verdicts(),
            {
                self.employee: ("late", True),
                self.colleague: ("late", True),
                self.chief: ("late", False),
            },
        )

    def test_cs_1_3_unapproved_excuse_excuses_nobody(self):
        self._excuse().action_submit()
        self.assertNotIn(("late", True), self._verdicts().values())

    def test_cs_1_3_approval_marks_the_days_of_those_covered(self):
        excuse = self._excuse()
        excuse.action_submit()
        self.env["attendance.dirty"].search([]).unlink()
        excuse.with_user(self.hr_officer).action_approve()
        marked = self.env["attendance.dirty"].search([])
        self.assertEqual(marked.employee_id, self.employee + self.colleague)
        self.assertIn(MONDAY.month, {day.month for day in marked.mapped("work_date")})

    def test_cs_1_3_the_manager_does_not_approve_an_excuse(self):
        excuse = self._excuse()
        excuse.action_submit()
        for user in (self.manager.user_id, self.chief.user_id):
            with self.assertRaises(AccessError):
                excuse.with_user(user).action_approve()

    def test_cs_1_3_nobody_excuses_oneself(self):
        officer = self._create_employee("Officer", work_location_id=self.site.id)
        officer.user_id = self.hr_officer
        self.punch(officer, MONDAY, "08:40", "17:02")
        self.engine._compute(officer, MONDAY, MONDAY)
        excuse = self._excuse()
        excuse.action_submit()
        with self.assertRaisesRegex(AccessError, "excuse you as well"):
            excuse.with_user(self.hr_officer).action_approve()
        excuse.with_user(self.hr_admin).action_approve()
        self.assertEqual(excuse.state, "approved")

    def test_cs_1_3_an_excuse_approved_ahead_does_not_excuse_its_approver(self):
        """A storm that goes on: who has approved it comes late the day after."""
        tuesday = date(2026, 3, 3)
        officer = self._create_employee("Officer", work_location_id=self.site.id)
        officer.user_id = self.hr_officer
        excuse = self._excuse(date_to=self.moment(tuesday, "18:00"))
        excuse.action_submit()
        excuse.with_user(self.hr_officer).action_approve()
        for person in officer + self.employee:
            self.punch(person, tuesday, "08:40", "17:02")
        days = self.env["attendance.day"]
        with freeze_time("2026-03-05 02:00:00"):
            for person in officer + self.employee:
                days += self.judge(person, tuesday)[tuesday]
        self.assertEqual(days.incident_ids.mapped("excused"), [False, True])

    def test_cs_1_3_whoever_asked_does_not_approve(self):
        excuse = self._excuse().with_user(self.hr_officer)
        own = excuse.copy({"employee_id": self.manager.id})
        own.action_submit()
        with self.assertRaises(AccessError):
            own.action_approve()

    def test_cs_1_3_departments_with_what_is_below(self):
        above = self.env["hr.department"].create({"name": "Mall"})
        below = self.env["hr.department"].create(
            {"name": "Desk", "parent_id": above.id}
        )
        self.employee.department_id = below
        excuse = self._excuse(
            location_ids=False, department_ids=[Command.set(above.ids)]
        )
        self.assertEqual(excuse.sudo()._get_employees(), self.employee)

    def test_cs_1_3_a_cause_lasts_a_week_at_most(self):
        with self.assertRaisesRegex(ValidationError, "a week at most"):
            self._excuse(date_to=self.moment(date(2026, 3, 20), "09:00"))
