from dataclasses import replace
from datetime import date

from odoo.tests import tagged

from ..core.day_verdict import DayVerdict
from ..core.deduction import wage_on, wages_of_month
from ..core.month_summary import summarize
from .core_common import TERMS
from .test_core_month import FIRST, LAST, MonthCase, march

WAGE = 660_000  # 6,600.00 a month: 300.00 for each of 22 working days


@tagged("post_install", "-at_install")
class TestDeduction(MonthCase):
    """CS-1.3: what lateness and absence cost, and the legal limits."""

    def _month(self, differs, wage=WAGE, terms=TERMS, **values):
        wages = ((FIRST, wage),) if isinstance(wage, int) else wage
        return self._story(differs, terms=terms).month(wages=wages, **values)

    def test_cs_1_3_fixed_per_minute_and_daily_share(self):
        no_grace = replace(TERMS, monthly_grace=0)
        expected = {
            "08:10-17:00": 5000,  # a fixed amount
            "08:30:01-17:00": 3100,  # per minute begun
            "14:00-17:00": 15000,  # half a day's wage
            None: 30000,  # a day's wage
        }
        found = {
            stretch: self._month({4: stretch}, terms=no_grace).deduction
            for stretch in expected
        }
        self.assertEqual(found, expected)

    def test_a_months_wage_may_be_divided_by_a_fixed_number(self):
        terms = replace(TERMS, wage_days=21.75)
        month = self._month({4: None}, wage=435_000, terms=terms)
        self.assertEqual((month.daily_wage, month.deduction), (20000, 20000))

    def test_the_cap_is_a_share_of_the_wage(self):
        month = self._month(dict.fromkeys(range(2, 10), None))
        self.assertEqual(month.deduction_before_cap, 6 * 30000)
        self.assertEqual((month.cap, month.deduction), (132_000, 132_000))
        figures = {"before": 180_000, "cap": 132_000, "share": 0.2}
        self.assertIn(("cap_share", figures), month.lines)

    def test_the_cap_is_used_up_in_order_of_time(self):
        month = self._month(dict.fromkeys(range(2, 10), None))
        costs = [judged.deduction for judged in month.incidents]
        self.assertEqual(costs, [30000] * 4 + [12000, 0])

    def test_the_wage_stays_above_the_floor(self):
        terms = replace(TERMS, cap_floor=600_000)
        month = self._month(dict.fromkeys(range(2, 10), None), terms=terms)
        self.assertEqual(month.deduction, 60_000)
        figures = {"before": 180_000, "cap": 60_000, "floor": 600_000}
        self.assertEqual(
            [line for line in month.lines if "cap" in line[0]], [("cap_floor", figures)]
        )
        self.assertLines(month.lines)

    def test_share_and_floor_that_meet_are_both_named(self):
        terms = replace(TERMS, cap_floor=528_000)
        month = self._month(dict.fromkeys(range(2, 10), None), terms=terms)
        codes = [code for code in self.codes(month) if "cap" in code]
        self.assertEqual(codes, ["cap_share", "cap_floor"])

    def test_a_wage_below_the_floor_is_never_touched(self):
        terms = replace(TERMS, cap_floor=700_000)
        self.assertEqual(self._month({4: None}, terms=terms).deduction, 0)

    def test_no_cap_is_named_when_it_does_not_bite(self):
        self.assertEqual(self.codes(self._month({4: None})), [])

    def test_without_any_limit(self):
        terms = replace(TERMS, cap_share=None)
        month = self._month(dict.fromkeys(range(2, 10), None), terms=terms)
        self.assertEqual((month.cap, month.deduction), (None, 180_000))

    def test_no_wage_no_deduction(self):
        for wage in (0, ()):
            with self.subTest(wage=wage):
                differs = {4: None, 5: "08:10-17:00", 6: "08:10-17:00"}
                self.assertEqual(self._month(differs, wage=wage).deduction, 0)

    def test_an_unknown_wage_is_said(self):
        differs = {5: "08:10-17:00", 6: "08:10-17:00"}
        self.assertIn("wage_unknown", self.codes(self._month(differs, wage=())))
        self.assertNotIn("wage_unknown", self.codes(self._month({}, wage=())))

    def test_wage_changes_in_the_middle_of_the_month(self):
        raised = ((date(2025, 1, 1), 310_000), (march(11), 620_000))
        month = self._month({}, wage=raised)
        # ten days of the old wage, 21 of the new one
        self.assertEqual(month.wage, 100_000 + 420_000)

    def test_who_joins_late_earned_less_and_the_cap_is_lower(self):
        story = self._story({}, employed=((march(17), None),))
        month = story.month(wages=((march(17), 620_000),))
        self.assertEqual((month.wage, month.cap), (300_000, 60_000))
        self.assertEqual(month.daily_wage, 300_000 // 11)  # of 11 planned days

    def test_the_first_wage_counts_before_it_too(self):
        self.assertEqual(wage_on(march(1), ((march(5), 7),)), 7)
        self.assertEqual(wage_on(march(5), ((march(5), 7), (march(1), 3))), 7)
        self.assertEqual(wage_on(march(4), ((march(5), 7), (march(1), 3))), 3)

    def test_without_wages_or_days_nothing_is_earned(self):
        rest = summarize({march(1): DayVerdict("rest")})
        self.assertEqual(wages_of_month(rest, TERMS, ()), (0, 0))
        nothing = summarize({})
        self.assertEqual(wages_of_month(nothing, TERMS, ((FIRST, 3100),)), (0, 0))

    def test_who_could_not_read_the_policy_pays_nothing(self):
        differs = dict.fromkeys((4, 5, 11), "08:10-17:00")
        month = self._month(differs, deduct_from=march(11))
        self.assertEqual([j.deduction for j in month.incidents], [0, 0, 5000])
        self.assertIn(("not_read", {"date": "2026-03-11"}), month.lines)
        self.assertFalse(month.full_attendance)
        never = self._month(differs, deduct_from=date.max)
        self.assertEqual(never.deduction_before_cap, 0)

    def test_reading_the_policy_in_time_says_nothing(self):
        month = self._month({4: "08:10-17:00"}, deduct_from=LAST)
        self.assertNotIn("not_read", self.codes(month))
