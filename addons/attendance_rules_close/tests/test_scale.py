from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tests import freeze_time, tagged

from .common import JANUARY, CloseCase

LATE = ("08:20", "17:05")
DAYS = [date(2026, 1, day) for day in (6, 8, 13)]


@tagged("post_install", "-at_install")
class TestCloseScale(CloseCase):
    """Audit, close, export and reopening ask as often for eight people as for two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.acknowledgement_required = False

    def _count(self, step):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        step()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    @freeze_time("2026-03-02 02:00:00")
    def _queries(self, number):
        """Queries per step, with so many people more; nothing of it is kept."""
        with self.env.cr.savepoint() as savepoint:
            people = self.people
            for one in range(number):
                people += self._create_employee(f"Person {one}")
            self.work(people, JANUARY, dict.fromkeys(DAYS, LATE))
            counts = self._close_once(people)
            savepoint.rollback()
        self.env.invalidate_all()
        return counts

    def _close_once(self, people):
        last = JANUARY + relativedelta(day=31)
        self.engine._compute(people, JANUARY, last)
        self.env["attendance.dirty"].search([]).unlink()
        period = self.env["attendance.period"]._get_or_create(self.company, JANUARY)
        period = period.with_user(self.hr_admin)
        counts = {"audit": self._count(period.action_audit)}
        self.assertEqual(len(period.month_ids), len(people))
        counts["confirm"] = self._count(period.sudo().month_ids._confirm)
        counts["close"] = self._count(lambda: period._close("For the test"))
        self.assertEqual(len(period.sudo().month_ids.pay_item_ids), 2 * len(people))
        counts["verify"] = self._count(period.action_verify)
        counts["export"] = self._count(period.action_export)
        self._correct(people)
        counts["adjust"] = self._count(
            lambda: self.engine._compute(people, JANUARY, last)
        )
        booked = self.env["attendance.adjustment"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(booked.employee_id, people)
        counts["reopen"] = self._count(lambda: period._reopen("For the test"))
        return counts

    def _correct(self, people):
        """It becomes known that nobody was late on the last of the days."""
        late = self.env["hr.attendance"].search(
            [("employee_id", "in", people.ids), ("date", "=", DAYS[-1])]
        )
        late.write({"check_in": self.moment(DAYS[-1], "07:55")})

    def test_queries_do_not_grow_with_the_employees(self):
        self._queries(0)  # caches are filled
        self.assertEqual(self._queries(0), self._queries(6))
