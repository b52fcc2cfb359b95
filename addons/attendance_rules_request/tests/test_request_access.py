from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.attendance_rules.tests.common import AttendanceCase

C, R, W, U = "create", "read", "write", "unlink"
ALL = {C, R, W, U}
ROLES = ("employee", "manager", "hr_officer", "hr_admin", "portal")
REQUEST = {role: ALL for role in ROLES if role != "portal"}
HR = {"hr_officer": ALL, "hr_admin": ALL}
# What the access lists say; a role that is not named may do nothing.
ACCESS = {
    "attendance.correction": REQUEST,
    "attendance.overtime": REQUEST,
    "attendance.excuse": REQUEST,
    "attendance.request.refuse": REQUEST,
    "hr.leave.certificate": REQUEST,
    "attendance.talk": {role: {R, W} for role in REQUEST},
    "attendance.nudge": {"hr_officer": {R}, "hr_admin": {R}},
}
MONDAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 02:00:00")
class TestRequestAccess(AttendanceCase):
    """Every model of requests × every role × every operation; own and team rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls._create_employee("Stranger", user="stranger")
        cls.portal = cls.env["res.users"].create(
            {
                "name": "portal",
                "login": "portal_x",
                "company_id": cls.company.id,
                "company_ids": [Command.set(cls.company.ids)],
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        cls.users = {
            "employee": cls.employee.user_id,
            "manager": cls.manager.user_id,
            "chief": cls.chief.user_id,
            "stranger": cls.stranger.user_id,
            "hr_officer": cls.hr_officer,
            "hr_admin": cls.hr_admin,
            "portal": cls.portal,
            "elsewhere": cls._create_user(
                "elsewhere",
                "attendance_rules.attendance_rules_group_hr_admin",
                company=cls.other_company,
            ),
        }
        cls.records = {
            "attendance.correction": cls.env["attendance.correction"].create(
                {
                    "employee_id": cls.employee.id,
                    "kind": "in",
                    "at": cls.moment(MONDAY, "08:55"),
                    "reason": "Forgot",
                }
            ),
            "attendance.overtime": cls.env["attendance.overtime"].create(
                {
                    "employee_id": cls.employee.id,
                    "date_from": cls.moment(MONDAY, "17:00"),
                    "date_to": cls.moment(MONDAY, "18:00"),
                    "reason": "Stock-take",
                }
            ),
            "attendance.excuse": cls.env["attendance.excuse"].create(
                {
                    "name": "Storm",
                    "employee_id": cls.employee.id,
                    "date_from": cls.moment(MONDAY, "07:00"),
                    "date_to": cls.moment(MONDAY, "09:00"),
                }
            ),
            "attendance.talk": cls.env["attendance.talk"].create(
                {"employee_id": cls.employee.id, "work_date": MONDAY, "run_length": 3}
            ),
        }

    def test_access_lists(self):
        for model, expected in ACCESS.items():
            for role in ROLES:
                records = self.env[model].with_user(self.users[role])
                allowed = {each for each in (C, R, W, U) if records.has_access(each)}
                with self.subTest(model=model, role=role):
                    self.assertEqual(allowed, expected.get(role, set()))

    def test_every_model_of_requests_is_in_the_matrix(self):
        mixin = self.env.registry["attendance.request"]
        names = {
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        }
        self.assertLessEqual(
            {"attendance.correction", "attendance.overtime", "attendance.excuse"}, names
        )
        self.assertLessEqual(
            {name for name in names if "duty" not in name}, ACCESS.keys()
        )

    def test_rows_of_the_team_only(self):
        sees = {"employee", "manager", "chief", "hr_officer", "hr_admin"}
        for model, record in self.records.items():
            for role in self.users.keys() - {"portal"}:
                user = self.users[role]
                found = (
                    self.env[model]
                    .with_user(user)
                    .with_context(allowed_company_ids=user.company_ids.ids)
                    .search([])
                )
                with self.subTest(model=model, role=role):
                    self.assertEqual(record in found, role in sees)

    def test_forms_open_for_users_who_are_no_employee(self):
        for model in ("attendance.correction", "attendance.overtime"):
            with self.subTest(model=model):
                form = Form(self.env[model].with_user(self.hr_officer))
                self.assertFalse(form.employee_id)
        excuse = Form(self.env["attendance.excuse"].with_user(self.hr_officer))
        excuse.date_from = self.moment(MONDAY, "07:00")
        self.assertFalse(excuse.can_decide)
        overtime = Form(self.env["attendance.overtime"].with_user(self.hr_officer))
        overtime.date_from = self.moment(MONDAY, "17:00")
        overtime.employee_id = self.colleague
        self.assertEqual(overtime.day_type, "workday")

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_asks_for_a_stranger(self):
        for model in ("attendance.correction", "attendance.overtime"):
            values = self.records[model].copy_data()[0]
            records = self.env[model].with_user(self.users["stranger"])
            with self.subTest(model=model), self.assertRaises(AccessError):
                records.create(values)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_outcome_of_a_talk_is_not_written_by_the_employee(self):
        talk = self.records["attendance.talk"]
        for role, allowed in (
            ("employee", False),
            ("stranger", False),
            ("manager", True),
            ("hr_officer", True),
        ):
            with self.subTest(role=role):
                self.assertEqual(
                    talk.with_user(self.users[role]).has_access("write"), allowed
                )

    def test_engine_fields_of_a_talk_are_not_for_the_client(self):
        view = self.env.ref("attendance_rules_request.attendance_talk_view_form").arch
        self.assertIn('create="0"', view)
        with self.assertRaises(AccessError):
            self.env["attendance.talk"].with_user(self.users["manager"]).create(
                {"employee_id": self.employee.id, "work_date": MONDAY}
            )

    def test_state_of_a_talk_is_not_written_by_the_client(self):
        talk = self.records["attendance.talk"].with_user(self.users["manager"])
        with self.assertRaises(AccessError):
            talk.write({"state": "cancelled"})

    def test_a_form_answers_only_about_people_whom_the_reader_may_see(self):
        """Typing a colleague's name tells nobody who was absent, late or at work."""
        self.judge(self.colleague, MONDAY)
        self.policy.write({"overtime_day_warning": 0.5})
        stranger = self.users["stranger"]
        other = self.env["attendance.correction"].sudo()
        other.create(
            {
                "employee_id": self.colleague.id,
                "kind": "in",
                "at": self.moment(MONDAY, "08:00"),
                "reason": "Forgot",
            }
        ).action_submit()
        at = "2026-03-02 00:00:00"
        forms = {
            "attendance.excuse": (
                {
                    "name": "Lift",
                    "employee_ids": [Command.set(self.colleague.ids)],
                    "date_from": at,
                    "date_to": "2026-03-02 12:00:00",
                },
                ("covered_count", "incident_count"),
            ),
            "attendance.correction": (
                {"employee_id": self.colleague.id, "at": at},
                ("quota_note",),
            ),
            "attendance.overtime": (
                {
                    "employee_id": self.colleague.id,
                    "date_from": "2026-03-07 00:00:00",
                    "date_to": "2026-03-07 04:00:00",
                },
                ("warning",),
            ),
        }
        for model, (values, names) in forms.items():
            spec = {name: {} for name in (*values, *names)}
            for user, sees in ((stranger, False), (self.users["manager"], True)):
                with self.subTest(model=model, user=user.name):
                    found = (
                        self.env[model]
                        .with_user(user)
                        .onchange(values, list(values), spec)["value"]
                    )
                    for name in names:
                        self.assertEqual(bool(found.get(name)), sees, name)

    def test_what_counts_before_it_writes_takes_a_turn_on_the_employee(self):
        """Two at once: the second sees what the first has used up."""
        me = self.employee.user_id
        punch = {
            "employee_id": self.employee.id,
            "kind": "in",
            "at": self.moment(MONDAY, "08:00"),
            "reason": "Forgot",
        }
        correction = self.env["attendance.correction"].with_user(me).create(punch)
        overtime = (
            self.env["attendance.overtime"]
            .with_user(me)
            .create(
                {
                    "employee_id": self.employee.id,
                    "date_from": "2026-03-09 10:00:00",
                    "date_to": "2026-03-09 12:00:00",
                    "reason": "Stock-taking",
                }
            )
        )
        for request in (correction, overtime):
            with self.subTest(model=request._name):
                with self.assertTurns("hr_employee", self.employee):
                    request.action_submit()
                with self.assertTurns("hr_employee", self.employee):
                    request.with_user(self.users["manager"]).action_approve()
