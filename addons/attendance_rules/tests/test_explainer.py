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
    "within": 300,
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

    def test_a_stretch_that_ends_on_another_day_says_which(self):
        """22:00 to 22:00 is a day, and not nothing."""
        zone, ends = "Asia/Shanghai", {"en_US": "3 Mar 08:20", "zh_CN": "3月3日 08:20"}
        self.env["res.lang"]._activate_lang("zh_CN")
        codes = [
            code
            for code, arguments in DAY_LINES.items()
            if {"start_at", "end_at"} <= set(arguments)
        ]
        self.assertGreater(len(codes), 3)
        for code in codes:
            _code, figures = self.sample(code, DAY_LINES[code])
            for lang, end in ends.items():
                writer = DayWriter(self.env(context={"lang": lang}), zone)
                with self.subTest(code=code, lang=lang):
                    (text,) = writer.lines(
                        [(code, figures | {"end_at": MOMENT + 3600})]
                    )
                    self.assertIn("– 09:20", text)
                    (text,) = writer.lines(
                        [(code, figures | {"end_at": MOMENT + 86400})]
                    )
                    self.assertIn(f"– {end}", text)

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
                "Came at 08:20, due at 08:00: 20 min late (more than 5 min).",
            ],
        )

    def _lines(self, day, user=None):
        explainer = self.env["attendance.explainer"].with_user(user or self.hr_officer)
        return explainer._explain_day(day.with_user(user or self.hr_officer))

    def test_what_is_tolerated_says_up_to_how_much(self):
        self.punch(self.employee, MONDAY, "08:04", "16:57")
        lines = self._lines(self.judge(self.employee, MONDAY)[MONDAY])
        self.assertIn(
            "Came at 08:04, due at 08:00: 4 min late: within the 5 min that do not "
            "count.",
            lines,
        )
        self.assertIn("3 min early: within the 5 min", lines[3])

    def test_a_day_says_what_it_costs_to_who_may_know(self):
        wednesday = date(2026, 3, 4)
        self.punch(self.employee, MONDAY, "08:20", "17:02")
        self.punch(self.employee, TUESDAY, "08:20", "17:02")
        self.punch(self.employee, wednesday, "08:20")
        days = self.judge(self.employee, MONDAY, wednesday)
        for user in (self.hr_officer, self.employee.user_id):
            costs = [self._lines(days[day], user) for day in sorted(days)]
            self.assertIn("Late: covered by the grace of the month", costs[0][-1])
            self.assertRegex(costs[1][-1], "Late: .*50")
            self.assertIn("Check-out Missing: it costs nothing.", costs[2])
        boss = self._lines(days[TUESDAY], self.manager.user_id)
        self.assertFalse([line for line in boss if "50" in line])

    def test_what_is_held_down_by_the_limit_says_so(self):
        days = self.judge(self.employee, MONDAY, date(2026, 3, 31))
        lines = self._lines(days[date(2026, 3, 31)])
        self.assertIn("of which the month's limit leaves", lines[-1])

    def test_special_days_say_their_names(self):
        create = self.env["resource.special.day"].create
        values = {"company_id": self.company.id}
        create({**values, "name": "Qingming", "date": MONDAY, "kind": "holiday"})
        create(
            {
                **values,
                "name": "Make-up for Qingming",
                "date": date(2026, 3, 7),
                "kind": "working",
            }
        )
        days = self.judge(self.employee, MONDAY, date(2026, 3, 7))
        self.assertEqual(self._lines(days[MONDAY])[0], "Holiday: Qingming.")
        self.assertEqual(
            self._lines(days[date(2026, 3, 7)])[0],
            "Make-up working day: Make-up for Qingming.",
        )

    def test_before_a_contract_one_line_says_why(self):
        person = self._create_employee(
            "New",
            date_version=date(2026, 3, 28),
            contract_date_start=date(2026, 3, 28),
        )
        self.punch(person, MONDAY, "08:00", "17:00")
        days = self.judge(person, MONDAY, date(2026, 3, 31))
        self.assertIn("No contract covers this date", self._lines(days[MONDAY])[0])
        lines = self.env["attendance.explainer"]._explain_month(
            self.month(person, MONDAY)
        )
        [line] = [line for line in lines if "not employed" in line]
        self.assertIn("not employed on 27 days, 03/01/2026 – 03/27/2026", line)

    def test_work_on_approved_leave_is_shown(self):
        self.leave(self.employee, MONDAY)
        self.punch(self.employee, MONDAY, "08:00", "12:00")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertIn("4 hr of it during approved leave", str(day.explanation))

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
