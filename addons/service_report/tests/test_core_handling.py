from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core.handling import Handover, Holder, Step, look_at

ids = st.none() | st.integers(1, 3)
holders = st.builds(Holder, ids, ids, ids)
steps = st.builds(
    Step,
    st.none() | holders,
    holders,
    st.booleans(),
    st.booleans(),
    st.integers(1, 3),
    st.none() | st.builds(Handover, st.just(7), holders, st.booleans()),
)
ANNA, BEN, CHO = 1, 2, 3
DESK, LIFTS = 1, 2


def step(before, after, actor=ANNA, last=None, **closed):
    closed = {"was_closed": False, "is_closed": False} | closed
    return Step(before, after, actor=actor, last=last, **closed)


class TestHandling(BaseCase):
    """What is a hand-over, and when somebody has begun with it (SA-4.2)."""

    def test_who_takes_what_nobody_had_takes_it_up(self):
        outcome = look_at(step(Holder(None, DESK), Holder(ANNA, DESK)))
        self.assertFalse(outcome.is_handed_over)

    def test_giving_it_to_somebody_else_is_a_handover(self):
        outcome = look_at(step(Holder(ANNA, DESK), Holder(BEN, DESK)))
        self.assertTrue(outcome.is_handed_over)
        self.assertFalse(outcome.is_held, "Ben has not begun with it")

    def test_taking_it_from_somebody_is_a_handover_without_waiting(self):
        outcome = look_at(step(Holder(BEN, DESK), Holder(ANNA, DESK)))
        self.assertTrue(outcome.is_handed_over and outcome.is_held)

    def test_giving_it_back_to_all_is_a_handover(self):
        self.assertTrue(
            look_at(step(Holder(ANNA, DESK), Holder(None, DESK))).is_handed_over
        )

    def test_another_team_is_a_handover_though_nobody_had_it(self):
        self.assertTrue(
            look_at(step(Holder(None, DESK), Holder(None, LIFTS))).is_handed_over
        )

    def test_it_comes_back_to_who_gave_it(self):
        last = Handover(7, Holder(ANNA, DESK), is_taken_up=False)
        back = look_at(step(Holder(BEN, DESK), Holder(ANNA, DESK), BEN, last))
        self.assertTrue(back.is_returned and back.is_taken_up)
        on = look_at(step(Holder(BEN, DESK), Holder(CHO, DESK), BEN, last))
        self.assertTrue(on.is_taken_up)
        self.assertFalse(on.is_returned)

    def test_it_comes_back_to_the_team_where_nobody_had_it(self):
        last = Handover(7, Holder(None, DESK), is_taken_up=False)
        back = look_at(step(Holder(None, LIFTS), Holder(None, DESK), BEN, last))
        self.assertTrue(back.is_returned)

    def test_who_writes_about_it_has_taken_it_up(self):
        last = Handover(7, Holder(ANNA, DESK), is_taken_up=False)
        same = Holder(BEN, DESK)
        self.assertFalse(look_at(step(same, same, ANNA, last)).is_taken_up)
        self.assertTrue(look_at(step(same, same, BEN, last)).is_taken_up)

    @given(steps)
    def test_nothing_is_handed_over_that_is_closed_or_new(self, one):
        outcome = look_at(one)
        if one.before is None or one.was_closed or one.is_closed:
            self.assertFalse(outcome.is_handed_over)
        if not outcome.is_handed_over:
            self.assertFalse(outcome.is_returned or outcome.is_held)

    @given(steps)
    def test_a_step_that_changes_no_holder_hands_nothing_over(self, one):
        same = replace(one, before=one.after)
        self.assertFalse(look_at(same).is_handed_over)

    @given(steps)
    def test_whoever_has_it_waits_for_nobody_after_a_handover(self, one):
        outcome = look_at(one)
        if outcome.is_handed_over and one.last and not one.last.is_taken_up:
            self.assertTrue(outcome.is_taken_up)
