import math
from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.rhythm import silence, usual_interval

TODAY = date(2026, 3, 2)
intervals = st.lists(st.integers(1, 400), min_size=1, max_size=40)
percents = st.integers(1, 100)
ago = st.lists(st.integers(-30, 1_500), max_size=40)


def days_of(numbers):
    return [TODAY - timedelta(number) for number in numbers]


class TestCoreRhythm(TestCase):
    """Everybody is measured by the own past."""

    def test_sa_2_1_a_weekly_customer_is_silent_after_three_weeks(self):
        weekly = days_of(21 + 7 * n for n in range(8))
        found = silence(weekly, TODAY, 90, 5)
        assert (found.n, found.usual, found.silent, found.beyond) == (7, 7, 21, 14)

    def test_sa_2_1_a_yearly_customer_is_not_silent_after_three_months(self):
        yearly = days_of(90 + 365 * n for n in range(8))
        assert silence(yearly, TODAY, 90, 5) is None

    def test_sa_2_1_exactly_the_usual_interval_is_no_silence(self):
        weekly = [7 + 7 * n for n in range(8)]
        assert silence(days_of(weekly), TODAY, 90, 5) is None
        assert silence(days_of(n + 1 for n in weekly), TODAY, 90, 5).beyond == 1

    def test_sa_2_1_too_few_intervals_say_nothing(self):
        assert silence(days_of([100, 107, 114]), TODAY, 90, 3) is None
        assert silence(days_of([100, 107, 114, 121]), TODAY, 90, 3) is not None

    @given(intervals, percents)
    def test_sa_2_1_so_many_percent_are_not_longer_than_usual(self, lengths, percent):
        usual = usual_interval(lengths, percent)
        assert usual in lengths
        within = sum(length <= usual for length in lengths)
        shorter = sum(length < usual for length in lengths)
        assert within * 100 >= percent * len(lengths)
        assert shorter == 0 or shorter * 100 < percent * len(lengths)

    @given(intervals, percents)
    def test_sa_2_1_usual_is_the_nearest_rank(self, lengths, percent):
        rank = max(1, math.ceil(len(lengths) * percent / 100 - 1e-9))
        assert usual_interval(lengths, percent) == sorted(lengths)[rank - 1]

    @given(ago, percents, st.integers(1, 6))
    def test_sa_2_1_order_and_repetition_change_nothing(
        self, numbers, percent, minimum
    ):
        days = days_of(numbers)
        found = silence(days, TODAY, percent, minimum)
        assert silence([*reversed(days), *days], TODAY, percent, minimum) == found

    @given(ago, percents, st.integers(1, 6), st.integers(-500, 500))
    def test_sa_2_1_moving_all_dates_changes_no_length(
        self, numbers, percent, minimum, by
    ):
        days, move = days_of(numbers), timedelta(by)
        found = silence(days, TODAY, percent, minimum)
        moved = silence([day + move for day in days], TODAY + move, percent, minimum)
        assert (found is None) == (moved is None)
        if found:
            assert (found.n, found.usual, found.silent) == (
                moved.n,
                moved.usual,
                moved.silent,
            )

    @given(ago, percents, st.integers(1, 6))
    def test_sa_2_1_who_was_there_today_is_not_silent(self, numbers, percent, minimum):
        assert silence([*days_of(numbers), TODAY], TODAY, percent, minimum) is None

    @given(ago, st.integers(1, 99), st.integers(1, 6))
    def test_sa_2_1_a_higher_share_never_makes_more_silent(
        self, numbers, percent, minimum
    ):
        days = days_of(numbers)
        if silence(days, TODAY, percent + 1, minimum):
            assert silence(days, TODAY, percent, minimum)
