from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix

from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
WEDNESDAY = date(2026, 3, 4)
AMOUNTS = {
    "attendance.incident": ("deduction", "deduction_before_cap"),
    "attendance.month": ("wage", "daily_wage", "deduction", "deduction_before_cap"),
}


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestAccess(AccessMatrix, AttendanceCase):
    """Who sees and changes what. Chief -> Manager -> Employee, Colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.chief | cls.manager | cls.employee | cls.colleague
        for person in cls.people:
            for day in (MONDAY, TUESDAY, WEDNESDAY):
                cls.punch(person, day, "08:40", "17:00")
        cls.judge(cls.people, MONDAY)
        cls.foreigner = cls._create_employee(
            "Foreigner",
            user="foreigner",
            company_id=cls.other_company.id,
            resource_calendar_id=cls._create_calendar(
                company_id=cls.other_company.id
            ).id,
        )
        cls.judge(cls.foreigner, MONDAY)
        cls.foreign_hr = cls._create_user(
            "foreign_hr",
            "attendance_rules.attendance_rules_group_hr_admin",
            company=cls.other_company,
        )
        cls.roles = {
            "employee": cls.employee.user_id,
            "manager": cls.manager.user_id,
            "chief": cls.chief.user_id,
            "hr_officer": cls.hr_officer,
            "hr_admin": cls.hr_admin,
        }

    addon = "attendance_rules"
    matrix = {
        "attendance.acknowledgement": ("r", "r", "r"),
        "attendance.day": ("r", "r", "r"),
        "attendance.dirty": ("", "", "r"),
        "attendance.hours": ("", "", "r"),
        "attendance.hours.change": ("", "", "rw"),
        "attendance.incident": ("r", "r", "r"),
        "attendance.month": ("r", "r", "r"),
        "attendance.policy": ("r", "r", "rwcd"),
        "attendance.policy.band": ("r", "r", "rwcd"),
        "attendance.policy.leave": ("r", "r", "rwcd"),
        "attendance.policy.publish": ("", "", "rwcd"),
        "attendance.recompute": ("", "rwcd", "rwcd"),
    }

    def as_role(self, model, role):
        user = self.roles.get(role) or role
        return self.env[model].with_user(user).with_context(allowed_company_ids=None)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_wizard_reaches_into_another_company(self):
        """Whoever calls from outside chooses the company."""
        with self.assertRaises(AccessError):
            self.as_role("attendance.recompute", self.foreign_hr).create(
                {"company_id": self.company.id}
            )

    # Rows

    def assertSees(self, role, expected):
        """In every way of asking, a role sees the rows of these people only."""
        for name in ("attendance.day", "attendance.incident", "attendance.month"):
            with self.subTest(model=name, role=role):
                model = self.as_role(name, role)
                rows = model.search([])
                self.assertEqual(rows.sudo().employee_id, expected)
                groups = model.formatted_read_group([], ["employee_id"], ["__count"])
                ids = {group["employee_id"][0] for group in groups}
                self.assertEqual(ids, set(expected.ids))
                self.assertEqual(model.search_count([]), len(rows))
                read = model.search_read([], ["employee_id"])
                self.assertEqual(len(read), len(rows))
                hidden = self.env[name].sudo().search([]) - rows
                with self.assertRaises(AccessError):
                    hidden[:1].with_user(model.env.user).read(["employee_id"])

    def test_employee_sees_own_rows(self):
        self.assertSees("employee", self.employee)

    def test_manager_sees_the_team(self):
        self.assertSees("manager", self.manager | self.employee | self.colleague)

    def test_chief_sees_the_whole_chain(self):
        self.assertSees("chief", self.people)

    def test_hr_sees_the_company(self):
        self.assertSees("hr_officer", self.people)
        self.assertSees("hr_admin", self.people)

    def test_other_company_sees_its_own(self):
        self.assertSees(self.foreign_hr, self.foreigner)
        self.assertSees(self.foreigner.user_id, self.foreigner)

    def test_attendance_manager_sees_those_in_charge_of(self):
        self.colleague.attendance_manager_id = self.employee.user_id
        self.assertSees("employee", self.employee | self.colleague)

    def test_circular_chain(self):
        """Two who manage each other see each other, and the server survives."""
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %s WHERE id = %s",
            [self.employee.id, self.chief.id],
        )
        self.env.invalidate_all()
        self.assertSees("employee", self.people)

    def test_archived_stay_in_the_team(self):
        self.colleague.active = False
        self.assertSees("manager", self.manager | self.employee | self.colleague)

    # Nobody writes verdicts

    def test_rows_are_written_by_the_engine_only(self):
        for name in ("attendance.day", "attendance.incident", "attendance.month"):
            row = self.env[name].search([], limit=1)
            for role in self.roles:
                with self.subTest(model=name, role=role):
                    mine = row.with_user(self.roles[role])
                    with self.assertRaises(AccessError):
                        mine.write({"company_id": self.other_company.id})
                    with self.assertRaises(AccessError):
                        mine.unlink()
                    with self.assertRaises(AccessError):
                        mine.create({})

    # Amounts

    def test_manager_sees_no_amounts(self):
        for name, fields in AMOUNTS.items():
            model = self.as_role(name, "manager")
            for field in fields:
                with self.subTest(model=name, field=field):
                    with self.assertRaises(AccessError):
                        model.search([], limit=1).read([field])
                    with self.assertRaises(AccessError):
                        model.search([(field, ">", 0)])
                    with self.assertRaises(AccessError):
                        model.search([], order=field)
                    with self.assertRaises(AccessError):
                        model.formatted_read_group([], [], [f"{field}:sum"])
                    self.assertNotIn(field, model.fields_get())

    def test_lines_about_pay_are_not_for_managers(self):
        model = self.as_role("attendance.month", "manager")
        with self.assertRaises(AccessError):
            model.search([], limit=1).read(["pay_lines"])

    def test_person_and_hr_see_amounts(self):
        month = self.month(self.employee, MONDAY)
        self.assertEqual(month.deduction, 1320)
        own = month.with_user(self.employee.user_id)
        self.assertEqual((own.own_deduction, own.own_wage), (1320, 6600))
        with self.assertRaises(AccessError):
            own.read(["deduction"])
        self.assertEqual(month.with_user(self.hr_officer).deduction, 1320)
        self.assertEqual(month.with_user(self.manager.user_id).own_deduction, 0)

    def test_explanation_tells_amounts_to_the_right_people(self):
        self.policy.cap_share = 0.01
        self.judge(self.employee, MONDAY)
        month = self.month(self.employee, MONDAY)
        told = {
            role: "66" in str(month.with_user(user).explanation)
            for role, user in self.roles.items()
        }
        self.assertEqual(
            told,
            {
                "employee": True,
                "manager": False,
                "chief": False,
                "hr_officer": True,
                "hr_admin": True,
            },
        )

    # Policies

    def test_drafts_are_for_hr(self):
        draft = self._create_policy(state="draft", date_from=date(2026, 6, 1))
        for role, expected in (("employee", False), ("hr_officer", True)):
            found = self.as_role("attendance.policy", role).search([])
            self.assertEqual(draft in found, expected)
            self.assertIn(self.policy, found)
            lines = self.as_role("attendance.policy.band", role).search([])
            self.assertEqual(draft.band_ids <= lines, expected)

    def test_policies_of_other_companies(self):
        found = self.as_role("attendance.policy", self.foreign_hr).search([])
        self.assertNotIn(self.policy, found)
        with self.assertRaises(AccessError):
            self.policy.with_user(self.foreign_hr).write({"monthly_grace": 9})
        with self.assertRaises(AccessError):
            self.policy.band_ids.with_user(self.foreign_hr).write({"amount": 9})
