from datetime import date

from odoo.tests import freeze_time, tagged

from odoo.addons.hr_duty.tests.common import MONDAY, DutyMixin
from odoo.addons.hr_employee_team.tests.common import TeamCase

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@tagged("post_install", "-at_install")
class TestServiceIndicator(DutyMixin, TeamCase):
    """How well duty is kept, on the page of the policy."""

    def _figures(self, code, groupby=("post_id",)):
        """{keys: (value, n)} of March."""
        found = self.env["service.indicator"]._read(
            [code], FIRST, LAST, groupby, self.company
        )
        return {tuple(it.keys.values()): (it.value, it.n) for it in found[code]}

    def setUp(self):
        super().setUp()
        self.env = self.env(context={"allowed_company_ids": self.company.ids})

    def test_cs_2_2_places_that_were_filled(self):
        with freeze_time("2026-03-01"):
            shift = self._duty(MONDAY, self.lead, self.employee)
            self._duty(date(2026, 3, 30), self.lead, self.employee)
        with freeze_time("2026-03-03"):
            self.env["hr.duty.shift"]._cron_finish()
            self.assertEqual(
                self._figures("duty_filled"),
                {(self.post.id,): (1, 2)},
                "what is still to come is not counted",
            )
        self._slot(shift, self.employee).sudo().state = "absent"
        self.assertEqual(self._figures("duty_filled"), {(self.post.id,): (0.5, 2)})

    def test_cs_2_4_problems_that_were_settled(self):
        with freeze_time("2026-03-01"):
            shift = self._duty(MONDAY, self.lead, self.employee)
        log = self.env["hr.duty.log"].create({"shift_id": shift.id})
        problems = self.env["hr.duty.problem"].create(
            [
                {"name": "Lift", "log_id": log.id, "occurred_at": at}
                # The second is one of April in Shanghai.
                for at in ("2026-03-02 10:00:00", "2026-03-31 17:00:00")
            ]
        )
        self.assertEqual(self._figures("duty_settled"), {(self.post.id,): (0, 1)})
        problems.resolution = "Repaired."
        self.assertEqual(self._figures("duty_settled"), {(self.post.id,): (1, 1)})
