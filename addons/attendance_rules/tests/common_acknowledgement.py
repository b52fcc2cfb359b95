from datetime import date

from odoo.tests import freeze_time

from .common import MARCH, MonthCase

LATE = ("08:20", "17:05")
DAYS = [date(2026, 3, day) for day in (3, 5, 17, 19)]


class AcknowledgementCase(MonthCase):
    """Four late days in March; the first is free, the others cost 50 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.acknowledgement_required = True
        cls.policy.acknowledgement_days = 7
        cls.work(cls.people, MARCH, dict.fromkeys(DAYS, LATE))

    def _ask(self, today):
        with freeze_time(f"{today} 02:00:00"):
            rows = self.env["attendance.acknowledgement"]._ask(self.policy)
        return rows.filtered(lambda r: r.employee_id == self.employee)

    @freeze_time("2026-04-02 02:00:00")
    def _deduction(self, employee=None):
        self.engine._compute(self.people, MARCH, date(2026, 3, 31))
        return self.statement(employee or self.employee, MARCH).deduction
