from ast import literal_eval
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..engine.rules import rules_of
from .common import AttendanceCase

MONDAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 02:00:00")
class TestHrLeaveType(AttendanceCase):
    """Of two kinds of sick leave one is offered, and both are read alike: company by
    company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.common = cls.leave_type("Sick Time Off", company_id=False, sequence=1)
        cls.own = cls.leave_type("Sick Leave", sequence=50)
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.policy.leave_rule_ids = [
            Command.clear(),
            Command.create({}),
            Command.create(
                {"leave_type_id": cls.common.id, "breaks_full_attendance": True}
            ),
        ]

    def _offered(self, company):
        leaves = self.env["hr.leave"].with_company(company)
        domain = literal_eval(leaves._fields["holiday_status_id"].domain)
        return leaves.env["hr.leave.type"].search(domain)

    def _breaks(self, leave_type, company=None):
        company = company or self.company
        rules = rules_of(self.policy, company.currency_id, company)
        return rules.breaks_full(leave_type.id)

    def test_what_is_replaced_is_not_offered_in_that_company_only(self):
        self.own.replaced_type_ids = self.common
        here, there = self._offered(self.company), self._offered(self.elsewhere)
        self.assertIn(self.own, here)
        self.assertNotIn(self.common, here)
        self.assertIn(self.common, there)
        self.own.active = False
        self.assertIn(self.common, self._offered(self.company))

    def test_the_first_that_is_offered_is_one_that_the_company_uses(self):
        def first(company):
            leaves = self.env["hr.leave"].with_company(company)
            return leaves.default_get(["holiday_status_id"])["holiday_status_id"]

        everything = self.env["hr.leave.type"].search([])
        (everything - self.common - self.own).active = False
        self.assertEqual(first(self.company), self.common.id)
        self.own.replaced_type_ids = self.common
        self.assertEqual(first(self.company), self.own.id)
        self.assertEqual(first(self.elsewhere), self.common.id)

    def test_a_rule_holds_for_both_in_that_company_only(self):
        self.assertFalse(self._breaks(self.own))
        self.own.replaced_type_ids = self.common
        self.assertTrue(self._breaks(self.own))
        self.assertTrue(self._breaks(self.common))
        self.assertFalse(self._breaks(self.own, self.elsewhere))
        rule = self.policy.leave_rule_ids.filtered("leave_type_id")
        rule.leave_type_id = self.own
        self.assertTrue(self._breaks(self.common))
        self.assertFalse(self._breaks(self.common, self.elsewhere))
        self.env.flush_all()
        rule.copy({"leave_type_id": self.common.id, "breaks_full_attendance": False})
        self.assertFalse(self._breaks(self.common), "it has a rule of its own")

    def test_months_follow_what_takes_the_place(self):
        first = date(2026, 2, 2)
        while first < date(2026, 3, 1):
            if first.weekday() < 5:
                self.leave(self.employee, first, leave_type=self.own)
            first += timedelta(days=1)
        self.judge(self.employee, date(2026, 2, 2))
        month = self.env["attendance.month"].search(
            [("employee_id", "=", self.employee.id), ("month", "=", "2026-02-01")]
        )
        full = month.full_attendance
        for replaced in (self.common, self.common.browse()):
            self.own.replaced_type_ids = replaced
            self.assertTrue(self.env["attendance.dirty"].search([]))
            self.engine._process()
            self.env.invalidate_all()
            self.assertEqual(month.full_attendance, full and not replaced)

    def test_two_types_do_not_replace_each_other(self):
        self.own.replaced_type_ids = self.common
        with self.assertRaisesRegex(ValidationError, "place of each other"):
            self.common.replaced_type_ids = self.own
