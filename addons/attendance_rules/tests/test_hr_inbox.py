from freezegun import freeze_time

from odoo.tests import tagged

from .common import AttendanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 02:00:00")
class TestHrInbox(AttendanceCase):
    def test_cs_1_7_rules_wait_for_those_who_have_not_read_them(self):
        rows = self.env["attendance.acknowledgement"].create(
            [
                {
                    "employee_id": person.id,
                    "policy_id": self.policy.id,
                    "notified_on": "2026-03-01",
                    "deadline": "2026-03-08",
                }
                for person in (self.employee, self.manager)
            ]
        )
        inbox = self.env["hr.inbox"].with_user(self.employee.user_id)
        [source] = inbox.get_inbox()["sources"]
        self.assertEqual(source["key"], "attendance.acknowledgement")
        self.assertEqual(
            [(row["id"], row["is_late"]) for row in source["rows"]],
            [(rows[0].id, True)],
        )
        rows[0].with_user(self.employee.user_id).action_confirm()
        self.assertEqual(inbox.get_count()["count"], 0)
