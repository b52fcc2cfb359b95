import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..core.assignment import (
    LEAST_LOADED,
    NOBODY,
    RELATION,
    ROOM,
    Candidate,
    Customer,
    assign,
)

IDS = st.integers(1, 6)
CANDIDATES = st.lists(
    st.builds(Candidate, id=IDS, capacity=st.integers(0, 30), load=st.integers(0, 30)),
    unique_by=lambda each: each.id,
    max_size=5,
)
CUSTOMERS = st.lists(
    st.builds(
        Customer,
        id=st.integers(1, 40),
        points=st.integers(1, 8),
        relations=st.lists(
            st.tuples(st.sampled_from(["order", "advisor"]), IDS), max_size=2
        ).map(tuple),
    ),
    unique_by=lambda each: each.id,
    max_size=12,
)


class TestAssignmentCore(unittest.TestCase):
    def test_who_knows_the_customer_comes_first(self):
        people = [Candidate(1, 10), Candidate(2, 10, load=8)]
        (choice,) = assign([Customer(5, 2, (("order", 2),))], people)
        self.assertEqual(
            (choice.user, choice.why, choice.relation), (2, RELATION, "order")
        )

    def test_a_relation_without_room_gives_way(self):
        people = [Candidate(1, 10), Candidate(2, 10, load=9)]
        (choice,) = assign([Customer(5, 2, (("order", 2),))], people)
        self.assertEqual((choice.user, choice.why), (1, ROOM))

    def test_capacity_weighs(self):
        """Ten of forty points are less than four of ten."""
        people = [Candidate(1, 10, load=4), Candidate(2, 40, load=10)]
        (choice,) = assign([Customer(5, 1)], people)
        self.assertEqual(choice.user, 2)

    def test_above_all_capacities_the_choice_says_so(self):
        (choice,) = assign([Customer(5, 3)], [Candidate(1, 2), Candidate(2, 1)])
        self.assertEqual((choice.user, choice.why), (1, LEAST_LOADED))
        self.assertTrue(choice.is_over)

    def test_nobody_without_capacity_takes_a_stranger(self):
        (choice,) = assign([Customer(5, 3)], [Candidate(1, 0)])
        self.assertEqual((choice.user, choice.why), (None, NOBODY))

    def test_equal_people_take_turns(self):
        people = [Candidate(2, 10), Candidate(1, 10)]
        users = [each.user for each in assign(map(Customer, range(1, 5)), people)]
        self.assertEqual(users, [1, 2, 1, 2])

    @given(CUSTOMERS, CANDIDATES, st.randoms(use_true_random=False))
    def test_order_of_what_is_given_does_not_matter(self, customers, people, chance):
        expected = assign(customers, people)
        chance.shuffle(customers)
        chance.shuffle(people)
        self.assertEqual(assign(customers, people), expected)

    @given(CUSTOMERS, CANDIDATES)
    def test_each_customer_once_and_by_a_candidate(self, customers, people):
        choices = assign(customers, people)
        self.assertEqual(
            [each.customer for each in choices], sorted(each.id for each in customers)
        )
        known = {each.id for each in people}
        for choice in choices:
            self.assertTrue(choice.user in known or choice.why == NOBODY)

    @given(CUSTOMERS, CANDIDATES)
    def test_nobody_is_overloaded_while_another_has_room(self, customers, people):
        choices = {each.customer: each for each in assign(customers, people)}
        loads = {each.id: each.load for each in people}
        for customer in sorted(customers, key=lambda each: (-each.points, each.id)):
            choice = choices[customer.id]
            room = [
                each
                for each in people
                if each.capacity and loads[each.id] + customer.points <= each.capacity
            ]
            self.assertFalse(choice.is_over and room)
            if choice.user:
                self.assertEqual(choice.load, loads[choice.user])
                loads[choice.user] += customer.points
