from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..engine.fingerprint import differing_days, short_digest

HEADS, WORDS = st.sampled_from("ab"), st.lists(st.sampled_from("-xyz"), min_size=3)


@tagged("post_install", "-at_install")
class TestFingerprint(BaseCase):
    """What a month's rows showed before, beside what they show now."""

    @given(HEADS, WORDS, st.data())
    def test_the_days_that_differ(self, head, before, data):
        same = st.lists(
            st.sampled_from("-xyz"), min_size=len(before), max_size=len(before)
        )
        after = data.draw(same)
        found = differing_days(" ".join([head, *before]), " ".join([head, *after]))
        numbers = range(1, len(before) + 1)
        self.assertEqual(found, {n for n in numbers if before[n - 1] != after[n - 1]})

    def test_what_all_have_in_common_makes_all_differ(self):
        self.assertEqual(differing_days("a x y z", "b x y z"), {1, 2, 3})

    def test_everything_differs_from_nothing(self):
        self.assertEqual(differing_days(None, "a x y"), {1, 2})
        self.assertEqual(differing_days("another-kind", "a x y"), {1, 2})

    def test_equal_values_have_one_fingerprint(self):
        value = ("late", 600, None, True, ())
        self.assertEqual(short_digest(value), short_digest((*value,)))
        for other in (("late", 601, None, True, ()), ("late", 600, 0, True, ())):
            self.assertNotEqual(short_digest(value), short_digest(other))
