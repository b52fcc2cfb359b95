from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.core_common import TERMS
from odoo.addons.attendance_rules.tests.test_core_month import (
    FIRST,
    LAST,
    MonthCase,
    march,
)

from ..core.trial import compare, sum_up

STRICT = replace(TERMS, monthly_grace=0, bands=TERMS.bands[1:])
WAGES = ((FIRST, 660_000),)


@tagged("post_install", "-at_install")
class TestTrial(MonthCase):
    """What the last months would have been under another policy."""

    def _judged(self, terms, **late):
        """{(employee, month): judgement} of employees by name: days they were late."""
        result = {}
        for name, days in late.items():
            story = self._late(*days, terms=terms)
            judged = story.days(FIRST, LAST), story.month(wages=WAGES)
            result[name, FIRST] = judged
        return result

    def _changes(self, after, **late):
        return compare(self._judged(TERMS, **late), self._judged(after, **late))

    def test_the_same_policy_changes_nothing(self):
        self.assertEqual(self._changes(TERMS, ann=(3, 4), bob=()), [])

    def test_who_changes_and_what_it_costs(self):
        [change] = self._changes(replace(TERMS, monthly_grace=0), ann=(3,), bob=())
        self.assertEqual(change.key, ("ann", FIRST))
        self.assertEqual((change.deduction, change.graced), (5000, -1))
        self.assertEqual((change.days, change.incidents), ({}, 0))

    def test_verdicts_that_differ(self):
        lenient = replace(TERMS, bands=())
        [change] = self._changes(lenient, ann=(3, 4, 5))
        self.assertEqual(change.days[march(3)], ("late", "present"))
        self.assertEqual(len(change.days), 3)
        self.assertEqual((change.incidents, change.talks), (-3, -1))
        self.assertEqual(change.full, (False, True))

    def test_sums_by_department(self):
        lenient = replace(TERMS, bands=())
        changes = self._changes(lenient, ann=(3, 4), bob=(3,), eve=())
        sums = sum_up(changes, {"ann": "Desk", "bob": "Hall", "eve": "Hall"})
        self.assertEqual(set(sums), {"Desk", "Hall"})
        self.assertEqual(sums["Desk"]["deduction"], -5000)
        self.assertEqual(sums["Hall"]["incidents"], -1)
        self.assertEqual([total["people"] for total in sums.values()], [1, 1])
        self.assertEqual(sums["Hall"]["full_gained"], 1)

    def test_full_attendance_that_is_lost(self):
        before = self._judged(replace(TERMS, bands=()), ann=(3,))
        changes = compare(before, self._judged(TERMS, ann=(3,)))
        self.assertEqual(sum_up(changes, {})[None]["full_lost"], 1)
