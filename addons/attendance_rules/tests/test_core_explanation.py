import json
from dataclasses import replace

from odoo.tests import tagged

from ..core.day_facts import Absence, Excuse, Window
from ..core.explanation import DAY_LINES, LINES, MONTH_LINES, REASON_LINES
from .core_common import HOUR, MONDAY, TERMS, AttendanceCoreCase, Story, at, span

ONCE = replace(TERMS, both_count_once=True)


@tagged("post_install", "-at_install")
class TestExplanation(AttendanceCoreCase):
    """Every verdict says why, in codes and figures."""

    def test_an_ordinary_day_explains_itself_by_its_fields(self):
        day = Story().attend(MONDAY).day(MONDAY)
        self.assertDay(
            day,
            lines=(),
            plan_from=at(MONDAY, "08:00"),
            plan_to=at(MONDAY, "17:00"),
            first_in=at(MONDAY, "08:00"),
            last_out=at(MONDAY, "17:00"),
        )

    def test_lateness_names_bound_punch_and_band(self):
        [(code, figures)] = Story().punch(MONDAY, "08:20-17:00").day(MONDAY).lines
        self.assertEqual(code, "late")
        self.assertEqual(
            figures,
            {
                "severity": "late",
                "seconds": 1200,
                "over": 300,
                "within": 0,
                "bound_at": at(MONDAY, "08:00"),
                "punch_at": at(MONDAY, "08:20"),
                "shift": 0,
            },
        )

    def test_half_of_the_shift_is_the_figure_of_its_band(self):
        [(_code, figures)] = Story().punch(MONDAY, "14:00-17:00").day(MONDAY).lines
        self.assertEqual(figures["over"], 4 * HOUR)

    def test_leave_names_type_and_time(self):
        story = Story().add(
            "absences", Absence(*span(MONDAY, "10:00-15:00"), type_id=5)
        )
        day = story.punch(MONDAY, "08:00-10:00", "15:00-17:00").day(MONDAY)
        [(code, figures)] = day.lines
        self.assertEqual((code, figures["type_id"]), ("absence", 5))
        self.assertEqual(figures["seconds"], 4 * HOUR)
        self.assertEqual(figures["end_at"], at(MONDAY, "15:00"))

    def test_a_day_that_goes_on_says_until_when(self):
        day = Story().set(now=at(MONDAY, "09:00")).day(MONDAY)
        self.assertEqual(day.lines, (("not_over", {"until_at": at(MONDAY, "21:00")}),))

    def _stories(self):
        """Days that have every line of the table."""
        window = Window(*span(MONDAY, "17:00-19:00"), 1)
        absence = Absence(*span(MONDAY, "10:00-11:00"))
        excuse = Excuse(*span(MONDAY, "15:00-17:00"), 2)
        away = ("08:00-09:00", "11:00-17:00")
        yield Story().punch(MONDAY, "08:20-16:00").add("absences", absence)
        yield Story(terms=ONCE).punch(MONDAY, "08:20-16:00").add("excuses", excuse)
        yield Story()
        yield Story().punch(MONDAY, "-17:00").set(allowances={MONDAY: HOUR})
        yield Story().punch(MONDAY, "10:00-").set(allowances={MONDAY: HOUR})
        yield Story().punch(MONDAY, *away).add("overtime", window)
        yield Story().set(exempt=frozenset([MONDAY]))
        yield Story().set(now=at(MONDAY, "09:00"))

    def test_every_documented_line_occurs_with_its_arguments(self):
        found = set()
        for story in self._stories():
            lines = story.day(MONDAY).lines
            self.assertLines(lines)
            self.assertEqual(json.loads(json.dumps(lines)), [list(x) for x in lines])
            found |= {code for code, _figures in lines}
        self.assertEqual(found, set(DAY_LINES))

    def test_a_code_has_one_meaning(self):
        tables = (DAY_LINES, MONTH_LINES, REASON_LINES)
        self.assertEqual(len(LINES), sum(map(len, tables)))
