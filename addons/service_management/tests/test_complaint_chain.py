from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.service_deadline.tests.core_common import CoreCase

from ..core.complaint_chain import Complaint, find_roots

NOON = datetime(2026, 3, 2, 12)
WINDOW = timedelta(days=30)


def complaint(number, days=0, *keys, root=None):
    return Complaint(number, NOON + timedelta(days=days), frozenset(keys), root)


@st.composite
def complaints(draw):
    return [
        Complaint(
            number,
            NOON + timedelta(hours=draw(st.integers(0, 2000))),
            draw(st.frozensets(st.sampled_from("abcd"), max_size=3)),
        )
        for number in range(1, draw(st.integers(1, 12)) + 1)
    ]


class TestComplaintChain(CoreCase):
    def test_cm_2_4_same_customer_repeats(self):
        roots = find_roots([complaint(1, 0, "a")], [complaint(2, 3, "a")], WINDOW)
        self.assertEqual(roots, {2: 1})

    def test_cm_2_4_nothing_in_common(self):
        roots = find_roots([complaint(1, 0, "a")], [complaint(2, 3, "b")], WINDOW)
        self.assertEqual(roots, {2: None})

    def test_cm_2_4_window_includes_its_last_moment(self):
        earlier = [complaint(1, 0, "a")]
        at_end, after = complaint(2, 30, "a"), complaint(2, 30.001, "a")
        self.assertEqual(find_roots(earlier, [at_end], WINDOW), {2: 1})
        self.assertEqual(find_roots(earlier, [after], WINDOW), {2: None})

    def test_cm_2_4_chain_has_one_root(self):
        """The third comes within the window of the second, not of the first."""
        earlier = [complaint(1, 0, "a"), complaint(2, 20, "a", "s", root=1)]
        self.assertEqual(find_roots(earlier, [complaint(3, 45, "s")], WINDOW), {3: 1})

    def test_cm_2_4_new_ones_repeat_each_other(self):
        new = [complaint(7, 0, "a"), complaint(5, 1, "a"), complaint(6, 1, "a")]
        self.assertEqual(find_roots([], new, WINDOW), {7: None, 5: 7, 6: 7})

    @given(complaints())
    def test_cm_2_4_roots_are_roots(self, new):
        """A root repeats nothing itself, and came first."""
        roots = find_roots([], new, WINDOW)
        by_id = {item.id: item for item in new}
        self.assertEqual(roots.keys(), by_id.keys())
        for number, root in roots.items():
            if root is not None:
                self.assertIsNone(roots[root])
                self.assertLess((by_id[root].at, root), (by_id[number].at, number))

    @given(complaints(), st.randoms())
    def test_cm_2_4_order_of_input_is_no_matter(self, new, random):
        shuffled = list(new)
        random.shuffle(shuffled)
        self.assertEqual(find_roots([], new, WINDOW), find_roots([], shuffled, WINDOW))

    @given(complaints())
    def test_cm_2_4_one_by_one_or_all_at_once(self, new):
        """A mass import links as registering one after the other does."""
        known = []
        for item in sorted(new, key=lambda c: (c.at, c.id)):
            root = find_roots(known, [item], WINDOW)[item.id]
            known.append(Complaint(item.id, item.at, item.keys, root))
        self.assertEqual(
            {item.id: item.root for item in known}, find_roots([], new, WINDOW)
        )

    @given(complaints())
    def test_cm_2_4_repeat_shares_a_key_within_the_window(self, new):
        roots = find_roots([], new, WINDOW)
        for item in new:
            partners = [
                other
                for other in new
                if (other.at, other.id) < (item.at, item.id)
                and other.keys & item.keys
                and item.at - other.at <= WINDOW
            ]
            self.assertEqual(roots[item.id] is not None, bool(partners))
