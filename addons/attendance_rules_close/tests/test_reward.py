from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import APRIL, FEBRUARY, JANUARY, MARCH, CloseCase

MAY = date(2026, 5, 1)
LATE = ("08:20", "17:05")


@tagged("post_install", "-at_install")
class TestReward(CloseCase):
    """Three months of full attendance in a row earn 500."""

    def _close_months(self, *months, exceptions=None):
        for month in months:
            self.work(self.employee, month, exceptions)
            with freeze_time(f"2026-{month.month + 1:02}-03 02:00:00"):
                self.close(month, self.employee)

    def _streaks(self):
        return self.env["attendance.streak"].search(
            [("employee_id", "=", self.employee.id)], order="month_to"
        )

    def _bonuses(self):
        return self.env["attendance.pay.item"].search(
            [("employee_id", "=", self.employee.id), ("kind", "=", "bonus")],
            order="id",
        )

    # --- streaks ----------------------------------------------------------------------

    def test_cs_1_6_three_full_months_in_a_row_earn_the_bonus_once(self):
        self._close_months(JANUARY, FEBRUARY)
        self.assertFalse(self._bonuses())
        self._close_months(MARCH)
        self.assertEqual(self._bonuses().mapped("amount"), [500])
        self.assertEqual(self._bonuses().month_id, self.statement(self.employee, MARCH))
        self.assertEqual(self._streaks().month_from, JANUARY)

    def test_cs_1_6_a_consumed_month_does_not_count_again(self):
        self._close_months(JANUARY, FEBRUARY, MARCH, APRIL, MAY)
        self.assertEqual(self._streaks().mapped("month_to"), [MARCH])

    def test_cs_1_6_rolling_streaks_are_paid_with_every_further_full_month(self):
        self.policy.streak_mode = "rolling"
        self._close_months(JANUARY, FEBRUARY, MARCH, APRIL)
        self.assertEqual(self._streaks().mapped("month_to"), [MARCH, APRIL])
        self.assertEqual(self._bonuses().mapped("amount"), [500, 500])

    def test_cs_1_6_a_graced_lateness_breaks_the_streak_by_default(self):
        self._close_months(
            JANUARY, FEBRUARY, MARCH, exceptions={date(2026, 2, 3): LATE}
        )
        self.assertFalse(self._streaks())

    def test_cs_1_6_a_correction_after_the_close_restores_the_streak(self):
        day = date(2026, 2, 3)
        self._close_months(JANUARY, FEBRUARY, MARCH, exceptions={day: None})
        self.assertFalse(self._streaks())
        with freeze_time("2026-04-10 02:00:00"):
            self.punch(self.employee, day, "07:55", "17:05")
            self.engine._process()
        self._close_months(APRIL)
        self.assertEqual(self._streaks().month_to, MARCH)
        self.assertEqual(self._streaks().period_id.month, APRIL)

    def test_cs_1_6_a_bonus_is_taken_back_when_a_month_was_not_full(self):
        self._close_months(JANUARY, FEBRUARY, MARCH)
        with freeze_time("2026-04-10 02:00:00"):
            self.env["hr.attendance"].search(
                [
                    ("employee_id", "=", self.employee.id),
                    ("check_in", ">=", "2026-02-10 16:00:00"),
                ],
                order="check_in",
                limit=1,
            ).unlink()
            self.engine._process()
        self._close_months(APRIL)
        self.assertEqual(self._streaks().revoked_in_id.month, APRIL)
        self.assertEqual(self._bonuses().mapped("amount"), [500, -500])

    def test_cs_1_6_reopening_takes_the_bonus_back_and_closing_pays_it_again(self):
        self._close_months(JANUARY, FEBRUARY, MARCH)
        period = self._streaks().period_id
        with freeze_time("2026-04-10 02:00:00"):
            period.with_user(self.hr_admin)._reopen("A test")
            self.assertFalse(self._streaks() + self._bonuses().streak_id)
            period.with_user(self.hr_admin)._close("Again")
        self.assertEqual(self._bonuses().mapped("amount"), [500])

    # --- awards -----------------------------------------------------------------------

    def _exclude(self, year=2026):
        self.policy.award_max_incidents = 2
        late = {date(2026, 1, day): LATE for day in (6, 8, 13, 15)}
        self._close_months(JANUARY, exceptions=late)
        return self.env["attendance.award.exclusion"].search(
            [("employee_id", "=", self.employee.id), ("year", "=", year)]
        )

    def _badge(self, **values):
        return self.env["gamification.badge"].create(
            {"name": "Service Star", "needs_good_attendance": True, **values}
        )

    def _grant(self, badge, sender=None):
        users = self.env["gamification.badge.user"]
        return users.with_user(sender or self.env.user).create(
            {"badge_id": badge.id, "user_id": self.employee.user_id.id}
        )

    def test_cs_1_6_frequent_violations_exclude_for_the_year_and_say_why(self):
        excluded = self._exclude()
        self.assertEqual(excluded.state, "excluded")
        self.assertEqual(excluded.incident_count, 3, "One of four is free.")
        self.assertEqual(excluded.reason, "3 incidents in 2026: at most 2 are allowed.")

    def test_cs_1_6_absences_exclude_too(self):
        self.policy.award_max_absences = 1
        days = {date(2026, 1, day): None for day in (6, 8)}
        self._close_months(JANUARY, exceptions=days)
        excluded = self.env["attendance.award.exclusion"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertIn("2.0 days of absence in 2026", excluded.reason)

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_a_badge_that_needs_good_attendance_is_refused_with_the_reason(self):
        self._exclude()
        with self.assertRaisesRegex(UserError, "3 incidents in 2026"):
            self._grant(self._badge(), self.hr_officer)

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_a_colleague_who_grants_learns_no_figures(self):
        self._exclude()
        sender = self._create_user("sender")
        with self.assertRaisesRegex(UserError, "HR knows the details") as caught:
            self._grant(self._badge(), sender)
        self.assertNotIn("3 incidents", str(caught.exception))

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_other_badges_are_granted_as_ever(self):
        self._exclude()
        self.assertTrue(self._grant(self._badge(needs_good_attendance=False)))

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_the_year_of_the_award_counts(self):
        self._exclude()
        self.assertTrue(self._grant(self._badge(attendance_year=2025)))

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_hr_makes_eligible_again_with_a_reason(self):
        excluded = self._exclude()
        excluded.with_user(self.hr_admin).restored_reason = "A sick child"
        self.assertEqual(excluded.state, "restored")
        self.assertTrue(self._grant(self._badge()))

    def test_cs_1_6_nobody_decides_about_their_own_award(self):
        excluded = self._exclude()
        self.employee.user_id.group_ids += self.env.ref(
            "attendance_rules.attendance_rules_group_hr_admin"
        )
        with self.assertRaisesRegex(AccessError, "another administrator"):
            excluded.with_user(self.employee.user_id).restored_reason = "I am nice"

    def test_cs_1_6_figures_of_an_exclusion_are_not_written(self):
        excluded = self._exclude().with_user(self.hr_admin)
        for values in (
            {"incident_count": 0},
            {"restored_by_talk": True},
            {"state": "restored"},
            {"restored_reason": "A sick child", "employee_id": self.colleague.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                excluded.write(values)

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_a_badge_does_not_change_hands_or_kind(self):
        self._exclude()
        badge, plain = self._badge(), self._badge(needs_good_attendance=False)
        sender = self._create_user("sender")
        grant = self.env["gamification.badge.user"].with_user(sender)
        granted = grant.create({"badge_id": badge.id, "user_id": sender.id})
        with self.assertRaises(UserError):
            granted.user_id = self.employee.user_id
        granted = self._grant(plain, sender)
        with self.assertRaises(UserError):
            granted.badge_id = badge

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_a_challenge_goes_on_without_who_is_excluded(self):
        self._exclude()
        challenge = self.env["gamification.challenge"].create({"name": "Stars"})
        badge, users = self._badge(), self.employee.user_id + self.manager.user_id
        for user in users:
            challenge._reward_user(user, badge)
        self.assertEqual(badge.owner_ids.user_id, self.manager.user_id)
        said = "".join(challenge.message_ids.mapped("body"))
        self.assertIn("employee does not receive", said)
        self.assertNotIn("3 incidents", said)

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_a_met_plan_of_a_talk_is_a_second_chance(self):
        excluded = self._exclude()
        self._hold_talk(expires_on=date(2026, 5, 20))
        self.assertTrue(self._grant(self._badge()))
        self.assertTrue(excluded.restored_by_talk)

    @freeze_time("2026-06-01 02:00:00")
    def test_cs_1_6_a_plan_that_still_runs_is_no_second_chance_yet(self):
        self._exclude()
        self._hold_talk(expires_on=date(2026, 6, 20))
        with self.assertRaises(UserError):
            self._grant(self._badge())

    def _hold_talk(self, expires_on):
        self.env["attendance.talk"].sudo().create(
            {
                "employee_id": self.employee.id,
                "work_date": date(2026, 4, 20),
                "state": "held",
                "held_on": date(2026, 4, 21),
                "plan": "The earlier bus",
                "second_chance": True,
                "expires_on": expires_on,
            }
        )

    def test_cs_1_6_judging_the_year_again_writes_nothing(self):
        excluded = self._exclude()
        stamp = excluded.write_date
        excluded._refresh(self.company, 2026)
        self.env.flush_all()
        self.assertEqual(excluded.write_date, stamp)
