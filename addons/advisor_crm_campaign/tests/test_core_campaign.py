from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.draw import held_out, how_many
from ..core.effect import Arm, difference, verdict

IDS = st.sets(st.integers(1, 10**6), max_size=200)
SEEDS = st.text(max_size=8)
PERCENTS = st.integers(0, 50)


def arms():
    """Arms with not more orders than customers."""
    return st.integers(0, 300).flatmap(
        lambda n: st.builds(Arm, n=st.just(n), orders=st.integers(0, n))
    )


@tagged("post_install", "-at_install")
class TestCoreCampaign(BaseCase):
    """Who is held out, and what the figures allow to say."""

    @given(SEEDS, IDS, PERCENTS)
    def test_sm_5_1_the_share_is_held_out_within_one_customer(self, seed, ids, percent):
        count = len(held_out(seed, ids, percent))
        exact = len(ids) * percent / 100
        self.assertLessEqual(abs(count - exact), 1)
        self.assertEqual(count, how_many(len(ids), percent))
        if percent and len(ids) > 1:
            self.assertGreaterEqual(count, 1)

    @given(SEEDS, IDS, PERCENTS, st.randoms(use_true_random=False))
    def test_sm_5_1_the_draw_is_the_same_in_any_order(self, seed, ids, percent, random):
        shuffled = list(ids)
        random.shuffle(shuffled)
        self.assertEqual(
            held_out(seed, shuffled, percent), held_out(seed, sorted(ids), percent)
        )

    @given(SEEDS, IDS, st.integers(0, 49))
    def test_who_is_held_out_stays_so_with_a_larger_share(self, seed, ids, percent):
        few, more = held_out(seed, ids, percent), held_out(seed, ids, percent + 1)
        self.assertLessEqual(few, more)
        self.assertLessEqual(more, ids)

    def test_another_seed_is_another_draw(self):
        draws = {held_out(str(seed), range(100), 10) for seed in range(20)}
        self.assertGreater(len(draws), 15)
        counts = [sum(one in draw for draw in draws) for one in range(100)]
        self.assertLess(max(counts), 10, "nobody is always held out")

    @given(arms(), arms())
    def test_the_difference_turns_with_the_arms(self, arm, other):
        found, turned = difference(arm, other), difference(other, arm)
        if not (arm.n and other.n):
            self.assertIsNone(found)
            return
        self.assertAlmostEqual(found[0], -turned[1])
        self.assertAlmostEqual(found[1], -turned[0])
        point = arm.orders / arm.n - other.orders / other.n
        self.assertTrue(found[0] - 1e-9 <= point <= found[1] + 1e-9)

    @given(arms())
    def test_the_same_share_is_no_difference(self, arm):
        if arm.n:
            self.assertEqual(verdict(arm, arm), "open")

    def test_sm_5_1_too_few_say_nothing(self):
        self.assertEqual(verdict(Arm(), Arm()), "empty")
        self.assertEqual(verdict(Arm(n=9, orders=3), Arm()), "alone")
        self.assertEqual(verdict(Arm(n=9, orders=3), Arm(n=1)), "open")
        self.assertEqual(verdict(Arm(n=900, orders=300), Arm(n=100, orders=9)), "more")
        self.assertEqual(verdict(Arm(n=900, orders=9), Arm(n=100, orders=30)), "less")

    def test_newcombe_s_example(self):
        """Newcombe (1998), method 10: 56 of 70 against 48 of 80."""
        low, high = difference(Arm(n=70, orders=56), Arm(n=80, orders=48))
        self.assertAlmostEqual(low, 0.0524, places=4)
        self.assertAlmostEqual(high, 0.3339, places=4)
