from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import LeaveCase

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 20)
LATE = [date(2026, 3, day) for day in (2, 3, 4)]


@tagged("post_install", "-at_install")
@freeze_time("2026-03-12 02:00:00")
class TestHrInbox(LeaveCase):
    """What is asked waits for whoever decides, until it is decided."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.enforce_requests = False

    def _waiting(self, user):
        inbox = self.env["hr.inbox"].with_user(user).get_inbox()
        return {
            source["key"]: [row["id"] for row in source["rows"]]
            for source in inbox["sources"]
        }

    def _submit(self, model, **values):
        request = self.env[model].with_user(self.me)
        request = request.create(
            {"employee_id": self.employee.id, "reason": "As it was", **values}
        )
        request.action_submit()
        return request

    def test_cs_1_2_requests_wait_for_the_manager(self):
        correction = self._submit(
            "attendance.correction",
            kind="in",
            at=self.moment(date(2026, 3, 11), "07:55"),
        )
        overtime = self._submit(
            "attendance.overtime",
            date_from=self.moment(FRIDAY, "17:00"),
            date_to=self.moment(FRIDAY, "19:00"),
        )
        leave = self._ask(FRIDAY)
        self.assertEqual(
            self._waiting(self.boss),
            {
                "hr.leave": leave.ids,
                "attendance.correction": correction.ids,
                "attendance.overtime": overtime.ids,
            },
        )
        for user in (self.me, self.chief.user_id):
            with self.subTest(user=user.login):
                self.assertEqual(self._waiting(user), {})
        for request in (correction, overtime, leave):
            request.with_user(self.boss).action_approve()
        self.assertEqual(self._waiting(self.boss), {})

    def test_cs_1_3_excuses_wait_for_hr(self):
        self.punch(self.employee, MONDAY, "08:40", "17:02")
        self.judge(self.employee, MONDAY)
        excuse = self._submit(
            "attendance.excuse",
            name="Flood",
            date_from=self.moment(MONDAY, "07:00"),
            date_to=self.moment(MONDAY, "10:00"),
        )
        self.assertEqual(
            self._waiting(self.hr_officer), {"attendance.excuse": excuse.ids}
        )
        self.assertEqual(self._waiting(self.boss), {})

    def test_cs_1_3_talks_wait_for_whoever_holds_them(self):
        for day in LATE:
            self.punch(self.employee, day, "08:20", "17:02")
        self.judge(self.employee, LATE[0], LATE[-1])
        talk = self.env["attendance.talk"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertEqual(self._waiting(self.boss), {"attendance.talk": talk.ids})

    def test_every_list_opens(self):
        inbox = self.env["hr.inbox"].with_user(self.boss)
        for source in inbox._readable_sources():
            with self.subTest(source=source.key):
                action = inbox.action_open(source.key)
                self.assertEqual(action["res_model"], source.model)
                self.assertEqual(action["name"], source.title)
