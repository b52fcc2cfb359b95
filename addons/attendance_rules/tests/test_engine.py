from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..engine.day_table import DayTable
from ..engine.judgement import Judgement
from ..models import attendance_dirty, attendance_engine
from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
WEDNESDAY = date(2026, 3, 4)
THURSDAY = date(2026, 3, 5)
MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 1)
ROWS = ("attendance.day", "attendance.incident", "attendance.month")


class EngineCase(AttendanceCase):
    def stamps(self):
        """Place of every row on the disk: it moves when the row is written."""
        self.env.flush_all()
        return {
            name: dict(
                self.env.execute_query(
                    SQL(
                        "SELECT id, ctid::text FROM %s",
                        SQL.identifier(self.env[name]._table),
                    )
                )
            )
            for name in ROWS
        }

    def months(self):
        """Statements of the company."""
        return self.env["attendance.month"].search(
            [("company_id", "=", self.company.id)]
        )

    def count_queries(self, function):
        """Number of queries of a call whose caches are cold."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestEngine(EngineCase):
    def test_every_date_of_the_month_has_a_row(self):
        days = self.judge(self.employee, MARCH, date(2026, 3, 31))
        self.assertEqual(len(days), 31)
        self.assertEqual(days[MARCH].verdict, "rest")
        self.assertEqual(days[MONDAY].verdict, "absent")

    def test_present(self):
        self.punch(self.employee, MONDAY, "07:55", "17:02")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertRecordValues(
            day,
            [
                {
                    "verdict": "present",
                    "planned_seconds": 8 * 3600,
                    "late_seconds": 0,
                    "company_id": self.company.id,
                    "policy_id": self.policy.id,
                    "tz": "Asia/Shanghai",
                    "plan_clock": "08:00 – 17:00",
                    "punch_clock": "07:55 – 17:02",
                    "provisional": False,
                }
            ],
        )

    def test_cs_1_3_one_grace_a_month_then_pay_is_deducted(self):
        for day in (MONDAY, TUESDAY):
            self.punch(self.employee, day, "08:20", "17:00")
        days = self.judge(self.employee, MONDAY, TUESDAY)
        first, second = days[MONDAY].incident_ids, days[TUESDAY].incident_ids
        self.assertEqual((first.graced, first.deduction), (True, 0))
        self.assertEqual((second.graced, second.deduction), (False, 50))
        self.assertEqual((first.severity, first.seconds), ("late", 20 * 60))

    def test_cs_1_3_correction_of_the_first_gives_its_grace_to_the_second(self):
        first = self.punch(self.employee, MONDAY, "08:20", "17:00")
        self.punch(self.employee, TUESDAY, "08:20", "17:00")
        self.judge(self.employee, MONDAY)
        first.check_in = self.moment(MONDAY, "07:50")
        days = self.judge(self.employee, MONDAY, TUESDAY)
        self.assertEqual(days[MONDAY].verdict, "present")
        self.assertFalse(days[MONDAY].incident_ids)
        self.assertTrue(days[TUESDAY].incident_ids.graced)

    def test_cs_1_3_three_in_a_row_across_the_month_end(self):
        days = [date(2026, 3, 30), date(2026, 3, 31), APRIL]
        for day in days:
            self.punch(self.employee, day, "08:20", "17:00")
        self.judge(self.employee, days[0], days[-1])
        april = self.month(self.employee, APRIL)
        self.assertEqual(april.talk_count, 1)
        self.assertEqual(self.month(self.employee, MARCH).run_carried, 2)

    def test_run_goes_on_when_the_month_before_changes(self):
        for day in (date(2026, 3, 30), date(2026, 3, 31)):
            self.punch(self.employee, day, "07:50", "17:00")
        self.punch(self.employee, APRIL, "08:20", "17:00")
        self.judge(self.employee, MARCH, APRIL)
        self.assertEqual(self.month(self.employee, APRIL).talk_count, 0)
        for punch in self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id), ("date", "<", APRIL)]
        ):
            punch.check_in += timedelta(minutes=30)
        self.engine._compute(self.employee, MARCH, MARCH)
        self.assertEqual(self.month(self.employee, APRIL).talk_count, 1)

    def test_month_after_the_current_one_is_left_out(self):
        self.judge(self.employee, APRIL, date(2026, 6, 30))
        months = self.months()
        self.assertEqual(months.mapped("month"), [APRIL])

    def test_future_days_are_provisional(self):
        days = self.judge(self.employee, APRIL, date(2026, 4, 30))
        self.assertTrue(days[date(2026, 4, 29)].provisional)
        self.assertEqual(days[date(2026, 4, 29)].verdict, "awaiting")
        self.assertFalse(days[APRIL].provisional)

    def test_without_a_policy_nothing_is_judged(self):
        """No version is older than 2020."""
        long_ago = date(2019, 3, 4)
        person = self._create_employee(
            "Veteran", date_version=long_ago, contract_date_start=long_ago
        )
        self.assertFalse(self.judge(person, long_ago))

    def test_policy_changes_within_the_month(self):
        later = self._create_policy(date_from=date(2026, 3, 4))
        later.band_ids.filtered(lambda band: band.severity == "late").amount = 80
        for day in (MONDAY, TUESDAY, WEDNESDAY):
            self.punch(self.employee, day, "08:20", "17:00")
        days = self.judge(self.employee, MONDAY, WEDNESDAY)
        self.assertEqual(days[TUESDAY].policy_id, self.policy)
        self.assertEqual(days[WEDNESDAY].policy_id, later)
        self.assertEqual(days[TUESDAY].incident_ids.deduction, 50)
        self.assertEqual(days[WEDNESDAY].incident_ids.deduction, 80)

    # Written once

    def test_second_run_writes_nothing(self):
        people = self.employee | self.colleague
        self.punch(self.employee, MONDAY, "08:20", "17:00")
        self.leave(self.colleague, TUESDAY)
        self.judge(people, MARCH, APRIL)
        before = self.stamps()
        self.assertEqual(self.engine._compute(people, MARCH, APRIL), 0)
        self.assertEqual(self.stamps(), before)

    def test_one_punch_changes_one_day(self):
        self.judge(self.employee, MARCH, date(2026, 3, 31))
        before = self.stamps()["attendance.day"]
        self.punch(self.employee, MONDAY, "07:50", "17:00")
        self.engine._process()
        after = self.stamps()["attendance.day"]
        changed = [day_id for day_id, stamp in after.items() if before[day_id] != stamp]
        rows = self.env["attendance.day"].browse(changed)
        self.assertEqual(rows.mapped("work_date"), [MONDAY])

    def test_another_grace_changes_an_incident_and_no_day(self):
        for day in (MONDAY, TUESDAY):
            self.punch(self.employee, day, "08:20", "17:00")
        days = self.judge(self.employee, MONDAY, TUESDAY)
        first, second = days[MONDAY].incident_ids, days[TUESDAY].incident_ids
        before = self.stamps()
        self.policy.sudo().monthly_grace = 2
        self.judge(self.employee, MONDAY, TUESDAY)
        after = self.stamps()
        self.assertTrue(first.graced)
        self.assertEqual((second.graced, second.deduction), (True, 0))
        self.assertEqual(after["attendance.day"], before["attendance.day"])
        moved = (
            after["attendance.incident"].items() - before["attendance.incident"].items()
        )
        moved = {row_id for row_id, _place in moved}
        self.assertEqual(moved & {first.id, second.id}, {second.id})

    def test_another_grace_judges_no_day_again(self):
        for day in (MONDAY, TUESDAY):
            self.punch(self.employee, day, "08:20", "17:00")
        days = self.judge(self.employee, MONDAY, TUESDAY)
        self.policy.sudo().monthly_grace = 2
        with patch.object(DayTable, "judge", side_effect=AssertionError):
            self.judge(self.employee, MONDAY)
        self.assertTrue(days[TUESDAY].incident_ids.graced)
        # another fact: the days are looked at
        self.punch(self.employee, WEDNESDAY, "08:20", "17:00")
        with (
            patch.object(DayTable, "judge", side_effect=AssertionError),
            self.assertRaises(AssertionError),
        ):
            self.judge(self.employee, MONDAY)

    def test_a_month_that_shows_the_same_has_not_changed(self):
        """It rests on other figures, and is not looked at once more."""
        self.punch(self.employee, MONDAY, "08:20", "17:00")
        self.judge(self.employee, MONDAY)
        query = "SELECT input_hash FROM attendance_month WHERE employee_id = %s"
        self.env.cr.execute(query, [self.employee.id])
        before = self.env.cr.fetchone()
        figures = {"talk_threshold": 9}
        band = self.policy.band_ids.filtered(lambda band: band.severity == "serious")[
            :1
        ]
        for record, values in ((self.policy, figures), (band, {"over_minutes": 31})):
            record.sudo().write(values)
            with patch.object(type(self.engine), "_on_months_judged") as told:
                self.assertEqual(self.engine._compute(self.employee, MONDAY, MONDAY), 0)
            told.assert_not_called()
            self.env.cr.execute(query, [self.employee.id])
            after = self.env.cr.fetchone()
            self.assertNotEqual(after, before)
            before = after
            with patch.object(Judgement, "judge_by", side_effect=AssertionError):
                self.judge(self.employee, MONDAY)

    def test_a_month_that_is_not_over_is_judged_day_by_day(self):
        """Time changes its days, whatever was kept of them."""
        self.punch(self.employee, APRIL, "08:20", "17:00")
        self.judge(self.employee, APRIL)
        self.assertEqual(self.month(self.employee, APRIL).absence_days, 9)
        self.policy.sudo().monthly_grace = 2
        with freeze_time("2026-05-15 02:00:00"):
            self.judge(self.employee, APRIL)
        self.assertEqual(self.month(self.employee, APRIL).absence_days, 21)

    def test_another_band_changes_the_days_it_touches(self):
        for day in (MONDAY, TUESDAY):
            self.punch(self.employee, day, f"08:{20 + day.day:02}", "17:00")
        self.judge(self.employee, MONDAY, TUESDAY)
        before = self.stamps()["attendance.day"]
        bands = self.policy.sudo().band_ids
        bands.filtered(lambda band: band.severity == "serious").over_minutes = 22
        days = self.judge(self.employee, MONDAY, TUESDAY)
        self.assertEqual(days[MONDAY].incident_ids.severity, "late")
        self.assertEqual(days[TUESDAY].incident_ids.severity, "serious")
        moved = self.stamps()["attendance.day"].items() - before.items()
        self.assertEqual({row_id for row_id, _place in moved}, {days[TUESDAY].id})

    def test_incident_keeps_its_id(self):
        punch = self.punch(self.employee, MONDAY, "08:20", "17:00")
        incident = self.judge(self.employee, MONDAY)[MONDAY].incident_ids
        punch.check_in = self.moment(MONDAY, "08:40")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.incident_ids, incident)
        self.assertEqual(incident.severity, "serious")

    def test_judging_writes_nothing(self):
        judgement = self.engine._judge(self.employee, MARCH)[0]
        self.assertEqual(judgement.days[MONDAY].verdict, "absent")
        self.assertEqual(judgement.month.totals["days"], 22)
        self.assertFalse(self.months())

    def test_judging_by_a_draft(self):
        """The same facts under another version, which need not be in force."""
        self.punch(self.employee, MONDAY, "08:20", "17:00")
        strict = self._create_policy(state="draft", monthly_grace=0)
        judged = self.engine._judge(self.employee, MARCH, policy=strict)[0]
        late = [one for one in judged.month.incidents if one.incident.kind == "late"]
        self.assertFalse(late[0].graced)

    # Closed months

    def test_closed_month_stays_and_reports(self):
        self.punch(self.employee, MONDAY, "08:20", "17:00")
        self.judge(self.employee, MARCH)
        month = self.month(self.employee, MARCH)
        month.state = "closed"
        before = self.stamps()
        self.leave(self.employee, TUESDAY)
        reported = []
        self.patch(
            attendance_engine.AttendanceEngine,
            "_report_sealed",
            lambda engine, judgements, store: reported.extend(judgements),
        )
        self.engine._process()
        self.assertEqual(self.stamps(), before)
        [judgement] = reported
        self.assertEqual(judgement.days[MONDAY].verdict, "late")
        self.assertEqual(judgement.days[TUESDAY].verdict, "leave")

    # As a set

    def test_queries_do_not_grow_with_the_employees(self):
        """One search per table: ten people cost what two do."""
        few = self.employee | self.colleague
        many = few | self.manager | self.chief
        for number in range(6):
            many |= self._create_employee(f"Person {number}")
        for person in many:
            self.punch(person, MONDAY, "08:20", "17:00")
            self.leave(person, TUESDAY, leave_type=self.leave_type())
        self.engine._compute(few | many, APRIL, APRIL)
        # Hours are noted once per date and schedule, not per employee.
        self.engine._compute(self._create_employee("First"), MARCH, MARCH)
        counts = [
            self.count_queries(lambda: self.engine._compute(people, MARCH, MARCH))  # noqa: B023
            for people in (few, many - few)
        ]
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 45)

    def test_large_sets_are_judged_in_parts(self):
        self.patch(attendance_engine, "CHUNK", 1)
        people = self.employee | self.colleague | self.manager
        self.engine._compute(people, MARCH, MARCH)
        months = self.months()
        self.assertEqual(months.employee_id, people)

    def test_opening_my_month_costs_the_same_however_much_happened(self):
        for count in range(31):
            day = MARCH + timedelta(days=count)
            if day.weekday() < 5:
                self.punch(self.employee, day, "08:20", "16:20")
        self.punch(self.employee, APRIL, "08:20", "17:00")
        self.judge(self.employee, MARCH, APRIL)
        shown = {
            "display_name": {},
            "explanation": {},
            "own_deduction": {},
            "incident_ids": {"fields": {"kind": {}, "own_deduction": {}}},
        }
        months = [self.month(self.employee, day) for day in (APRIL, MARCH)]
        counts = [
            self.count_queries(
                lambda: month.with_user(self.employee.user_id).web_read(shown)  # noqa: B023
            )
            for month in (months[0], *months)
        ]
        # The first time warms what is kept for all users (languages, groups).
        self.assertEqual(counts[1], counts[2])
        self.assertLess(len(months[0].incident_ids), len(months[1].incident_ids))

    def test_punch_costs_one_query_more(self):
        """What a punch costs without the rules, and with them."""
        self.punch(self.employee, MONDAY, "07:50", "17:00")
        bare = type(self.env["attendance.dirty"])._add
        counts = []
        for add in (lambda queue, pairs: None, bare):
            self.patch(type(self.env["attendance.dirty"]), "_add", add)
            day = TUESDAY + timedelta(days=len(counts))
            counts.append(
                self.count_queries(
                    lambda: self.punch(self.employee, day, "07:50", "17:00")  # noqa: B023
                )
            )
        self.assertEqual(counts[1] - counts[0], 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestQueue(EngineCase):
    def setUp(self):
        super().setUp()
        self.people = self.employee | self.colleague
        self.engine._mark(self.people, MONDAY, TUESDAY)

    def test_batches(self):
        self.assertEqual(self.engine._process(limit=1), (1, 1))
        self.assertEqual(self.engine._process(limit=1), (1, 0))
        self.assertEqual(self.engine._process(limit=1), (0, 0))
        months = self.months().filtered(lambda month: month.month == MARCH)
        self.assertEqual(months.employee_id, self.people)

    def test_job_works_until_nothing_is_left(self):
        job = type(self.env["ir.cron"])
        self.patch(job, "_commit_progress", lambda *args, **values: 10.0)
        self.engine._cron_process()
        self.assertFalse(self.env["attendance.dirty"].search([]))

    def test_marked_twice_is_judged_once(self):
        self.engine._mark(self.people, MONDAY, TUESDAY)
        self.assertEqual(self.engine._process(), (2, 0))

    def test_two_workers_share_the_queue(self):
        """The second takes whom the first has not, and waits for nobody."""
        queue = self.env["attendance.dirty"]
        with self.registry.cursor() as other:
            other.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)",
                [attendance_dirty.LOCK, self.employee.id],
            )
            taken = {employee_id for employee_id, _day in queue._take(10)}
        self.assertEqual(taken, {self.colleague.id})
        self.assertEqual(queue._count_left(), 1)

    def test_earlier_months_on_demand(self):
        self.env["attendance.dirty"].search([]).unlink()
        wizard = self.env["attendance.recompute"].with_user(self.hr_officer)
        asked = wizard.create(
            {
                "date_from": date(2026, 2, 1),
                "date_to": date(2026, 3, 31),
                "company_id": self.company.id,
                "employee_ids": self.people.ids,
            }
        )
        asked.action_recompute()
        months = self.months()
        self.assertEqual(months.employee_id, self.people)
        self.assertEqual(min(months.mapped("month")), date(2026, 2, 1))
        with self.assertRaisesRegex(UserError, "must be before"):
            asked.date_to = date(2026, 1, 1)

    def test_day_near_the_month_end_marks_both_months(self):
        self.env["attendance.dirty"].search([]).unlink()
        self.engine._mark(self.employee, date(2026, 3, 31), date(2026, 3, 31))
        self.engine._process()
        months = self.months()
        self.assertEqual(set(months.mapped("month")), {MARCH, APRIL})
