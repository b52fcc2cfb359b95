import ast

from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineNotices(EngineCommon):
    """What the staff is told by e-mail: at once, not too often, not too much, and only
    while there is a cause."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(limit=1)
        cls._create_step(cls.rule, delay=0)
        cls.sent = []
        send = cls.registry["mail.mail"].send_after_commit

        def note(mails):
            cls.sent.extend(mails)
            return send(mails)

        cls.classPatch(cls.registry["mail.mail"], "send_after_commit", note)

    def setUp(self):
        super().setUp()
        self.sent.clear()

    def _mails(self):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.leader.partner_id.ids)], order="id"
        )

    def test_it_leaves_with_the_commit_and_waits_for_no_queue(self):
        self._create_request()
        self._run_at("2026-03-02 10:00")
        self.assertEqual(len(self._mails()), 1)
        self.assertIn(self._mails(), self.sent)

    def test_a_steady_flow_is_no_storm(self):
        """A matter a minute for an hour: the first at once, then one a quarter."""
        for minute in range(60):
            self._run_at(f"2026-03-02 10:{minute:02}")
            self._create_request(
                name=f"Matter {minute}", registered_at="2026-03-02 09:00"
            )
        self._run_at("2026-03-02 11:00")
        mails = self._mails()
        self.assertLessEqual(len(mails), 5)
        self._run_at("2026-03-02 11:16")
        told = "".join(str(mail.body_html) for mail in self._mails())
        for minute in range(60):
            self.assertIn(f"Matter {minute}<", told)

    def test_the_pause_is_a_setting(self):
        self.env["ir.config_parameter"].set_param(
            "service_deadline.digest_minutes", "5"
        )
        for minute in (0, 4, 5):
            self._create_request(registered_at=f"2026-03-02 09:0{minute}")
        self._run_at("2026-03-02 10:00")
        self._run_at("2026-03-02 10:04")
        self.assertEqual(len(self._mails()), 1)
        self._run_at("2026-03-02 10:05")
        self.assertEqual(len(self._mails()), 2)

    def test_after_an_outage_it_shows_the_worst_and_a_link(self):
        for number in range(80):
            self._create_request(name=f"Matter {number:03}")
        worst = self._create_request(name="The worst", registered_at="2026-02-02 09:00")
        self._run_at("2026-03-06 10:00")
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        body = str(mail.body_html)
        self.assertLess(len(body), 100_000)
        self.assertLessEqual(body.count("Matter"), 50)
        self.assertLess(body.index(worst.name), body.index("Matter"))
        self.assertIn("31 more", body)
        self.assertIn("/odoo/action-service_deadline.service_deadline_action", body)
        self.assertIn("81", mail.subject)

    def test_whose_promise_has_ended_meanwhile_nobody_is_told(self):
        first = self._create_request(name="First")
        self._run_at("2026-03-02 10:00")
        other = self._create_request(name="Other", registered_at="2026-03-02 09:05")
        self._run_at("2026-03-02 10:06")
        other.stage_id = self.stage_done
        self._run_at("2026-03-02 10:20")
        self.assertEqual(len(self._mails()), 1)
        self.assertTrue(first)

    def test_what_could_not_leave_is_tried_again(self):
        self._create_request()
        self._run_at("2026-03-02 10:00")
        mail = self._mails()
        mail.state = "exception"
        self.sent.clear()
        self._run_at("2026-03-02 10:14")
        self.env["service.notice"]._send_all()
        self.assertNotIn(mail, self.sent)
        self._run_at("2026-03-02 10:15")
        self.env["service.notice"]._send_all()
        self.assertIn(mail, self.sent)
        self.assertEqual(mail.state, "outgoing")

    def test_what_could_not_leave_does_not_when_its_cause_is_gone(self):
        request = self._create_request()
        self._run_at("2026-03-02 10:00")
        mail = self._mails()
        mail.state = "exception"
        request.stage_id = self.stage_done
        self._run_at("2026-03-02 10:15")
        self.env["service.notice"]._send_all()
        self.assertEqual(mail.state, "cancel")

    def test_it_says_that_it_is_automatic(self):
        self._create_request()
        self._run_at("2026-03-02 10:00")
        headers = ast.literal_eval(self._mails().headers)
        self.assertEqual(headers["Auto-Submitted"], "auto-generated")
        self.assertEqual(headers["X-Auto-Response-Suppress"], "All")

    def test_times_are_those_of_the_reader_with_their_zone_and_without_seconds(self):
        self.leader.tz = "Asia/Shanghai"
        self._create_request()
        self._run_at("2026-03-02 10:00")
        body = str(self._mails().body_html)
        self.assertIn("Mon, Mar 2, 18:00", " ".join(body.split()))
        self.assertIn("(GMT+08:00)", body)
        self.assertNotIn(":00:00", body)
