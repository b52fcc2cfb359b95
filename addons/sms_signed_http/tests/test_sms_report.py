import base64
import hashlib
import hmac
import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models import sms_gateway_report

SECRET = "the secret"


@tagged("post_install", "-at_install")
class TestSmsReport(HttpCase):
    """A provider reports to a signed address what became of messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway = cls.env["sms.gateway"].create(
            {
                "name": "Local",
                "url": "https://sms.test/",
                "secret": SECRET,
                "report_reference_path": "id",
                "report_state_path": "ok",
                "report_delivered_value": "true",
                "report_reason_path": "why",
                "report_answer": "taken",
            }
        )
        cls.env.company.sms_gateway_id = cls.gateway
        cls.partner = cls.env["res.partner"].create({"name": "Lin Mei"})

    def setUp(self):
        super().setUp()
        self.message = self._message()

    def _message(self, state="pending"):
        """A message that stands on a record, as ``message_post`` makes it."""
        note = self.env["mail.message"].create(
            {"message_type": "sms", "model": "res.partner", "res_id": self.partner.id}
        )
        notification = self.env["mail.notification"].create(
            {
                "mail_message_id": note.id,
                "res_partner_id": self.partner.id,
                "notification_type": "sms",
                "notification_status": "pending",
            }
        )
        message = self.env["sms.sms"].create(
            {"number": "+8613800000000", "body": "Hello", "mail_message_id": note.id}
        )
        message.state = state
        self.env["sms.tracker"].create(
            {"sms_uuid": message.uuid, "mail_notification_id": notification.id}
        )
        self.env.flush_all()
        return message

    def _says(self, message=None):
        """What is noted where the message stands."""
        notification = (message or self.message).sms_tracker_id.mail_notification_id
        return (
            notification.notification_status,
            notification.failure_type,
            notification.failure_reason,
        )

    def _report(self, rows, path=None, **headers):
        path = path or self.gateway.report_url.partition(self.base_url())[2]
        body = rows if isinstance(rows, str) else json.dumps(rows)
        self.env.flush_all()
        answer = self.url_open(
            path, data=body, headers={"Content-Type": "application/json", **headers}
        )
        self.env.invalidate_all()
        return answer

    def _rows(self):
        return self.env["sms.gateway.report"].search(
            [("gateway_id", "=", self.gateway.id)]
        )

    def test_what_is_delivered_says_so(self):
        answer = self._report([{"id": self.message.uuid, "ok": True}])
        self.assertEqual((answer.status_code, answer.text), (200, "taken"))
        self.assertEqual(self._says(), ("sent", False, False))
        self.assertEqual((self.message.state, self.message.to_delete), ("sent", True))

    def test_what_is_not_delivered_says_why(self):
        hook = patch.object(type(self.message), "_handle_call_result_hook")
        with hook as told:
            self._report([{"id": self.message.uuid, "ok": False, "why": "关机"}])
        self.assertEqual(self._says(), ("exception", "sms_not_delivered", "关机"))
        self.assertEqual(self.message.state, "error")
        told.assert_called_once()

    def test_the_first_report_of_a_message_counts(self):
        self._report([{"id": self.message.uuid, "ok": True}])
        again = self._report([{"id": self.message.uuid, "ok": False, "why": "late"}])
        self.assertEqual(again.text, "taken", "the provider need not say it again")
        self.assertEqual(self._says(), ("sent", False, False))
        self.assertEqual(len(self._rows()), 1)

    def test_the_message_may_be_deleted_by_then(self):
        notification = self.message.sms_tracker_id.mail_notification_id
        uuid = self.message.uuid
        self.message.unlink()
        self._report([{"id": uuid, "ok": True}])
        self.assertEqual(notification.notification_status, "sent")

    def test_unknown_names_change_nothing(self):
        answer = self._report([{"id": "f" * 32, "ok": True}, {"id": "x\0y", "ok": 1}])
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self._says(), ("pending", False, False))
        self.assertEqual(set(self._rows().mapped("is_noted")), {False})

    def test_a_report_that_is_faster_than_its_sender_waits(self):
        message = self._message("process")
        message.handed_over_at = fields.Datetime.now()
        self._report([{"id": message.uuid, "ok": True}])
        self.assertEqual(
            (message.state, self._says(message)[0]), ("process", "pending")
        )
        message.state = "pending"
        self.env["sms.gateway.report"]._apply_waiting()
        self.assertEqual((message.state, self._says(message)[0]), ("sent", "sent"))

    def test_what_a_killed_sender_has_sent_is_known_by_its_report(self):
        message = self._message("process")
        message.handed_over_at = fields.Datetime.now() - timedelta(minutes=1)
        self._report([{"id": message.uuid, "ok": True}])
        message.handed_over_at = fields.Datetime.now() - timedelta(hours=2)
        with self.enter_registry_test_mode():
            self.env.ref("sms.ir_cron_sms_scheduler_action").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((message.state, self._says(message)[0]), ("sent", "sent"))

    def test_the_name_that_the_provider_has_given(self):
        self.message._handle_call_result_hook(
            [{"uuid": self.message.uuid, "state": "success", "gateway_reference": "s1"}]
        )
        self._report([{"id": "s1", "ok": True}])
        self.assertEqual(self._says()[0], "sent")

    def test_what_is_not_genuine_finds_nothing(self):
        rows = [{"id": self.message.uuid, "ok": True}]
        route, gateway_id, signature = self._parts()
        other = self.gateway.copy({"secret": "another"})
        for path in (
            f"{route}/{gateway_id}/{signature[:-1]}",
            f"{route}/{gateway_id}/{signature}é",
            f"{route}/{other.id}/{signature}",
            f"{route}/{2**40}/{signature}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self._report(rows, path).status_code, 404)
        for values in ({"secret": "new"}, {"active": False}):
            self.gateway.write(values)
            with self.subTest(values):
                path = f"{route}/{gateway_id}/{signature}"
                self.assertEqual(self._report(rows, path).status_code, 404)
        self.assertEqual(self._says(), ("pending", False, False))
        self.assertFalse(self._rows())

    def _parts(self):
        path = self.gateway.report_url.partition(self.base_url())[2]
        route, gateway_id, signature = path.rsplit("/", 2)
        return route, gateway_id, signature

    def test_who_takes_no_reports_has_no_address(self):
        path = self.gateway.report_url.partition(self.base_url())[2]
        self.gateway.report_reference_path = False
        self.assertFalse(self.gateway.report_url)
        self.assertEqual(self._report([], path).status_code, 404)
        self.gateway.write({"report_reference_path": "id", "secret": False})
        self.assertFalse(self.gateway.report_url)

    def test_of_who_signs_the_signature_is_checked(self):
        self.gateway.write({"report_header": "X-Signed", "algorithm": "sha256"})
        body = json.dumps([{"id": self.message.uuid, "ok": True}])
        made = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).digest()
        right = base64.b64encode(made).decode()
        self.assertEqual(self._report(body).status_code, 404)
        wrong = {"X-Signed": "A" + right[1:] if right[0] != "A" else "B" + right[1:]}
        self.assertEqual(self._report(body, **wrong).status_code, 404)
        self.assertFalse(self._rows())
        self.assertEqual(self._report(body, **{"X-Signed": right}).status_code, 200)
        self.assertEqual(self._says()[0], "sent")

    def test_what_cannot_be_read_is_refused(self):
        for body in (" ", "no json", "7"):
            with self.subTest(body=body):
                self.assertEqual(self._report(body).status_code, 400)
        self.assertEqual(self._report("[]").status_code, 200)

    @mute_logger("odoo.http")
    def test_nobody_fills_the_table(self):
        self._report([{"id": "1", "ok": True}, {"id": "2", "ok": True}])
        with patch.object(sms_gateway_report, "MOST_WAITING", 2):
            answer = self._report([{"id": "3", "ok": True}])
        self.assertEqual(answer.status_code, 429)
        self.assertEqual(self._report("[" + "1," * 2**20 + "1]").status_code, 413)
        self.assertEqual(len(self._rows()), 2)

    @mute_logger("odoo.http")
    def test_more_requests_in_a_minute_are_asked_to_come_again(self):
        self.gateway.report_limit = 3
        names = []
        for number, status in enumerate((200, 200, 200, 429, 429)):
            answer = self._report([{"id": f"m{number}", "ok": True}])
            self.assertEqual(answer.status_code, status)
            names += [f"m{number}"] * (status == 200)
        self.assertEqual(answer.headers["Retry-After"], "60")
        self.assertEqual(set(self._rows().mapped("reference")), set(names))
        self._minutes_ago(2)
        answer = self._report([{"id": "m4", "ok": True}])
        self.assertEqual(answer.status_code, 200, "it comes again, and is not lost")
        self.assertIn("m4", self._rows().mapped("reference"))

    @mute_logger("odoo.http")
    def test_what_cannot_be_read_or_says_nothing_new_counts_too(self):
        self.gateway.report_limit = 3
        again = [{"id": self.message.uuid, "ok": True}]
        for rows, status in ((again, 200), (again, 200), ("7", 400), (again, 429)):
            self.assertEqual(self._report(rows).status_code, status)

    @mute_logger("odoo.http")
    def test_what_is_not_genuine_takes_nobodys_place(self):
        self.gateway.write({"report_limit": 1, "report_header": "X-Signed"})
        for _time in range(3):
            self.assertEqual(self._report("[]").status_code, 404)
        self.gateway.report_header = False
        self.assertEqual(self._report("[]").status_code, 200)
        other = self.gateway.copy({"secret": "another"})
        path = other.report_url.partition(self.base_url())[2]
        self.assertEqual(self._report("[]", path).status_code, 200, "of its own")
        self.assertEqual(self._report("[]").status_code, 429)
        self.gateway.report_limit = 0
        self.assertEqual(self._report("[]").status_code, 200, "no limit")

    def test_a_thousand_reports_of_a_minute_are_taken_in(self):
        for start in range(0, 1000, 100):
            rows = [{"id": f"m{start + n}", "ok": True} for n in range(100)]
            self.assertEqual(self._report(rows).status_code, 200)
        self.assertEqual(len(self._rows()), 1000)
        self.assertGreater(self.gateway.report_limit, 1000, "also one by one")

    def test_old_requests_go_with_the_job_that_sends(self):
        self._report("[]")
        calls = self.env["sms.gateway.call"].search([])
        self.assertEqual(calls.gateway_id, self.gateway)
        with self.enter_registry_test_mode():
            job = self.env.ref("sms.ir_cron_sms_scheduler_action")
            job.method_direct_trigger()
            self.assertTrue(calls.exists())
            self._minutes_ago(3)
            job.method_direct_trigger()
        self.assertFalse(calls.exists())

    def _minutes_ago(self, minutes):
        moment = fields.Datetime.now() - timedelta(minutes=minutes)
        self.env.cr.execute(
            "UPDATE sms_gateway_call SET create_date = %s WHERE gateway_id = %s",
            (moment, self.gateway.id),
        )
        self.env.invalidate_all()

    def test_what_waits_for_nothing_goes_after_a_day_and_the_rest_after_a_month(self):
        self._report([{"id": self.message.uuid, "ok": True}, {"id": "x", "ok": True}])
        noted = self._rows().filtered("is_noted")
        for days, left in ((0.9, 2), (1.1, 1), (29, 1), (31, 0)):
            moment = fields.Datetime.now() - timedelta(days=days)
            self.env.cr.execute(
                "UPDATE sms_gateway_report SET create_date = %s WHERE gateway_id = %s",
                (moment, self.gateway.id),
            )
            self.env.invalidate_all()
            self.env["sms.gateway.report"]._gc_reports()
            with self.subTest(days=days):
                self.assertEqual(len(self._rows()), left)
                self.assertEqual(bool(noted.exists()), days < 30)
