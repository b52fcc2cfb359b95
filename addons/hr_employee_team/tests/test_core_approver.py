from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.approver import nearest_approver


@tagged("post_install", "-at_install")
class TestCoreApprover(BaseCase):
    """CS-1.2: the direct manager, or who stands above."""

    def test_cs_1_2_direct_manager(self):
        self.assertEqual(nearest_approver(1, {1: 2, 2: 3}, {2: 20, 3: 30}), 20)

    def test_cs_1_2_manager_without_user_is_passed_over(self):
        self.assertEqual(nearest_approver(1, {1: 2, 2: 3}, {2: None, 3: 30}), 30)

    def test_cs_1_2_nobody_is_their_own_manager(self):
        self.assertIsNone(nearest_approver(1, {1: 1}, {1: 10}, {10}))
        self.assertEqual(nearest_approver(1, {1: 2, 2: 3}, {2: 10, 3: 30}, {10}), 30)

    @given(
        st.dictionaries(
            st.integers(0, 8), st.one_of(st.none(), st.integers(0, 8)), max_size=9
        ),
        st.dictionaries(
            st.integers(0, 8), st.one_of(st.none(), st.integers(10, 18)), max_size=9
        ),
        st.integers(0, 8),
    )
    def test_cs_1_2_any_tree_ends(self, parents, users, employee):
        own = users.get(employee)
        excluded = {own} if own else set()
        found = nearest_approver(employee, parents, users, excluded)
        self.assertNotIn(found, excluded)
        if found is not None:
            self.assertIn(found, users.values())
