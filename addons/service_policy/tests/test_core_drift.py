from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.drift import agrees, compare, unbound
from ..core.figures import AT_MOST, EVERY, UNITS, Figure, find_figures


def bound(amount, unit, **kw):
    return Figure(amount, amount, unit, AT_MOST, **kw)


def every(amount, unit):
    return Figure(amount, amount, unit, EVERY)


@tagged("post_install", "-at_install")
class TestDrift(BaseCase):
    """What the text says is compared with what carries it out."""

    def _differences(self, text, *bounds):
        return [
            (difference.text and difference.text.words, difference.bound)
            for difference in compare(find_figures(text), bounds)
        ]

    def test_sm_5_3_the_text_says_24_hours_and_the_rule_2_days(self):
        two_days = bound(2, "day")
        self.assertEqual(
            self._differences("Solved within 24 hours.", two_days),
            [("24 hours", two_days)],
        )

    def test_what_means_the_same_does_not_differ(self):
        for text, figure in (
            ("within 24 hours", bound(1, "day")),
            ("半小时内", bound(30, "minute")),
            ("within 1 hour", bound(1, "working_hour")),
            ("the same day", bound(0, "working_day")),
            ("3–5 working days", Figure(3, 5, "working_day", AT_MOST)),
            ("3–5 working days", bound(5, "working_day")),
            ("within [X] minutes", bound(45, "minute")),
            ("at least [X] %", bound(90, "percent")),
            ("every day", Figure(1, 1, "day", "every")),
            ("at least two trainings a year", Figure(2, 2, "times", per="year")),
        ):
            self.assertEqual(self._differences(text, figure), [], text)

    def test_a_day_is_no_working_day(self):
        self.assertTrue(self._differences("within 1 day", bound(1, "working_day")))
        self.assertTrue(self._differences("within 24 hours", bound(24, "working_hour")))
        self.assertTrue(self._differences("within 2 working hours", bound(2, "hour")))

    def test_a_rhythm_is_no_length_of_time(self):
        self.assertTrue(self._differences("every day", bound(1, "day")))
        self.assertTrue(self._differences("every week", Figure(1, 1, "day", "every")))

    def test_each_figure_of_the_text_explains_one_difference(self):
        text = "Contacted within 1 hour, solved within 24 hours."
        self.assertEqual(
            self._differences(text, bound(2, "hour"), bound(48, "hour")),
            [("1 hour", bound(2, "hour")), ("24 hours", bound(48, "hour"))],
        )

    def test_what_the_text_does_not_say(self):
        two_days = bound(2, "day")
        self.assertEqual(
            self._differences("Contacted in 1 hour.", bound(1, "hour"), two_days),
            [(None, two_days)],
        )

    def test_a_text_without_figures_leaves_them_to_who_carries_it_out(self):
        self.assertEqual(self._differences("Solved soon.", bound(2, "day")), [])

    def test_figures_that_nothing_has(self):
        text = find_figures("Within 24 hours, and at least twice a year.")
        left = unbound(text, [bound(1, "day")])
        self.assertEqual(len(left), 1)
        self.assertIn("twice a year", left[0].words)
        self.assertEqual(unbound(text, text), [])

    def test_what_nothing_is_bound_to_is_no_difference(self):
        self.assertEqual(self._differences("Solved within 2 days."), [])

    @given(
        st.lists(
            st.builds(bound, st.integers(1, 99), st.sampled_from(UNITS)), max_size=5
        )
    )
    def test_figures_agree_with_themselves(self, figures):
        self.assertEqual(compare(figures, figures), [])

    @given(
        st.builds(bound, st.integers(0, 99), st.sampled_from(UNITS)),
        st.builds(bound, st.integers(0, 99), st.sampled_from(UNITS)),
    )
    def test_what_is_equal_agrees(self, one, other):
        if one == other:
            self.assertTrue(agrees(one, other))

    def test_a_detail_differs_only_from_a_share_that_nothing_else_explains(self):
        half, most = bound(50, "percent"), bound(75, "percent")

        def differences(text, *details):
            return [
                (found.text.words, found.bound)
                for found in compare(find_figures(text), [bound(24, "hour")], details)
            ]

        self.assertEqual(differences("Within 24 hours.", half), [])
        self.assertEqual(differences("At 50 %, within 24 hours.", half, most), [])
        self.assertEqual(
            differences("At 60 %, within 24 hours.", half, most), [("60 %", half)]
        )
        self.assertEqual(
            differences("At least 90 % are done within 24 hours.", half), []
        )

    def test_a_rhythm_of_days_differs_only_from_one_that_nothing_else_explains(self):
        day, second_day = every(1, "working_day"), every(2, "working_day")

        def differences(text, *details):
            return [
                (found.text.words, found.bound)
                for found in compare(find_figures(text), [bound(24, "hour")], details)
            ]

        self.assertEqual(differences("Within 24 hours.", day), [])
        told = "Within 24 hours; told every {}."
        self.assertEqual(differences(told.format("working day"), day), [])
        self.assertEqual(
            differences(told.format("day"), day), [], "those who work on that day"
        )
        self.assertEqual(
            differences(told.format("3 working days"), second_day),
            [("every 3 working days", second_day)],
        )
        self.assertEqual(differences(told.format("month"), day), [])
        self.assertEqual(unbound(find_figures("Tracked every day."), [day]), [])
