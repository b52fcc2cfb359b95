from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.indicator import UNITS, Indicator, figure, is_better, together

parts = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 1000)), max_size=8)


@tagged("post_install", "-at_install")
class TestCoreIndicator(BaseCase):
    def _indicator(self, **values):
        defaults = {
            "code": "kept",
            "name": "Kept",
            "unit": "share",
            "direction": "more",
            "model": "res.partner",
            "relation": str,
        }
        return Indicator(**{**defaults, **values})

    def test_a_definition_that_makes_no_sense_is_refused(self):
        self.assertEqual(self._indicator().grain, "day")
        for values in (
            {"unit": "weeks"},
            {"direction": "up"},
            {"grain": "hour"},
            {"dimensions": {"value": "res.users"}},
        ):
            with self.subTest(values), self.assertRaisesRegex(ValueError, "kept"):
                self._indicator(**values)

    def test_a_mean_of_nothing_is_unknown_and_a_count_of_nothing_is_none(self):
        self.assertIsNone(figure("share", {}, None, None).value)
        self.assertEqual(figure("count", {}, None, None).value, 0)

    def test_which_is_better(self):
        self.assertTrue(is_better("more", 2, 1))
        self.assertTrue(is_better("less", 1, 2))
        self.assertFalse(is_better("less", 1, 1))

    # The time of an example depends on the machine: it proves nothing about the code.
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(sorted(UNITS)), parts)
    def test_parts_add_up_to_the_whole_however_they_are_cut(self, unit, sums):
        figures = [figure(unit, {}, total, n) for total, n in sums]
        whole = figure(unit, {}, sum(t for t, _n in sums), sum(n for _t, n in sums))
        self.assertEqual(together(unit, figures), whole)
        half = len(figures) // 2
        halves = [together(unit, figures[:half]), together(unit, figures[half:])]
        self.assertEqual(together(unit, halves), whole)
