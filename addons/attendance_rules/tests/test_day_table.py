from datetime import date, timedelta
from types import SimpleNamespace

from odoo.tests import tagged

from ..core.day_columns import FIGURES
from ..core.verdict import DayVerdict
from ..engine.day_table import DAY_COLUMNS, DayTable
from .core_common import MONDAY, AttendanceCoreCase, Story

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def table_of(days, tz="Asia/Shanghai", policy=7):
    """A table with the days of one employee, number 5."""
    rules = SimpleNamespace(policy_id=policy)
    judgement = SimpleNamespace(
        employee_id=5,
        department_id=None,
        tz=tz,
        first=FIRST,
        last=LAST,
        parts=[SimpleNamespace(first=MONDAY, last=LAST, rules=rules)],
        days=days,
        judge=lambda: None,
    )
    table = DayTable([judgement])
    table.judge()
    return table


@tagged("post_install", "-at_install")
class TestDayTable(AttendanceCoreCase):
    """A row is written when anything that it shows is another."""

    def _words(self, days, **values):
        head, *words = table_of(days, **values).key(5).split()
        self.assertEqual(len(words), 31)
        return head, words

    def _week(self):
        story = Story().punch(MONDAY, "08:20-16:00").attend(MONDAY + timedelta(days=1))
        return story.days(MONDAY, LAST)

    def test_the_same_days_have_the_same_words(self):
        self.assertEqual(self._words(self._week()), self._words(self._week()))

    def test_every_figure_and_line_counts_for_its_day_alone(self):
        days = self._week()
        _head, before = self._words(days)
        others = {"verdict": "half_absence", "lines": days[MONDAY].lines[:1]}
        others |= {"corrected": True, "provisional": True}
        for name in (*FIGURES, "lines"):
            value = getattr(days[MONDAY], name)
            other = others[name] if name in others else value + 1
            self.assertNotEqual(other, value)
            changed = days | {MONDAY: days[MONDAY]._replace(**{name: other})}
            _head, after = self._words(changed)
            with self.subTest(name=name):
                self.assertNotEqual(after[1], before[1])
                self.assertEqual(after[:1] + after[2:], before[:1] + before[2:])

    def test_an_instant_that_is_not_known_counts(self):
        one, other = (
            self._words({MONDAY: DayVerdict("present", first_in=at)})[1]
            for at in (None, 0)
        )
        self.assertNotEqual(one[1], other[1])

    def test_what_days_have_in_common_is_the_first_word(self):
        days = self._week()
        head, words = self._words(days)
        other, same = self._words(days, tz="Europe/Berlin")
        self.assertNotEqual(other, head)
        self.assertEqual(same, words)

    def test_another_policy_is_another_row(self):
        days = self._week()
        _head, before = self._words(days)
        _head, after = self._words(days, policy=8)
        self.assertEqual(before[0], after[0])  # the policy is not in force yet
        self.assertFalse(set(before[1:]) & set(after[1:]))

    def test_each_column_of_a_row_has_a_value(self):
        table = table_of(self._week())
        table.judgements[0].company = SimpleNamespace(id=3)
        one = table.rows({5: (11, {2})})
        self.assertIn(b"early", one)
        self.assertEqual(one[19:21], len(DAY_COLUMNS).to_bytes(2, "big"))
        self.assertGreater(len(table.rows({5: (11, None)})), 5 * len(one))
