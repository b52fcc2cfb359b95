from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..core.explanation import DAY_LINES, MONTH_LINES, REASON_LINES
from ..words.day_words import DayWriter
from ..words.month_words import MonthWriter
from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
#: 2026-03-02 08:20 in Shanghai
MOMENT = 1772410800
#: A figure for every argument of a line.
FIGURES = {
    "approved": 1800,
    "before": 210000,
    "bound_at": MOMENT,
    "cap": 132000,
    "count": 2,
    "date": "2026-03-02",
    "day_type": "workday",
    "end_at": MOMENT,
    "excuse_id": 1,
    "floor": 100000,
    "graced": 1,
    "limit": 3600,
    "of": 1,
    "over": 300,
    "punch_at": MOMENT,
    "run": 3,
    "seconds": 1200,
    "severity": "late",
    "share": 0.2,
    "shift": 0,
    "start_at": MOMENT,
    "type_id": 0,
    "until_at": MOMENT,
    "used": 1,
}


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestExplainer(AttendanceCase):
    def sample(self, code, arguments):
        """A line with figures; ``kind`` is of an absence or of an incident."""
        kind = "leave" if code == "absence" else "late"
        return code, {**{name: FIGURES.get(name, kind) for name in arguments}}

    def test_every_code_of_a_day_has_words(self):
        writer = DayWriter(self.env, "Asia/Shanghai")
        for code, arguments in DAY_LINES.items():
            with self.subTest(code=code):
                self.assertTrue(writer.lines([self.sample(code, arguments)])[0])

    def test_every_code_of_a_month_has_words(self):
        writer = MonthWriter(self.env, self.company.currency_id)
        for code, arguments in (MONTH_LINES | REASON_LINES).items():
            with self.subTest(code=code):
                self.assertTrue(writer.lines([self.sample(code, arguments)])[0])

    def test_day_reads_as_a_person_says_it(self):
        self.punch(self.employee, MONDAY, "08:20", "17:02")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(
            self.env["attendance.explainer"]._explain_day(day)[:3],
            [
                "Plan 08:00 – 17:00, 8 hr.",
                "In 08:20, out 17:02, worked 7 hr 42 min.",
                "Came at 08:20, due at 08:00: 20 min late, Late (more than 5 min).",
            ],
        )

    def test_times_are_those_of_the_plan(self):
        """Not of the reader, who may sit elsewhere."""
        self.punch(self.employee, MONDAY, "08:20", "17:02")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.env.user.tz = "America/New_York"
        self.assertIn("In 08:20", str(day.explanation))

    def test_month_says_why_it_is_not_full(self):
        self.punch(self.employee, MONDAY, "08:20", "17:02")
        self.judge(self.employee, MONDAY)
        lines = self.env["attendance.explainer"]._explain_month(
            self.month(self.employee, MONDAY)
        )
        self.assertIn("Grace: 1 of 1 used.", lines)
        self.assertIn("Not full: 03/02/2026 Late 20 min (grace)", lines)

    def test_what_people_enter_is_escaped(self):
        bad = self.leave_type("<b>Annual</b>")
        self.leave(self.employee, TUESDAY, leave_type=bad)
        day = self.judge(self.employee, TUESDAY)[TUESDAY]
        self.assertIn("&lt;b&gt;Annual", str(day.explanation))
