"""The pure arithmetic of closing: seals, adjustments, rows for payroll, awards."""

import hashlib
import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.adjustment import outstanding
from ..core.award import AwardLimits, exclusion
from ..core.pay import Overtime, PayRow, deduction_rows, overtime_rows
from ..core.seal import canonical, changes, seal, seal_all

cents = st.integers(0, 10**7).map(lambda number: number / 100)
SECRET = b"of this database"
figures = st.dictionaries(st.sampled_from("abcdef"), cents)


@tagged("post_install", "-at_install")
class TestSeal(BaseCase):
    @given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
    def test_cs_1_5_the_order_of_facts_does_not_change_a_seal(self, facts):
        keys = list(facts)
        random.Random(1).shuffle(keys)
        shuffled = {key: facts[key] for key in keys}
        self.assertEqual(
            seal(canonical(facts), SECRET), seal(canonical(shuffled), SECRET)
        )

    def test_cs_1_5_every_changed_figure_changes_the_seal(self):
        facts = {"deduction": 50.0, "days": [{"work_date": date(2026, 3, 2)}]}
        changed = {"deduction": 50.01, "days": [{"work_date": date(2026, 3, 2)}]}
        self.assertNotEqual(
            seal(canonical(facts), SECRET), seal(canonical(changed), SECRET)
        )
        self.assertEqual(changes(facts, changed), ["deduction"])

    def test_cs_1_5_a_seal_cannot_be_guessed_without_the_secret(self):
        """A plain fingerprint of a text with one unknown figure tells the figure."""
        text = canonical({"wage": "8000.00"})
        self.assertNotEqual(seal(text, SECRET), seal(text, b"of another"))
        self.assertNotEqual(
            seal(text, SECRET), hashlib.sha256(text.encode()).hexdigest()
        )

    def test_cs_1_5_a_missing_figure_is_a_change(self):
        self.assertEqual(changes({"a": 1, "b": 2}, {"b": 2, "c": 3}), ["a", "c"])

    def test_cs_1_5_chinese_stays_readable_in_the_snapshot(self):
        self.assertEqual(canonical({"名": "王伟"}), '{"名":"王伟"}')

    def test_cs_1_5_the_seal_of_a_month_covers_each_statement_once(self):
        both = seal_all({1: "a", 2: "b"}, SECRET)
        self.assertEqual(both, seal_all({2: "b", 1: "a"}, SECRET))
        self.assertNotEqual(both, seal_all({1: "b", 2: "a"}, SECRET))
        self.assertNotEqual(both, seal_all({1: "a"}, SECRET))


@tagged("post_install", "-at_install")
class TestAdjustment(BaseCase):
    @given(figures, figures, st.lists(figures, max_size=4))
    def test_cs_1_5_what_is_booked_once_is_not_booked_again(
        self, sealed, current, earlier
    ):
        first = outstanding(sealed, earlier, current)
        self.assertEqual(outstanding(sealed, [*earlier, first], current), {})

    @given(figures)
    def test_cs_1_5_nothing_new_books_nothing(self, sealed):
        self.assertEqual(outstanding(sealed, [], sealed), {})

    def test_cs_1_5_a_later_fact_can_be_taken_back(self):
        sealed = {"deduction": 50.0, "late": 1}
        booked = outstanding(sealed, [], {"deduction": 0.0, "late": 0})
        self.assertEqual(booked, {"deduction": -50, "late": -1})
        again = outstanding(sealed, [booked], sealed)
        self.assertEqual(again, {"deduction": 50, "late": 1})

    def test_cs_1_5_cents_are_exact(self):
        booked = [{"deduction": 0.1}, {"deduction": 0.2}]
        self.assertEqual(outstanding({}, booked, {"deduction": 0.3}), {})


@tagged("post_install", "-at_install")
class TestPayRows(BaseCase):
    @given(st.lists(cents, max_size=12), st.integers(0, 100))
    def test_cs_1_3_the_rows_add_up_to_the_deduction_of_the_statement(
        self, amounts, share
    ):
        incidents = [(str(i), None, amount, i) for i, amount in enumerate(amounts)]
        deducted = round(sum(amounts) * share / 100, 2)
        rows = deduction_rows(incidents, deducted)
        self.assertAlmostEqual(sum(row.amount for row in rows), -deducted, places=2)
        self.assertEqual(len({row.key for row in rows}), len(rows))

    def test_cs_1_3_what_the_cap_spares_has_a_row_of_its_own(self):
        rows = deduction_rows([("late:1", date(2026, 3, 2), 300.0, 7)], 200.0)
        self.assertEqual(
            rows,
            [
                PayRow("late:1", "deduction", -300.0, date(2026, 3, 2), source=7),
                PayRow("cap", "cap", 100.0),
            ],
        )

    def test_cs_1_3_an_incident_that_costs_nothing_has_no_row(self):
        self.assertEqual(deduction_rows([("late:1", None, 0.0, 1)], 0.0), [])

    def test_cs_1_1_overtime_is_paid_by_the_hour_and_the_rate(self):
        [row] = overtime_rows([Overtime(3, None, 5400, 1.5)], 40.0)
        self.assertEqual((row.amount, row.quantity, row.rate), (90.0, 1.5, 1.5))

    def test_cs_1_1_time_off_has_hours_and_no_money(self):
        [row] = overtime_rows([Overtime(3, None, 7200, 2.0, paid=False)], 40.0)
        self.assertEqual((row.kind, row.amount, row.quantity), ("time_off", 0.0, 2.0))

    def test_cs_1_1_overtime_that_nobody_worked_has_no_row(self):
        self.assertEqual(overtime_rows([Overtime(3, None, 0, 1.5)], 40.0), [])


@tagged("post_install", "-at_install")
class TestAward(BaseCase):
    limits = AwardLimits(incidents=12, absences=2)

    def test_cs_1_6_the_limit_itself_is_still_allowed(self):
        self.assertEqual(exclusion(12, 2, self.limits), [])

    def test_cs_1_6_one_more_excludes_and_says_how_many(self):
        self.assertEqual(
            exclusion(13, 2.5, self.limits),
            [
                ("award_incidents", {"count": 13, "limit": 12}),
                ("award_absences", {"count": 2.5, "limit": 2}),
            ],
        )

    def test_cs_1_6_without_a_limit_nothing_excludes(self):
        self.assertEqual(exclusion(99, 99, AwardLimits()), [])
