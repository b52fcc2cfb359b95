from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.review import VERDICTS, outcome, to_ask

rounds = st.tuples(
    st.sampled_from(("all", "any", "some")),
    st.integers(-2, 9),
    st.lists(st.sampled_from(VERDICTS), min_size=1, max_size=7),
)


class TestReviewProperties(TestCase):
    """Who is faster decides nothing."""

    @given(rounds, st.randoms(use_true_random=False))
    def test_the_outcome_does_not_depend_on_the_order(self, case, random):
        mode, wanted, verdicts = case
        shuffled = random.sample(verdicts, len(verdicts))
        asked = len(verdicts)
        whole = outcome(mode, asked, wanted, verdicts)
        self.assertIn(whole, ("agreed", "objected"))
        self.assertEqual(outcome(mode, asked, wanted, shuffled), whole)

    @given(rounds, st.randoms(use_true_random=False))
    def test_what_is_certain_stays(self, case, random):
        """Stopping as soon as it is certain comes to the same as hearing everybody."""
        mode, wanted, verdicts = case
        shuffled = random.sample(verdicts, len(verdicts))
        asked = len(verdicts)
        whole = outcome(mode, asked, wanted, verdicts)
        for heard in range(asked + 1):
            self.assertIn(outcome(mode, asked, wanted, shuffled[:heard]), ("", whole))

    @given(st.lists(st.integers(1, 4), min_size=1, max_size=7))
    def test_in_order_everybody_is_asked_once_and_never_too_early(self, places):
        places = sorted(places)
        states = ["waiting"] * len(places)
        turns = []
        while "waiting" in states:
            turn = to_ask(True, list(zip(places, states, strict=True)))
            self.assertTrue(turn)
            self.assertEqual(len({places[n] for n in turn}), 1)
            turns += turn
            for position in turn:
                states[position] = "answered"
        self.assertEqual(turns, list(range(len(places))))
