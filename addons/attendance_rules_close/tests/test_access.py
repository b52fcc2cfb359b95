from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import MARCH, CloseCase

C, R, W, U = "create", "read", "write", "unlink"
#: model -> role -> what the access list allows; roles that are missing: nothing.
READ = {"employee": {R}, "manager": {R}, "officer": {R}, "admin": {R}}
ACCESS = {
    "attendance.acknowledgement": READ,
    "attendance.adjustment": READ,
    "attendance.award.exclusion": {**READ, "admin": {R, W}},
    "attendance.objection": {
        "employee": {C, R},
        "manager": {C, R},
        "officer": {C, R, W},
        "admin": {C, R, W},
    },
    "attendance.pay.item": READ,
    "attendance.period": {"officer": {C, R, W}, "admin": {C, R, W, U}},
    "attendance.period.check": {"officer": {R}, "admin": {R}},
    "attendance.period.question": {
        "employee": {R, W},
        "manager": {R, W},
        "officer": {C, R, W, U},
        "admin": {C, R, W, U},
    },
    "attendance.period.seal": {"officer": {R}, "admin": {R}},
    "attendance.streak": READ,
}
#: model -> roles that see the employee's row; nobody else does.
SEES = {
    "attendance.acknowledgement": {"employee", "officer", "admin"},
    "attendance.adjustment": {"employee", "officer", "admin"},
    "attendance.award.exclusion": {"employee", "manager", "officer", "admin"},
    "attendance.objection": {"employee", "officer", "admin"},
    "attendance.pay.item": {"employee", "officer", "admin"},
    "attendance.period": {"officer", "admin"},
    "attendance.period.check": {"officer", "admin"},
    "attendance.period.question": {"manager", "officer", "admin"},
    "attendance.period.seal": {"officer", "admin"},
    "attendance.streak": {"employee", "officer", "admin"},
}


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestCloseAccess(CloseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague.user_id = cls._create_user("colleague")
        cls.users = {
            "employee": cls.employee.user_id,
            "colleague": cls.colleague.user_id,
            "manager": cls.manager.user_id,
            "officer": cls.hr_officer,
            "admin": cls.hr_admin,
            "elsewhere": cls._create_user(
                "elsewhere",
                "attendance_rules.attendance_rules_group_hr_admin",
                company=cls.other_company,
            ),
            "portal": cls.env["res.users"].create(
                {
                    "name": "portal",
                    "login": "portal_x",
                    "group_ids": [(6, 0, cls.env.ref("base.group_portal").ids)],
                }
            ),
        }
        cls.rows = cls._make_rows()
        cls.env.flush_all()

    @classmethod
    def _make_rows(cls):
        """One row of every model, about the employee."""
        late = {date(2026, 3, day): ("08:20", "17:05") for day in (3, 5)}
        cls.work(cls.people, MARCH, late)
        period = cls.audit(MARCH)
        statement = cls.statement(cls.employee, MARCH)
        make = cls._make
        rows = {
            "attendance.period": period,
            "attendance.period.check": period.check_ids[:1],
            "attendance.period.question": make(
                "attendance.period.question",
                period_id=period.id,
                department_id=cls.department.id,
                question="Who?",
                date_deadline="2026-04-05",
            ),
            "attendance.objection": make(
                "attendance.objection", month_id=statement.id, reason="No"
            ),
        }
        period.with_user(cls.hr_admin)._close("A test")
        mine = {"employee_id": cls.employee.id, "company_id": cls.company.id}
        return rows | {
            "attendance.acknowledgement": make(
                "attendance.acknowledgement",
                employee_id=cls.employee.id,
                policy_id=cls.policy.id,
                notified_on="2026-03-01",
                deadline="2026-03-08",
            ),
            "attendance.adjustment": make(
                "attendance.adjustment",
                **mine,
                closed_month_id=statement.id,
                period_id=period.id,
                figures={"late_count": 1},
            ),
            "attendance.award.exclusion": make(
                "attendance.award.exclusion", **mine, year=2026
            ),
            "attendance.pay.item": statement.pay_item_ids[:1],
            "attendance.period.seal": period.seal_ids,
            "attendance.streak": make(
                "attendance.streak",
                **mine,
                month_from="2026-01-01",
                month_to=MARCH,
                period_id=period.id,
            ),
        }

    @classmethod
    def _make(cls, model, **values):
        return cls.env[model].sudo().create(values)

    def test_cs_1_5_every_model_and_role(self):
        for name, expected in ACCESS.items():
            for role in ("employee", "manager", "officer", "admin", "portal"):
                model = self.env[name].with_user(self.users[role])
                found = {right for right in (C, R, W, U) if model.has_access(right)}
                with self.subTest(model=name, role=role):
                    self.assertEqual(found, expected.get(role, set()))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_cs_1_5_who_sees_whose_rows(self):
        for name, sees in SEES.items():
            for role, user in self.users.items():
                rows = self.rows[name].with_user(user).sudo(False)
                rows.invalidate_recordset()
                with self.subTest(model=name, role=role):
                    self.assertEqual(self._can_read(rows), role in sees)

    def _can_read(self, rows):
        try:
            found = rows.search([("id", "in", rows.ids)])
            read = rows.read(["display_name"])
        except AccessError:
            return False
        return bool(found and read)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_cs_1_5_an_approval_is_not_written_past_its_button(self):
        objection = self.rows["attendance.objection"]
        for role in ("employee", "manager"):
            mine = objection.with_user(self.users[role])
            with self.subTest(role), self.assertRaises(AccessError):
                mine.action_uphold()
        question = self.rows["attendance.period.question"]
        for role in ("employee", "colleague"):
            with self.subTest(role), self.assertRaises(AccessError):
                question.with_user(self.users[role]).action_answer()

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_cs_1_5_pay_and_seals_are_written_by_nobody(self):
        for name in ("attendance.pay.item", "attendance.adjustment"):
            for role in ("employee", "officer", "admin"):
                rows = self.rows[name].with_user(self.users[role]).sudo(False)
                for right in (W, U):
                    with self.subTest(model=name, role=role, right=right):
                        self.assertFalse(rows.has_access(right))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_cs_1_5_the_snapshot_is_for_hr(self):
        statement = self.statement(self.employee, MARCH)
        self.assertTrue(statement.with_user(self.hr_officer).snapshot)
        with self.assertRaises(AccessError):
            statement.with_user(self.employee.user_id).read(["snapshot"])
