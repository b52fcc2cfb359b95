from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.service_policy.core.carrier import (
    Carrier,
    keys_of,
    state_of,
    still_missing,
    things_of,
    together,
)

KEYS = ("file", "suggestion")
TEXT = "how complete the file is; suggestions"


def carrier(**values):
    return Carrier(policy=1, number="SA-2.1", kind="page", name="Contacts", **values)


class TestCoreCarrier(TestCase):
    """What others of a clause supply is not missing."""

    def test_keys_are_words_whatever_separates_them(self):
        for text in ("file; suggestion", " File；suggestion ;", "file, suggestion"):
            self.assertEqual(keys_of(text), KEYS, text)
        self.assertEqual(keys_of(""), ())

    def test_things_may_have_commas(self):
        self.assertEqual(things_of("order, support; rest"), ("order, support", "rest"))

    def test_what_is_supplied_is_not_missing(self):
        for supplied, left in (
            ((), TEXT),
            (("file",), "suggestions"),
            (("suggestion",), "how complete the file is"),
            (("suggestion", "file", "other"), ""),
            (("other",), TEXT),
        ):
            self.assertEqual(still_missing(TEXT, KEYS, supplied), left, supplied)

    def test_chinese_semicolons(self):
        left = still_missing("档案；建议；投诉", ("a", "b", "c"), ("b",))
        self.assertEqual(left, "档案；投诉")

    def test_what_has_no_key_is_missing_in_any_case(self):
        self.assertEqual(still_missing("the apology", (), ("file",)), "the apology")

    def test_a_translation_with_fewer_things_is_said_as_a_whole(self):
        self.assertEqual(still_missing("档案和建议", KEYS, ("file",)), "档案和建议")
        self.assertEqual(still_missing("档案和建议", KEYS, KEYS), "")

    def test_the_state_of_a_clause_counts_what_is_left(self):
        lacking = carrier(missing=TEXT, missing_keys=KEYS)
        one, other = carrier(supplies=KEYS[:1]), carrier(supplies=KEYS[1:])
        for carriers, state in (
            ([lacking], "partly"),
            ([lacking, one], "partly"),
            ([other, lacking, one], "done"),
            ([other, one], "done"),
        ):
            self.assertEqual(state_of(together(carriers)), state)

    def test_two_that_supply_each_other(self):
        first = carrier(missing="a", missing_keys=("a",), supplies=("b",))
        second = carrier(missing="b", missing_keys=("b",), supplies=("a",))
        self.assertEqual(state_of(together([first, second])), "done")
        self.assertEqual(state_of(together([first])), "partly")

    @given(
        st.lists(st.sampled_from("abcde"), unique=True, min_size=1),
        st.sets(st.sampled_from("abcdef")),
    )
    def test_nothing_is_lost_and_nothing_comes_to_it(self, keys, supplied):
        left = still_missing("; ".join(f"thing {key}" for key in keys), keys, supplied)
        kept = [f"thing {key}" for key in keys if key not in supplied]
        self.assertEqual(things_of(left), tuple(kept))
