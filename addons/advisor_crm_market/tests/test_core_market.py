from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.prices import change_percent, converted, days_of_rates, rate_on
from ..core.subject import plain_word, subject_key

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
RATES = st.lists(
    st.tuples(DAYS, st.floats(0.01, 100)), min_size=1, unique_by=lambda one: one[0]
).map(sorted)


@tagged("post_install", "-at_install")
class TestCoreMarket(BaseCase):
    """What notes are about, and what prices are in the own currency."""

    @given(st.text(), st.integers(1, 9))
    def test_a_word_is_the_same_however_it_is_spaced_and_cased(self, word, competitor):
        key = subject_key(competitor, None, word)
        self.assertEqual(key, subject_key(competitor, None, f"  {plain_word(word)} "))
        self.assertEqual(key is None, not plain_word(word))

    @given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99))
    def test_other_competitors_and_products_are_other_subjects(self, one, other, item):
        same = subject_key(one, item, None) == subject_key(other, item, None)
        self.assertEqual(same, one == other)
        self.assertNotEqual(subject_key(one, item, None), subject_key(one, None, "x"))
        self.assertEqual(subject_key(one, item, "x"), subject_key(one, item, "y"))

    def test_full_width_letters_are_the_same_word(self):
        self.assertEqual(plain_word("Ｃhair　 A"), "chair a")

    @given(RATES, DAYS)
    def test_the_rate_of_a_day_is_the_last_one_until_then(self, rates, day):
        until = [rate for when, rate in rates if when <= day]
        self.assertEqual(rate_on(day, rates), until[-1] if until else rates[0][1])

    @given(RATES, st.data())
    def test_a_rate_counts_for_its_days_and_no_other(self, rates, data):
        """Another figure of some rates is another rate of these days; of all other days
        it is the same."""
        places = st.sets(st.integers(0, len(rates) - 1), min_size=1)
        changed = data.draw(places)
        others = [
            (day, rate + (place in changed)) for place, (day, rate) in enumerate(rates)
        ]
        first, end = days_of_rates(
            {rates[place][0] for place in changed}, [day for day, _rate in rates]
        )
        day = data.draw(DAYS)
        within = (not first or first <= day) and (not end or day < end)
        if rate_on(day, rates) != rate_on(day, others):
            self.assertTrue(within)
        elif len(changed) == 1:
            self.assertFalse(within)

    def test_without_a_rate_nothing_is_converted(self):
        self.assertIsNone(rate_on(date(2026, 1, 1), []))
        self.assertIsNone(converted(10, None, 1.0))
        self.assertEqual(converted(10, 2.0, 1.0), 5.0)

    @given(st.floats(1, 1000), RATES, RATES, DAYS)
    def test_there_and_back_is_the_same_amount(self, amount, rates, own, day):
        rate, own_rate = rate_on(day, rates), rate_on(day + timedelta(1), own)
        there = converted(amount, rate, own_rate)
        self.assertAlmostEqual(converted(there, own_rate, rate), amount, places=4)

    def test_change_in_percent(self):
        self.assertEqual(change_percent(200, 150), -25)
        self.assertEqual(change_percent(100, 100), 0)
        self.assertIsNone(change_percent(0, 100))
