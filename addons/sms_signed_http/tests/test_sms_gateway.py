import json
import threading
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch
from urllib.parse import parse_qsl

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..core.signing import signature, text_to_sign
from ..engine import sms_api

SECRET = "the secret"


class Provider(BaseHTTPRequestHandler):
    """Takes messages whose signature is right, as a provider does."""

    def do_POST(self):
        """Answer one request."""
        length = int(self.headers["Content-Length"])
        parameters = dict(
            parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True)
        )
        given = parameters.pop("Signature", "")
        server = self.server
        text = text_to_sign(
            server.scheme, "POST", self.headers["Host"], self.path, parameters
        )
        right = given == signature(server.scheme, server.algorithm, SECRET, text)
        code = server.code if right else "SignatureDoesNotMatch"
        if code == "OK":
            server.taken.append(parameters)
        self.send_response(200 if right else 400)
        self.end_headers()
        name = f"name {len(server.taken)}"
        answer = {"Answer": [{"Code": code, "Name": name}]}
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *args):
        """Say nothing."""


@tagged("post_install", "-at_install")
class TestSmsGateway(TransactionCase):
    """Messages reach a provider that verifies the signature."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = HTTPServer(("127.0.0.1", 0), Provider)
        cls.addClassCleanup(cls.server.server_close)
        thread = threading.Thread(target=cls.server.serve_forever, daemon=True)
        thread.start()
        cls.addClassCleanup(thread.join)
        cls.addClassCleanup(cls.server.shutdown)
        cls.gateway = cls.env["sms.gateway"].create(
            {
                "name": "Local",
                "url": f"http://127.0.0.1:{cls.server.server_port}/send",
                "key": "my key",
                "secret": SECRET,
                "parameters": "To=${digits}\nText=${text}\nId=${uuid}\nKey=${key}\n"
                "Nonce=${nonce}\nTime=${time}",
                "answer_path": "Answer.0.Code",
            }
        )
        cls.env.company.sms_gateway_id = cls.gateway

    def setUp(self):
        super().setUp()
        self.server.taken = []
        self.server.code = "OK"
        self.server.scheme, self.server.algorithm = "encoded", "sha1"

    def _message(self, **values):
        return self.env["sms.sms"].create(
            {"number": "+8613800000000", "body": "生日快乐 & all the best"} | values
        )

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("sms.ir_cron_sms_scheduler_action").method_direct_trigger()
        self.env.invalidate_all()

    def test_a_signed_message_is_taken(self):
        message = self._message()
        message.send(unlink_sent=False)
        (taken,) = self.server.taken
        self.assertEqual(taken["To"], "8613800000000")
        self.assertEqual(taken["Text"], "生日快乐 & all the best")
        self.assertEqual((taken["Id"], taken["Key"]), (message.uuid, "my key"))
        self.assertEqual(message.state, "pending")

    def test_the_name_that_the_provider_gives_is_kept(self):
        self.gateway.answer_id_path = "Answer.0.Name"
        messages = self._message() | self._message(body="Another")
        messages.send(unlink_sent=False)
        self.assertEqual(
            sorted(messages.mapped("gateway_reference")), ["name 1", "name 2"]
        )
        self.assertFalse(self._message().gateway_reference)

    def test_the_other_scheme_and_algorithm(self):
        self.server.scheme, self.server.algorithm = "plain", "sha256"
        self.gateway.write({"scheme": "plain", "algorithm": "sha256"})
        self._message().send()
        self.assertEqual(len(self.server.taken), 1)

    @mute_logger(sms_api.__name__)
    def test_a_wrong_secret_is_a_failure(self):
        self.gateway.secret = "another"
        message = self._message()
        message.send()
        self.assertEqual((message.state, message.failure_type), ("error", "sms_server"))
        self.assertFalse(self.server.taken)

    def test_what_is_refused_or_not_answered_is_a_failure_without_the_secret(self):
        self.server.code = "LIMIT"
        message = self._message()
        with self.assertLogs(sms_api.__name__) as logs:
            message.send()
            self.gateway.url = "http://127.0.0.1:9/"
            other = self._message()
            other.send()
        self.assertEqual(message.state, "error")
        self.assertEqual(other.state, "error")
        self.assertIn("LIMIT", logs.output[0])
        self.assertNotIn("138", " ".join(logs.output), "nothing personal in the log")

    def test_a_message_without_a_number_is_a_failure(self):
        message = self._message(number=False)
        message.send()
        self.assertEqual(message.failure_type, "sms_number_missing")

    def test_the_dry_gateway_records(self):
        self.env.company.sms_gateway_id = self.env.ref(
            "sms_signed_http.sms_gateway_dry"
        )
        message = self._message()
        message.send()
        record = self.env["sms.gateway.record"].search([("uuid", "=", message.uuid)])
        self.assertEqual(record.body, "生日快乐 & all the best")
        self.assertFalse(self.server.taken)

    def test_records_go_after_a_month(self):
        self.gateway._record([("1", "u", "Text")])
        record = self.env["sms.gateway.record"].search([("uuid", "=", "u")])
        self.env["sms.gateway.record"]._gc_records()
        self.assertTrue(record.exists())
        self.env.cr.execute(
            "UPDATE sms_gateway_record SET create_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(days=31), record.id),
        )
        record.invalidate_recordset()
        self.env["sms.gateway.record"]._gc_records()
        self.assertFalse(record.exists())

    def test_each_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.sms_gateway_id = self.env.ref("sms_signed_http.sms_gateway_dry")
        mine = self._message()
        theirs = self.env["sms.sms"].with_company(other).create({"number": "1"})
        self._run()
        self.assertEqual([one["Id"] for one in self.server.taken], [mine.uuid])
        records = self.env["sms.gateway.record"].search([])
        self.assertIn(theirs.uuid, records.mapped("uuid"))

    def test_a_killed_sender_sends_nothing_twice(self):
        """The process ends after the provider has taken it; nothing is noted."""
        message = self._message()
        killed = patch.object(type(message), "_handle_call_result_hook", _killed)
        with (
            self.enter_registry_test_mode(),
            killed,
            suppress(Killed),  # assertRaises would take back what is committed
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr)["sms.sms"]._process_queue()
        self.assertEqual(len(self.server.taken), 1)
        self.assertEqual(message.state, "process")
        self.assertTrue(message.handed_over_at, "marked before it was sent")
        self._run()
        self.assertEqual(len(self.server.taken), 1)
        message.handed_over_at = fields.Datetime.now() - timedelta(hours=2)
        self._run()
        self.assertEqual(len(self.server.taken), 1)
        self.assertEqual((message.state, message.failure_type), ("error", "sms_server"))

    def test_without_a_gateway_nothing_changes(self):
        self.env.company.sms_gateway_id = False
        message = self._message()
        self.assertFalse(message._by_gateway())
        self.assertFalse(self.env["sms.sms"]._next_for_gateways() & message)

    def test_wrong_addresses_and_lines_are_named(self):
        with self.assertRaisesRegex(ValidationError, "https://"):
            self.gateway.url = "ftp://provider"
        with self.assertRaisesRegex(ValidationError, r"To=\$\{name\}"):
            self.gateway.parameters = "To=${name}"

    def test_a_copy_has_no_secret(self):
        self.assertFalse(self.gateway.copy().secret)


class Killed(BaseException):
    """The process is ended."""


def _killed(_self, _results):
    raise Killed
