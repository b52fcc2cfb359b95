from contextlib import closing
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import sql_db
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MARCH, MonthCase

TUESDAY = date(2026, 3, 10)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 02:00:00")
class TestHoursChange(MonthCase):
    """Hours have a date from which they count; nobody is late of a sudden."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schedule = cls.employee.resource_calendar_id
        cls.other = cls._create_calendar(((7, 12), (13, 16)), name="Earlier")
        ahead = {MARCH + timedelta(days=number): None for number in range(19, 31)}
        cls.work(cls.people, MARCH, {TUESDAY: ("08:20", "17:05"), **ahead})
        cls.engine._compute(cls.people, MARCH, MARCH)

    def _figures(self):
        self.engine._process()
        self.env.invalidate_all()
        months = self.month(self.employee, MARCH) + self.month(self.colleague, MARCH)
        return [(m.late_count, m.absence_days, m.deduction) for m in months]

    def _changes(self):
        return self.env["attendance.hours.change"].search([("state", "=", "open")])

    def _earlier(self):
        """Everybody begins an hour earlier."""
        lines = self.schedule.attendance_ids.filtered(lambda line: line.hour_from == 8)
        lines.hour_from = 7

    def _ways(self):
        """Every way in which hours change, dated or not."""
        special_day = {"company_id": self.company.id, "name": "Swapped"}
        create = self.env["resource.special.day"].create
        time_off = {
            "name": "Closed",
            "calendar_id": self.schedule.id,
            "date_from": self.moment(date(2026, 3, 9), "00:00"),
            "date_to": self.moment(date(2026, 3, 9), "23:59"),
        }
        return {
            "lines": self._earlier,
            "a line more": lambda: self.schedule.write(
                {
                    "attendance_ids": [
                        Command.create(
                            {
                                "name": "Sunday",
                                "dayofweek": "6",
                                "hour_from": 8,
                                "hour_to": 12,
                                "day_period": "morning",
                            }
                        )
                    ]
                }
            ),
            "zone": lambda: self.schedule.write({"tz": "Asia/Tokyo"}),
            "make-up day": lambda: create(
                {**special_day, "date": date(2026, 3, 8), "kind": "working"}
            ),
            "holiday": lambda: create(
                {**special_day, "date": TUESDAY, "kind": "holiday"}
            ),
            "time off for all": lambda: (
                self.env["resource.calendar.leaves"]
                .with_company(self.company)
                .create(time_off)
            ),
            "contract": lambda: self.people.version_id.write(
                {"resource_calendar_id": self.other.id}
            ),
            "no schedule": lambda: self.people.version_id.write(
                {"resource_calendar_id": False}
            ),
            "flexible": lambda: self.schedule.write(
                {"schedule_type": "flexible", "hours_per_day": 8}
            ),
        }

    def test_no_change_of_hours_changes_the_past_without_being_asked(self):
        before = self._figures()
        for name, change in self._ways().items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                change()
                self.assertEqual(self._figures(), before)
                self.assertEqual(len(self._changes()), 1)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()

    def test_the_effect_is_shown_and_the_date_counts(self):
        before = self._figures()
        self._earlier()
        self._figures()
        change = self._changes().with_user(self.hr_admin)
        self.assertEqual(change.calendar_id, self.schedule)
        self.assertEqual(change.changed_from, date(2026, 3, 2))
        with self.assertRaisesRegex(UserError, "the effect first"):
            change.action_apply()
        change.date_from = date(2026, 3, 16)
        change.action_show_effect()
        self.assertIn("incidents 2 → 10", change.effect)
        change.action_apply()
        after = self._figures()
        self.assertEqual([late for late, *_rest in after], [5, 5])
        self.assertGreater(after[0][2], before[0][2])
        self.assertEqual(
            (change.state, change.decided_by_id), ("applied", self.hr_admin)
        )
        self.assertFalse(self._changes())

    def test_a_contract_counts_from_the_date(self):
        self.people.version_id.write({"resource_calendar_id": self.other.id})
        self._figures()
        change = self._changes().with_user(self.hr_admin)
        self.assertEqual(change.employee_ids, self.people)
        change.date_from = date(2026, 3, 18)
        change.action_show_effect()
        change.action_apply()
        self.assertEqual([late for late, *_rest in self._figures()], [3, 3])

    def test_a_version_with_a_date_counts_from_its_date(self):
        """It says itself from when it counts: nobody has to be asked."""
        self.employee.create_version(
            {"date_version": date(2026, 3, 18), "resource_calendar_id": self.other.id}
        )
        self.assertEqual([late for late, *_rest in self._figures()], [3, 1])
        self.assertFalse(self._changes())

    def test_the_past_can_be_kept_and_is_not_asked_about_again(self):
        before = self._figures()
        self._earlier()
        self._figures()
        self._changes().with_user(self.hr_admin).action_keep()
        self.engine._compute(self.people, MARCH, MARCH)
        self.assertEqual(self._figures(), before)
        self.assertFalse(self._changes())

    def test_from_today_on_the_new_hours_count(self):
        self._earlier()
        self._figures()
        with freeze_time("2026-03-28 02:00:00"):
            self.env["attendance.dirty"]._add_range(
                self.people.ids, MARCH, MARCH + timedelta(days=30)
            )
            self.punch(self.employee, date(2026, 3, 23), "07:55", "17:05")
            self.assertEqual([late for late, *_rest in self._figures()], [2, 1])

    def test_only_an_administrator_decides(self):
        self._earlier()
        self._figures()
        change = self._changes()
        for user in (self.hr_officer, self.manager.user_id):
            with self.assertRaises(AccessError):
                change.with_user(user).action_keep()
        with self.assertRaisesRegex(AccessError, "use the buttons"):
            change.with_user(self.hr_admin).write({"state": "applied"})

    def test_a_change_back_leaves_nothing_to_decide(self):
        self._earlier()
        self._figures()
        lines = self.schedule.attendance_ids.filtered(lambda line: line.hour_from == 7)
        lines.hour_from = 8
        self._figures()
        self.assertFalse(self._changes())

    def test_what_another_worker_is_noting_is_looked_at_once_more(self):
        """A date may be over for this worker only: it is noted as soon as the other has
        finished, so that an edit of the schedule asks as it always does."""
        late = self._create_employee("Late", resource_calendar_id=self.other.id)
        hours = [("calendar_id", "=", self.other.id)]
        noted = self.env["attendance.hours"].search(hours)
        with closing(sql_db.db_connect(self.env.cr.dbname).cursor()) as worker:
            worker.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"attendance.hours {self.other.id} {self.company.id} {MARCH}"],
            )
            self.env["attendance.dirty"].search([]).unlink()
            self.engine._compute(late, MARCH, MARCH)
            self.assertEqual(self.env["attendance.hours"].search(hours), noted)
            marked = self.env["attendance.dirty"].search([])
            self.assertEqual(marked.employee_id, late)
            worker.rollback()
        self.engine._process()
        self.assertFalse(self.env["attendance.dirty"].search([]))
        last = max(self.env["attendance.hours"].search(hours).mapped("date"))
        self.assertEqual(last, date(2026, 3, 19))
        lines = self.other.attendance_ids.filtered(lambda line: line.hour_from == 7)
        lines.hour_from = 6
        self.engine._process()
        self.assertEqual(self._changes().calendar_id, self.other)
