from datetime import date, timedelta

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import BEFORE, MONDAY, SATURDAY, DutyCase


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyRoster(DutyCase):
    def test_cs_2_1_handbook_says_duties_and_authority(self):
        self.post.write(
            {"duties": "<p>Walk the round</p>", "authority": "<p>Close</p>"}
        )
        post = self._as(self.post, self.stranger)
        self.assertIn("Walk the round", post.duties)
        self.assertIn("Close", post.authority)

    def test_cs_2_2_published_duty_has_a_leader(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        self.assertEqual(shift.leader_id, self.lead)
        alone = self._duty(SATURDAY, publish=False)
        with self.assertRaisesRegex(ValidationError, "no duty leader"):
            alone.action_publish()

    def test_cs_2_2_only_one_leads(self):
        shift = self._duty(MONDAY, self.lead, self.second)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.cr.savepoint(),
        ):
            shift.slot_ids.is_leader = True
            self.env.flush_all()

    def test_cs_2_2_leader_is_qualified(self):
        with self.assertRaisesRegex(ValidationError, "Employee may not lead"):
            self._duty(MONDAY, self.employee, self.lead)

    def test_cs_2_only_members_are_on_duty(self):
        with self.assertRaisesRegex(ValidationError, "no member of “Service desk”"):
            self._duty(MONDAY, self.lead, self.stranger)

    def test_nobody_is_on_two_duties_at_a_time(self):
        self.post.min_rest_hours = 0
        self._duty(MONDAY, self.lead, self.employee)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            self.cr.savepoint(),
        ):
            self._duty(MONDAY, self.second, self.employee, start="20:00", stop="23:00")

    def test_duties_that_touch_do_not_overlap(self):
        self.post.min_rest_hours = 0
        self._duty(MONDAY, self.lead, self.employee)
        self._duty(MONDAY, self.second, self.employee, start="21:00", stop="23:00")

    def test_rest_between_duties(self):
        self._night(MONDAY, self.lead, self.employee)
        with (
            self.assertRaisesRegex(ValidationError, "at least 11 hours of rest"),
            self.cr.savepoint(),
        ):
            self._duty(MONDAY + timedelta(1), self.second, self.employee, start="16:59")
        self._duty(MONDAY + timedelta(1), self.second, self.employee, start="17:00")

    def test_rest_is_kept_when_a_duty_moves(self):
        self._night(MONDAY, self.lead, self.employee)
        day = MONDAY + timedelta(1)
        later = self._duty(day, self.second, self.employee)
        with self.assertRaisesRegex(ValidationError, "hours of rest"):
            later.date_start = self.moment(day, "12:00")

    def test_weights_of_night_weekend_and_holiday(self):
        self.env["resource.special.day"].create(
            {
                "name": "Holiday",
                "date": date(2026, 3, 4),
                "kind": "holiday",
                "company_id": self.company.id,
            }
        )
        for day, duty, expected in (
            (MONDAY, self._duty, ("workday", False, 1)),
            (date(2026, 3, 3), self._night, ("workday", True, 1.5)),
            (SATURDAY, self._night, ("weekend", True, 2.25)),
            (date(2026, 3, 4), self._duty, ("holiday", False, 2)),
        ):
            with self.subTest(day=day):
                shift = duty(day, self.lead if day.day % 2 else self.second)
                self.assertEqual(
                    (shift.day_kind, shift.is_night, shift.points), expected
                )

    def test_three_closed_hours_make_no_holiday_of_a_duty(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Stock-take",
                "calendar_id": self.calendar.id,
                "date_from": self.moment(MONDAY, "08:00"),
                "date_to": self.moment(MONDAY, "11:00"),
            }
        )
        shift = self._duty(MONDAY, self.lead)
        self.assertEqual((shift.day_kind, shift.points), ("workday", 1))

    # Who is on duty now

    def test_leaders_come_first_among_those_on_duty(self):
        self._duty(MONDAY, self.second, self.employee)
        other = self._create_post(name="Night desk", sequence=1)
        self._duty(MONDAY, self.lead, self.colleague, post_id=other.id)
        posts, at = self.env["hr.duty.post"], self.moment(MONDAY, "18:00")
        # Colleague has no user.
        people = [one.user_id.id for one in (self.lead, self.second, self.employee)]
        self.assertEqual(posts._on_duty(self.company, at).ids, people)
        self.assertEqual(other._on_duty(self.company, at), self.lead.user_id)
        self.assertFalse(posts._on_duty(self.other_company, at))

    def test_on_duty_from_start_to_end_and_only_who_came(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        self._duty(MONDAY, self.second, start="21:00", stop="22:00", publish=False)
        posts = self.env["hr.duty.post"]
        both = self.lead.user_id | self.employee.user_id
        for clock, expected in (
            ("16:59", both.browse()),
            ("17:00", both),
            ("20:59", both),
            ("21:00", both.browse()),
        ):
            with self.subTest(clock=clock), freeze_time(self.moment(MONDAY, clock)):
                self.assertEqual(posts._on_duty(self.company), expected)
        at = self.moment(MONDAY, "18:00")
        self._slot(shift, self.lead).state = "absent"
        self.assertEqual(posts._on_duty(self.company, at), self.employee.user_id)

    def test_everybody_may_ask_who_is_on_duty_with_few_queries(self):
        self._duty(MONDAY, self.lead, self.employee)
        posts = self._as(self.env["hr.duty.post"], self.stranger)
        at = self.moment(MONDAY, "18:00")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        found = posts._on_duty(self.company, at)
        self.assertLess(self.cr.sql_log_count - before, 12)
        self.assertEqual(found, self.lead.user_id | self.employee.user_id)
        self.assertEqual(found.env.user, self.stranger.user_id)

    def test_date_is_local_to_the_post(self):
        shift = self._duty(MONDAY, self.lead, start="01:00", stop="07:00")
        self.assertEqual(shift.work_date, MONDAY)
        self.assertEqual(str(shift.date_start), "2026-03-01 17:00:00")
        self.assertEqual(shift.when, "Mon, Mar 2 01:00–07:00")

    def test_published_duty_is_not_deleted(self):
        shift = self._duty(MONDAY, self.lead)
        with self.assertRaisesRegex(UserError, "Set it back to draft"):
            shift.unlink()
        shift.action_draft()
        shift.unlink()

    def test_over_means_done(self):
        shift = self._duty(MONDAY, self.lead, None)
        with freeze_time("2026-03-02 12:59:00"):
            self.env["hr.duty.shift"]._cron_finish()
            self.assertEqual(shift.state, "published")
        with freeze_time("2026-03-02 13:00:00"):
            self.env["hr.duty.shift"]._cron_finish()
        self.assertEqual(shift.state, "done")
        self.assertEqual(shift.slot_ids.mapped("state"), ["done", "gap"])

    def test_absent_counts_for_nothing_and_can_be_taken_back(self):
        shift = self._duty(MONDAY, self.lead, self.employee)
        slot = self._slot(shift, self.employee)
        with self.assertRaisesRegex(UserError, "has not begun"):
            slot.action_absent()
        with freeze_time("2026-03-02 10:00:00"):
            self._as(slot, self.manager).action_absent()
            self.assertEqual(slot.state, "absent")
            self._as(slot, self.manager).action_present()
        self.assertEqual(slot.state, "planned")

    def test_cs_2_reminder_the_day_before_once(self):
        shift = self._duty(MONDAY, self.lead, self.colleague)
        slots = self.env["hr.duty.slot"]
        with freeze_time("2026-02-28 15:59:00"):  # Saturday 23:59 in Shanghai
            slots._cron_remind()
            self.assertEqual(shift.slot_ids.mapped("reminded"), [False, False])
        with freeze_time("2026-02-28 16:00:00"):  # Sunday 0:00
            slots._cron_remind()
            sent = self._reminders(shift)
            slots._cron_remind()
        self.assertEqual(shift.slot_ids.mapped("reminded"), [True, True])
        self.assertEqual(self._reminders(shift), sent)
        self.assertEqual(
            sent.partner_ids,
            self.lead.user_id.partner_id | self.colleague.work_contact_id,
        )

    def _reminders(self, shift):
        return self.env["mail.message"].search(
            [
                ("model", "=", shift._name),
                ("res_id", "=", shift.id),
                ("subject", "=like", "Reminder%"),
            ]
        )

    def test_everybody_is_told_once_about_all_duties(self):
        shifts = self._duty(MONDAY, self.lead, publish=False) | self._duty(
            SATURDAY, self.lead, publish=False
        )
        shifts.action_publish()
        messages = self.env["mail.message"].search(
            [("partner_ids", "in", self.lead.user_id.partner_id.ids)]
        )
        self.assertEqual(len(messages), 1)
        self.assertEqual(messages.body.count("<li>"), 2)
