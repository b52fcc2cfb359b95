from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineStorm(EngineCommon):
    """Nobody gets a storm: not after an outage, not of one matter, not in one run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule()

    def _mails(self, user):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", user.partner_id.ids)]
        )

    def test_three_days_without_the_job_collapse_to_the_latest_step(self):
        for number, delay in enumerate((1, 4, 8)):
            self._create_step(
                self.rule, name=f"Step {number}", delay=delay, sequence=number
            )
        request = self._create_request()
        self._run_at("2026-03-06 10:00")
        self.assertEqual(request.activity_ids.summary, "Step 2")
        self.assertEqual(len(self._mails(self.leader)), 1)
        kinds = self._kinds(self._deadline(request))
        self.assertEqual(kinds, ["start", "breach", "collapsed", "collapsed", "step"])

    def test_missed_repetitions_are_one_entry_that_says_how_many(self):
        self._create_step(self.rule, delay=0, repeat="hours")
        request = self._create_request()
        self._run_at("2026-03-03 16:30")
        events = self._deadline(request).event_ids.sorted("id")
        self.assertEqual(events[-2].kind, "collapsed")
        self.assertEqual(events[-2].data["count"], 6)
        self.assertEqual((events[-1].kind, events[-1].occurrence), ("step", 6))

    def test_after_an_outage_the_next_repetition_comes_at_its_time(self):
        self._create_step(self.rule, delay=0, repeat="working_day")
        request = self._create_request()
        self._run_at("2026-03-06 10:00")
        self.assertDeadline(self._deadline(request), next_event_at="2026-03-09 09:00")

    def test_grace_is_a_setting(self):
        self._create_step(self.rule, name="Early", delay=0)
        self._create_step(self.rule, name="Later", delay=1)
        self.env["ir.config_parameter"].set_param(
            "service_deadline.missed_after_minutes", "120"
        )
        request = self._create_request()
        self._run_at("2026-03-03 10:30")
        self.assertEqual(
            sorted(request.activity_ids.mapped("summary")), ["Early", "Later"]
        )

    def test_one_person_gets_one_mail_for_all_that_needs_him(self):
        self._create_step(self.rule, direction="before")
        requests = [self._create_request(name=f"Matter {n}") for n in range(5)]
        self._run_at("2026-03-03 08:00")
        mail = self._mails(self.leader)
        self.assertEqual(len(mail), 1)
        self.assertIn("5", mail.subject)
        for request in requests:
            self.assertIn(request.name, str(mail.body_html))
            self.assertEqual(len(request.activity_ids), 1)

    def test_each_person_gets_a_mail_of_his_own(self):
        self._create_step(self.rule, direction="before")
        self._create_step(self.rule, direction="before", role="assignee")
        self._create_request()
        self._run_at("2026-03-03 08:00")
        for user in (self.leader, self.agent):
            self.assertEqual(len(self._mails(user)), 1)

    def test_an_unfinished_to_do_is_renewed_not_doubled(self):
        self._create_step(self.rule, delay=0, repeat="working_day")
        request = self._create_request()
        for moment, date in (
            ("2026-03-03 09:00:01", "2026-03-03"),
            ("2026-03-04 09:00", "2026-03-04"),
            ("2026-03-05 09:00", "2026-03-05"),
        ):
            self._run_at(moment)
            self.assertEqual(len(request.activity_ids), 1)
            self.assertEqual(str(request.activity_ids.date_deadline), date)

    def test_a_finished_to_do_comes_anew(self):
        self._create_step(self.rule, delay=0, repeat="working_day")
        request = self._create_request()
        self._run_at("2026-03-03 09:00:01")
        request.activity_ids.action_feedback(feedback="Looked at it")
        self._run_at("2026-03-04 09:00")
        self.assertEqual(len(request.activity_ids), 1)

    def test_the_to_do_of_another_request_is_not_renewed(self):
        self._create_step(self.rule, delay=0)
        one, other = self._create_request(), self._create_request()
        self._run_at("2026-03-03 09:00:01")
        self.assertEqual(len(one.activity_ids + other.activity_ids), 2)

    @mute_logger("odoo.addons.service_deadline.models.service_notice")
    def test_a_template_that_fails_keeps_nobody_else_from_his_mail(self):
        template = self.env["mail.template"].create(
            {
                "name": "Bad",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "subject": "{{ 1 // (object.name != 'Bad') }}",
                "body_html": "x",
            }
        )
        self._create_step(
            self.rule,
            direction="before",
            action="mail",
            role="assignee",
            mail_template_id=template.id,
        )
        self._create_step(self.rule, direction="before")
        request = self._create_request(name="Bad")
        with mute_logger("odoo.addons.mail.models.mail_render_mixin"):
            self._run_at("2026-03-03 08:00")
        self.assertEqual(len(self._mails(self.leader)), 1)
        self.assertEqual(len(self._mails(self.agent)), 1, "the digest instead")
        self.assertFalse(self.env["service.notice"].search([]))
        self.assertEqual(len(request.activity_ids), 1)

    @mute_logger(
        "odoo.addons.service_deadline.engine.escalation",
        "odoo.addons.service_deadline.models.service_deadline_engine",
    )
    def test_a_template_to_customers_that_fails_blocks_no_other_step(self):
        template = self.env["mail.template"].create(
            {
                "name": "Bad",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "subject": "{{ 1 // (object.name != 'Bad') }}",
                "body_html": "x",
            }
        )
        self._create_step(
            self.rule,
            direction="before",
            action="tell_customer",
            mail_template_id=template.id,
        )
        self._create_step(self.rule, direction="before")
        request = self._create_request(name="Bad")
        with mute_logger("odoo.addons.mail.models.mail_render_mixin"):
            self._run_at("2026-03-03 08:00")
        self.assertEqual(len(request.activity_ids), 1)
        self.assertIn("error", self._kinds(self._deadline(request)))
