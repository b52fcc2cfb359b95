from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase

DAYS = [date(2026, 3, day) for day in (2, 3, 4, 5, 6, 9)]


@tagged("post_install", "-at_install")
@freeze_time("2026-03-12 02:00:00")
class TestTalk(AttendanceCase):
    """CS-1.3: three in a row lead to a talk, and a warning comes before it."""

    def setUp(self):
        super().setUp()
        self.me, self.boss = self.employee.user_id, self.manager.user_id

    def _late(self, count, clock="08:20"):
        rows = self.env["hr.attendance"]
        for day in DAYS[:count]:
            rows += self.punch(self.employee, day, clock, "17:02")
        self.judge(self.employee, DAYS[0], DAYS[-1])
        return rows

    def _talks(self):
        return self.env["attendance.talk"].search(
            [("employee_id", "=", self.employee.id)]
        )

    def _warnings(self):
        return self.env["attendance.nudge"].search(
            [("employee_id", "=", self.employee.id), ("kind", "=", "before_talk")]
        )

    def test_cs_1_3_third_in_a_row_leads_to_a_talk(self):
        self._late(3)
        talk = self._talks()
        self.assertRecordValues(
            talk,
            [
                {
                    "work_date": DAYS[2],
                    "run_length": 3,
                    "state": "due",
                    "manager_id": self.boss.id,
                }
            ],
        )
        self.assertEqual(talk.activity_ids.user_id, self.boss)

    def test_the_manager_reads_of_it_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.boss.lang = "zh_CN"
        self._late(3)
        self.assertIn("谈话", self._talks().activity_ids.summary)

    def test_cs_1_3_once_per_run_and_again_at_each_further_three(self):
        self._late(6)
        self.assertEqual(self._talks().sorted("work_date").mapped("run_length"), [3, 6])

    def test_cs_1_3_judging_again_makes_no_second_talk(self):
        self._late(3)
        self.policy.away_minutes += 1
        self.judge(self.employee, DAYS[0], DAYS[-1])
        self.assertEqual(len(self._talks()), 1)
        self.assertEqual(len(self._talks().activity_ids), 1)

    def test_cs_1_3_threshold_is_a_figure_of_the_policy(self):
        self.policy.talk_threshold = 2
        self._late(2)
        self.assertEqual(self._talks().run_length, 2)

    def test_cs_1_3_corrected_days_call_the_talk_off(self):
        rows = self._late(3)
        rows[1].check_in = self.moment(DAYS[1], "07:55")
        self.judge(self.employee, DAYS[0], DAYS[-1])
        talk = self._talks()
        self.assertEqual(talk.state, "cancelled")
        self.assertFalse(talk.activity_ids)

    def test_cs_1_3_a_talk_that_was_held_stays(self):
        rows = self._late(3)
        talk = self._talks().with_user(self.boss)
        talk.plan = "Earlier bus"
        talk.action_hold()
        rows[1].check_in = self.moment(DAYS[1], "07:55")
        self.judge(self.employee, DAYS[0], DAYS[-1])
        self.assertEqual(talk.state, "held")

    def test_cs_1_3_warning_before_the_third(self):
        with freeze_time("2026-03-04 02:00:00"):
            self._late(2)
        self.assertEqual(self._warnings().mapped("date"), [DAYS[1]])
        self.assertFalse(self._talks())
        message = self.env["mail.message"].search(
            [
                ("partner_ids", "in", self.me.partner_id.ids),
                ("body", "ilike", "in a row"),
            ]
        )
        self.assertEqual(len(message), 1)
        self.assertIn("2 working days", message.body)

    def test_cs_1_3_warned_once(self):
        with freeze_time("2026-03-04 02:00:00"):
            self._late(2)
            self.policy.away_minutes += 1
            self.judge(self.employee, DAYS[0], DAYS[-1])
        self.assertEqual(len(self._warnings()), 1)

    def test_cs_1_3_no_warning_when_the_third_has_happened(self):
        self._late(3)
        self.assertFalse(self._warnings())

    def test_cs_1_3_no_warning_about_what_is_long_ago(self):
        with freeze_time("2026-03-31 02:00:00"):
            self._late(2)
        self.assertFalse(self._warnings())

    def test_cs_1_3_outcome_needs_a_plan(self):
        self._late(3)
        talk = self._talks().with_user(self.boss)
        with self.assertRaisesRegex(UserError, "plan"):
            talk.action_hold()
        talk.write({"plan": "Earlier bus", "second_chance": True})
        with self.assertRaisesRegex(UserError, "day on which the plan ends"):
            talk.action_hold()
        talk.expires_on = date(2026, 4, 30)
        talk.action_hold()
        self.assertRecordValues(
            talk,
            [
                {
                    "state": "held",
                    "held_on": date(2026, 3, 12),
                    "chance_state": "running",
                    "manager_id": self.boss.id,
                }
            ],
        )
        self.assertFalse(talk.activity_ids)
        self.assertIn("Earlier bus", talk.message_ids[:1].body)

    def _with_chance(self):
        self._late(3)
        talk = self._talks().with_user(self.boss)
        talk.write(
            {
                "plan": "Earlier bus",
                "second_chance": True,
                "expires_on": date(2026, 3, 31),
            }
        )
        talk.action_hold()
        return talk

    def test_cs_1_6_second_chance_is_kept(self):
        talk = self._with_chance()
        with freeze_time("2026-04-01 02:00:00"):
            talk.invalidate_recordset(["chance_state"])
            self.assertEqual(talk.chance_state, "kept")

    def test_cs_1_6_second_chance_is_broken(self):
        talk = self._with_chance()
        with freeze_time("2026-04-01 02:00:00"):
            day = date(2026, 3, 20)
            self.punch(self.employee, day, "08:20", "17:02")
            self.judge(self.employee, day)
            talk.invalidate_recordset(["chance_state"])
            self.assertEqual(talk.chance_state, "broken")

    def test_cs_1_3_held_by_the_manager_and_not_by_oneself(self):
        self._late(3)
        talk = self._talks()
        talk.plan = "Earlier bus"
        for user in (self.me, self.chief.user_id):
            with self.assertRaises(AccessError):
                talk.with_user(user).action_hold()
        with self.assertRaises(AccessError):
            talk.with_user(self.me).write({"plan": "None"})
        talk.with_user(self.hr_officer).action_hold()
        self.assertEqual(talk.state, "held")
