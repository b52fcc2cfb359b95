import unittest
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..core.asking import (
    PARTS,
    first_answer,
    is_low,
    mean,
    next_reminder,
    read_scores,
    reason_not_to_ask,
)
from ..core.links import is_genuine, sign

NOON = datetime(2026, 3, 2, 12)
ANYTHING = st.one_of(st.integers(-9, 99).map(str), st.text(max_size=3), st.none())
SUBMIT = st.dictionaries(st.sampled_from((*PARTS, "other")), ANYTHING)
WHOLE = st.fixed_dictionaries({part: st.integers(1, 5).map(str) for part in PARTS})


class TestCoreAsking(unittest.TestCase):
    """Who is asked, when again, and what of an answer counts."""

    def test_cs_6_3_why_somebody_is_not_asked(self):
        usual = {
            "address": "a@example.com",
            "archived": False,
            "asked": 1,
            "most": 2,
            "by_hand": False,
        }
        for given_, expected in (
            ({}, ""),
            ({"address": ""}, "no_address"),
            ({"archived": True}, "archived"),
            ({"asked": 2}, "often"),
            ({"asked": 9, "most": 0}, ""),
            ({"address": "", "archived": True, "asked": 9, "by_hand": True}, ""),
        ):
            with self.subTest(given_):
                self.assertEqual(reason_not_to_ask(**usual | given_), expected)

    @given(st.integers(0, 5), st.integers(0, 9), st.integers(1, 40))
    def test_reminders_stop(self, most, days, link):
        until = NOON + timedelta(days=link)
        reminded, moments = 0, []
        while due := next_reminder(NOON, reminded, most, days, until):
            moments.append(due)
            reminded += 1
        self.assertLessEqual(len(moments), most)
        self.assertTrue(all(NOON < moment < until for moment in moments))
        self.assertEqual(moments, sorted(set(moments)))

    @given(st.lists(st.one_of(SUBMIT, WHOLE)))
    def test_sm_2_4_the_first_whole_answer_counts(self, submits):
        """However often somebody presses, and whatever is sent."""
        counts = first_answer(submits)
        whole = [scores for scores in map(read_scores, submits) if scores]
        self.assertEqual(counts, whole[0] if whole else None)
        self.assertEqual(first_answer(submits + submits[::-1]), counts)

    @given(SUBMIT)
    def test_sm_2_4_scores_are_whole_or_nothing(self, submit):
        scores = read_scores(submit)
        if scores:
            self.assertEqual(tuple(scores), PARTS)
            self.assertTrue(all(1 <= score <= 5 for score in scores.values()))

    @given(WHOLE, st.integers(0, 4))
    def test_sm_2_4_any_part_makes_an_answer_low(self, submit, threshold):
        scores = read_scores(submit)
        low = [part for part in PARTS if scores[part] <= threshold]
        self.assertEqual(is_low(scores, threshold), bool(low))
        self.assertTrue(1 <= mean(scores) <= 5)

    def test_a_link_is_for_one_row(self):
        secret = sign(b"key", 7)
        self.assertTrue(is_genuine(b"key", 7, secret))
        self.assertFalse(is_genuine(b"key", 8, secret))
        self.assertFalse(is_genuine(b"other", 7, secret))
        self.assertFalse(is_genuine(b"key", 7, "没有"))
