import json
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.service_policy.core.pack import (
    BrokenPackError,
    Pack,
    differences,
    numbered,
)

TEXT = st.text(max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
    ),
    max_leaves=6,
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "model": st.sampled_from(["service.policy", "service.role"]),
            "key": TEXT,
            "values": st.dictionaries(TEXT, PLAIN, max_size=4),
        }
    ),
    max_size=5,
    unique_by=lambda record: (record["model"], record["key"]),
)


class TestCorePack(TestCase):
    """A pack is text from which the same pack comes again."""

    @settings(max_examples=200, deadline=None)
    @given(RECORDS, st.dictionaries(TEXT, TEXT, max_size=3))
    def test_writing_and_reading_is_the_identity(self, records, addons):
        pack = Pack(tuple(records), addons)
        again = Pack.from_text(pack.to_text().encode())
        self.assertEqual(again, pack)
        self.assertEqual(again.to_text(), pack.to_text())

    @settings(max_examples=300, deadline=None)
    @given(st.binary(max_size=60) | PLAIN.map(lambda v: json.dumps(v).encode()))
    def test_whatever_is_no_pack_is_refused_in_one_way(self, content):
        with self.assertRaises(BrokenPackError):
            Pack.from_text(content)

    def test_a_pack_of_another_version_is_named(self):
        content = json.loads(Pack().to_text()) | {"version": 99}
        with self.assertRaises(BrokenPackError) as caught:
            Pack.from_text(json.dumps(content).encode())
        self.assertEqual(caught.exception.detail, "99")

    def test_what_is_nested_without_end_is_refused(self):
        with self.assertRaises(BrokenPackError):
            Pack.from_text(b"[" * 200_000)

    @settings(max_examples=300, deadline=None)
    @given(st.lists(st.sampled_from(["A", "B", "A #2", "A #3", "B #2"]), max_size=8))
    def test_numbered_names_tell_all_apart(self, names):
        found = numbered(names)
        self.assertEqual(len(set(found)), len(names))
        self.assertEqual(numbered(sorted(set(names))), sorted(set(names)))

    def test_only_languages_that_both_have_are_compared(self):
        mine = {"name": {"in": {"en_US": "A", "zh_CN": "甲"}}, "limit": 1}
        theirs = {"name": {"in": {"en_US": "A"}}, "limit": 2, "more": 3}
        self.assertEqual(differences(mine, theirs), ["limit"])
        theirs["name"]["in"]["zh_CN"] = "乙"
        self.assertEqual(differences(mine, theirs), ["limit", "name"])
