import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..core.interval import interval_of_mean, interval_of_share, t_quantile


class TestCoreInterval(unittest.TestCase):
    """Beside every mean stands on how much it rests."""

    def test_known_values(self):
        self.assertAlmostEqual(t_quantile(31), 2.0395, delta=0.004)
        low, high = interval_of_share(8, 10)
        self.assertAlmostEqual(low, 0.490, places=3)
        self.assertAlmostEqual(high, 0.943, places=3)
        low, high = interval_of_mean(4, 16, 66, 1, 5)  # 3, 4, 4, 5
        self.assertAlmostEqual(low, 4 - 3.182 * (2 / 3 / 4) ** 0.5, places=3)
        self.assertEqual(high, 5)

    def test_too_few_say_nothing(self):
        self.assertIsNone(interval_of_mean(1, 5, 25, 1, 5))
        self.assertIsNone(interval_of_share(0, 0))

    @given(st.lists(st.integers(1, 5), min_size=2, max_size=60))
    def test_the_mean_lies_within(self, scores):
        total, squares = sum(scores), sum(score**2 for score in scores)
        low, high = interval_of_mean(len(scores), total, squares, 1, 5)
        mean = total / len(scores)
        self.assertTrue(1 <= low <= mean + 1e-9 and mean - 1e-9 <= high <= 5)

    @given(st.integers(1, 500), st.data())
    def test_the_share_lies_within(self, n, data):
        kept = data.draw(st.integers(0, n))
        low, high = interval_of_share(kept, n)
        self.assertTrue(0 <= low <= kept / n + 1e-9)
        self.assertTrue(kept / n - 1e-9 <= high <= 1)
