from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core import spans

BOUNDS = st.integers(0, 40)
SPANS = st.lists(st.tuples(BOUNDS, BOUNDS), max_size=6)


def seconds(stretches):
    """The same as a set of whole seconds: slow, and obviously right."""
    return {n for start, end in stretches for n in range(start, end)}


@tagged("post_install", "-at_install")
class TestCoreSpans(BaseCase):
    """Arithmetic of stretches of time, beside that of sets of seconds."""

    @given(SPANS)
    def test_merged(self, stretches):
        found = spans.merged(stretches)
        self.assertEqual(seconds(found), seconds(stretches))
        self.assertEqual(found, sorted(found))
        for (_start, end), (start, _end) in zip(found, found[1:], strict=False):
            self.assertLess(end, start)

    @given(SPANS, SPANS)
    def test_minus_and_common(self, stretches, others):
        some, rest = spans.merged(stretches), spans.merged(others)
        self.assertEqual(
            seconds(spans.minus(some, rest)), seconds(some) - seconds(rest)
        )
        self.assertEqual(
            seconds(spans.common(some, rest)), seconds(some) & seconds(rest)
        )

    @given(SPANS, BOUNDS, BOUNDS)
    def test_length_and_within(self, stretches, start, end):
        start, end = sorted((start, end))
        some = spans.merged(stretches)
        self.assertEqual(spans.length(some), len(seconds(some)))
        window = seconds([(start, end)])
        self.assertEqual(spans.within(some, start, end), len(seconds(some) & window))
