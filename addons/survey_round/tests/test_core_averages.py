from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.averages import Average, averages


@tagged("post_install", "-at_install")
class TestCoreAverages(BaseCase):
    answers = [(1, 4), (2, 1), (1, 2), (1, 3), (2, 5)]

    def test_few_answers_stay_hidden(self):
        self.assertEqual(averages(self.answers, 2, 3), [])

    def test_a_question_that_few_answered_stays_hidden(self):
        self.assertEqual(averages(self.answers, 3, 3), [Average(1, 3.0, 3)])

    def test_enough_answers_show_the_mean_and_the_number(self):
        self.assertEqual(
            averages(self.answers, 3, 2), [Average(1, 3.0, 3), Average(2, 3.0, 2)]
        )

    # The time of an example depends on the machine: it proves nothing about the code.
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 10))), st.integers(1))
    def test_no_average_rests_on_fewer_answers_than_allowed(self, answers, minimum):
        for average in averages(answers, len(answers), minimum):
            self.assertGreaterEqual(average.count, minimum)
