import json
from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.core_common import TERMS
from odoo.addons.attendance_rules.tests.test_core_month import (
    FIRST,
    LAST,
    MonthCase,
)

from ..core.trial import Effect, sum_up

WAGES = ((FIRST, 660_000),)


@tagged("post_install", "-at_install")
class TestTrial(MonthCase):
    """What the last months would have been under another policy."""

    def _effects(self, before, after, **late):
        """{employee: Effect} of employees by name: days they were late in March."""
        effects = {}
        for name, days in late.items():
            stories = [self._late(*days, terms=terms) for terms in (before, after)]
            old, new = (story.month(wages=WAGES) for story in stories)
            was, would_be = (story.days(FIRST, LAST) for story in stories)
            differing = sum(
                day.verdict != would_be[date].verdict for date, day in was.items()
            )
            effects[name] = Effect()
            effects[name].compare(old, new, differing)
            effects[name].end_month(old, new)
        return effects

    def test_the_same_policy_changes_nothing(self):
        effects = self._effects(TERMS, TERMS, ann=(3, 4), bob=())
        self.assertEqual([effect.months for effect in effects.values()], [0, 0])
        self.assertEqual(sum_up(effects, {}), {})

    def test_who_changes_and_what_it_costs(self):
        strict = replace(TERMS, monthly_grace=0)
        effects = self._effects(TERMS, strict, ann=(3,), bob=())
        ann = effects["ann"]
        self.assertEqual((ann.months, effects["bob"].months), (1, 0))
        self.assertEqual((ann.deduction, ann.graced), (5000, -1))
        self.assertEqual((ann.days, ann.incidents), (0, 0))

    def test_verdicts_that_differ(self):
        lenient = replace(TERMS, bands=())
        ann = self._effects(TERMS, lenient, ann=(3, 4, 5))["ann"]
        self.assertEqual(ann.days, 3)
        self.assertEqual((ann.incidents, ann.talks), (-3, -1))
        self.assertEqual((ann.full_before, ann.full_after), ("-", "F"))
        self.assertEqual((ann.full_gained, ann.full_lost), (1, 0))

    def test_what_a_month_takes_another_gives(self):
        """The sum is nothing, and yet something changes."""
        effect, strict = Effect(), replace(TERMS, monthly_grace=0)
        for before, after in ((TERMS, strict), (strict, TERMS)):
            months = [
                self._late(3, terms=one).month(wages=WAGES) for one in (before, after)
            ]
            effect.compare(*months, 0)
        self.assertEqual((effect.deduction, effect.months), (0, 2))

    def test_an_effect_is_kept_as_plain_values(self):
        effect = self._effects(TERMS, replace(TERMS, bands=()), ann=(3, 4))["ann"]
        effect.end_month(None, None)
        kept = json.loads(json.dumps(effect.plain()))
        self.assertEqual(Effect.of(kept), effect)
        self.assertEqual((kept[-3], kept[-2:]), ("F?", [0, 0]))

    def test_sums_by_department(self):
        lenient = replace(TERMS, bands=())
        effects = self._effects(TERMS, lenient, ann=(3, 4), bob=(3,), eve=())
        sums = sum_up(effects, {"ann": "Desk", "bob": "Hall", "eve": "Hall"})
        self.assertEqual(set(sums), {"Desk", "Hall"})
        self.assertEqual(sums["Desk"]["deduction"], -5000)
        self.assertEqual(sums["Hall"]["incidents"], -1)
        self.assertEqual([total["people"] for total in sums.values()], [1, 1])
        self.assertEqual(sums["Hall"]["full_gained"], 1)

    def test_full_attendance_that_is_lost(self):
        effects = self._effects(replace(TERMS, bands=()), TERMS, ann=(3,))
        self.assertEqual(sum_up(effects, {})[None]["full_lost"], 1)
