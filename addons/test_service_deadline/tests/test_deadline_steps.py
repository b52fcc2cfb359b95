from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineSteps(EngineCommon):
    """What the steps of a rule do when their time has come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule()
        cls.template = cls._create_template("Sorry")

    @classmethod
    def _create_template(cls, subject, **values):
        return cls.env["mail.template"].create(
            {
                "name": subject,
                "model_id": cls.env["ir.model"]._get_id("test.deadline.request"),
                "subject": subject,
                "body_html": "<p>Hello</p>",
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
                **values,
            }
        )

    @classmethod
    def _create_action(cls, code):
        return cls.env["ir.actions.server"].create(
            {
                "name": "Act",
                "model_id": cls.env["ir.model"]._get_id("test.deadline.request"),
                "state": "code",
                "is_step_action": True,
                "code": code,
            }
        )

    def _mails(self, partner):
        return self.env["mail.mail"].search([("recipient_ids", "in", partner.ids)])

    # --- before and after ----------------------------------------------------------

    def test_to_do_before_the_due_time(self):
        self._create_step(
            self.rule, direction="before", summary="Look at this", role="assignee"
        )
        request = self._create_request()
        self._run_at("2026-03-03 07:59:59")
        self.assertFalse(request.activity_ids)
        self._run_at("2026-03-03 08:00")
        todo = request.activity_ids
        self.assertEqual(todo.summary, "Look at this")
        self.assertEqual(todo.user_id, self.agent)
        self.assertEqual(str(todo.date_deadline), "2026-03-03")
        self.assertStates(request, "running")

    def test_each_step_acts_once(self):
        self._create_step(self.rule, direction="before")
        request = self._create_request()
        self._run_at("2026-03-03 08:00")
        self._run_at("2026-03-03 08:01")
        request.name = "Touched"
        self._run_at("2026-03-03 08:30")
        self.assertEqual(len(request.activity_ids), 1)
        self.assertEqual(self._kinds(self._deadline(request)).count("step"), 1)

    def test_a_step_is_named_in_the_language_of_who_reads(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        step = self._create_step(self.rule, direction="before")
        step.with_context(lang="zh_CN").name = "通知团队负责人"
        request = self._create_request()
        self._run_at("2026-03-03 08:00")
        event = self._deadline(request).event_ids.filtered("step_id")
        chinese = event.with_context(lang="zh_CN")
        self.assertIn("通知团队负责人", chinese._describe())
        self.assertIn("Tell the leader", event._describe())
        # It says what happened, whatever the step is called now.
        step.name = "Tell nobody"
        self.assertIn("Tell the leader", event._describe())
        self.assertIn("Tell the leader", chinese._describe())

    def test_per_cent_of_the_time(self):
        self._create_step(self.rule, delay=50, delay_unit="percent")
        request = self._create_request()
        self._run_at("2026-03-02 14:00")
        self.assertEqual(len(request.activity_ids), 1)

    def test_nothing_after_it_is_done(self):
        self._create_step(self.rule)
        request = self._create_request()
        self._go("2026-03-03 09:30")
        request.stage_id = self.stage_done
        self._run_at("2026-03-05 10:00")
        self.assertFalse(request.activity_ids)

    def test_what_was_done_in_the_second_of_the_run_is_not_escalated(self):
        """The condition is looked at again when a step is about to act."""
        self._create_step(self.rule)
        request = self._create_request()
        self._go("2026-03-03 10:00")
        self.env.cr.execute(
            "UPDATE test_deadline_request SET stage_id = %s WHERE id = %s",
            [self.stage_done.id, request.id],
        )
        self.env.invalidate_all()
        self._run()
        self.assertFalse(request.activity_ids)
        self.assertStates(request, "met_late")

    def test_nothing_while_it_is_paused(self):
        self._create_step(self.rule, anchor="start")
        request = self._create_request()
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        self._deadline(request).action_pause(reason)
        self._run_at("2026-03-02 12:00")
        self.assertFalse(request.activity_ids)
        self._deadline(request).action_resume()
        self._run_at("2026-03-02 12:01")
        self.assertEqual(len(request.activity_ids), 1)

    def test_every_two_hours_until_done_at_the_most_three_times(self):
        self._create_step(
            self.rule, delay=0, repeat="hours", repeat_every=2, max_repeats=3
        )
        request = self._create_request()
        deadline = self._deadline(request)
        for moment, count in (
            ("2026-03-03 09:00:01", 1),
            ("2026-03-03 11:00", 2),
            ("2026-03-03 14:00", 3),
            ("2026-03-03 16:00", 3),
        ):
            self._run_at(moment)
            self.assertEqual(self._kinds(deadline).count("step"), count, moment)
        self.assertFalse(deadline.next_event_at)

    def test_in_working_hours_only(self):
        rule = self._create_rule(
            promise_id=self._create_promise("other_x").id, clock="elapsed", limit=12
        )
        self._create_step(rule, delay=0, in_hours=True)
        request = self._create_request()  # due at 21:00
        self._run_at("2026-03-02 23:00")
        self.assertFalse(request.activity_ids)
        self._run_at("2026-03-03 08:00")
        self.assertEqual(len(request.activity_ids), 1)

    # --- e-mail --------------------------------------------------------------------

    def test_mail_to_the_customer(self):
        self._create_step(
            self.rule, action="tell_customer", mail_template_id=self.template.id
        )
        self._create_request()
        self._run_at("2026-03-03 10:00")
        mail = self._mails(self.customer)
        self.assertEqual(mail.subject, "Sorry")

    def test_a_single_notice_by_mail_is_the_template_to_the_person_alone(self):
        self._create_step(
            self.rule,
            action="mail",
            role="team_leader",
            mail_template_id=self._create_template(
                "Due", email_to="all@example.com", email_cc="cc@example.com"
            ).id,
        )
        self._create_request()
        self._run_at("2026-03-03 10:00")
        mail = self._mails(self.leader.partner_id)
        self.assertEqual(mail.subject, "Due")
        self.assertFalse(mail.email_to)
        self.assertFalse(mail.email_cc)
        self.assertEqual(mail.recipient_ids, self.leader.partner_id)

    def test_mail_in_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        step = self._create_step(self.rule, summary="Look at this")
        step.with_context(lang="zh_CN").summary = "请处理"
        self.promise.with_context(lang="zh_CN").name = "解决"
        self.leader.lang = "zh_CN"
        request = self._create_request()
        self._run_at("2026-03-03 10:00")
        self.assertEqual(request.activity_ids.summary, "请处理")
        self.assertIn("请处理", str(self._mails(self.leader.partner_id).body_html))
        self.assertIn("解决", str(self._mails(self.leader.partner_id).body_html))

    # --- actions -------------------------------------------------------------------

    def test_server_action(self):
        action = self._create_action(
            "name = env.context['service_deadline_id'] and record.name\n"
            "record.write({'name': 'Late: ' + name})"
        )
        self._create_step(self.rule, action="server_action", server_action_id=action.id)
        request = self._create_request()
        self._run_at("2026-03-03 10:00")
        self.assertEqual(request.name, "Late: It leaks")
        self._run_at("2026-03-03 11:00")
        self.assertEqual(request.name, "Late: It leaks")

    def test_action_that_changes_the_class_of_the_same_request(self):
        urgent = self._create_rule(
            name="urgent", domain="[('priority', '=', '3')]", sequence=1, limit=20
        )
        action = self._create_action("record.write({'priority': '3'})")
        self._create_step(self.rule, action="server_action", server_action_id=action.id)
        request = self._create_request()
        self._run_at("2026-03-03 10:00")
        self.assertStates(request, "breached", "running")
        self.assertEqual(self._deadline(request).rule_id, urgent)
        first = self._deadlines(request)[0]
        self.assertEqual(self._kinds(first), ["start", "breach", "cancel", "step"])
        self._run_at("2026-03-03 11:00")
        self.assertStates(request, "breached", "running")

    def test_action_that_closes_the_same_request(self):
        action = self._create_action(
            f"record.write({{'stage_id': {self.stage_done.id}}})"
        )
        self._create_step(self.rule, action="server_action", server_action_id=action.id)
        request = self._create_request()
        self._run_at("2026-03-03 10:00")
        self.assertStates(request, "met_late")

    def test_action_that_deletes_the_request(self):
        action = self._create_action("record.unlink()")
        self._create_step(self.rule, action="server_action", server_action_id=action.id)
        request = self._create_request()
        deadline = self._deadline(request)
        self._run_at("2026-03-03 10:00")
        self.assertFalse(request.exists())
        self.assertFalse(deadline.exists())

    def test_raise_the_severity(self):
        self._create_step(self.rule, action="raise_severity", summary="Too slow")
        request = self._create_request(severity="general")
        self._run_at("2026-03-03 10:00")
        self.assertEqual(request.severity, "important")
        self.assertIn("Too slow", str(request.message_ids.mapped("body")))
        self._run_at("2026-03-03 12:00")
        self.assertEqual(request.severity, "important")

    def test_a_step_that_was_deleted_meanwhile_acts_no_more(self):
        step = self._create_step(self.rule)
        request = self._create_request()
        step.unlink()
        self._run_at("2026-03-03 10:00")
        self.assertFalse(request.activity_ids)
        self.assertFalse(self._run())

    # --- failures ------------------------------------------------------------------

    def _failing_step(self, **values):
        action = self._create_action(
            "if record.name == 'Bad': raise UserError('Printer is off')"
        )
        return self._create_step(
            self.rule, action="server_action", server_action_id=action.id, **values
        )

    def _run_muted(self, moment):
        with mute_logger("odoo.addons.service_deadline.engine.escalation"):
            self._run_at(moment)

    def test_a_step_that_fails_is_logged_and_blocks_nobody(self):
        self._failing_step()
        self._create_step(self.rule, sequence=20)
        bad, good = self._create_request(name="Bad"), self._create_request()
        self._run_muted("2026-03-03 10:00")
        for request in (bad, good):
            self.assertEqual(len(request.activity_ids), 1, "the other step acts")
        error = self._deadline(bad).event_ids.filtered(lambda e: e.kind == "error")
        self.assertEqual(error.reason, "Printer is off")
        self.assertEqual(self._kinds(self._deadline(good)).count("step"), 2)

    def test_a_step_that_fails_is_tried_again_later_and_later(self):
        self._failing_step()
        request = self._create_request(name="Bad")
        deadline = self._deadline(request)
        for moment, again in (
            ("2026-03-03 10:00", "2026-03-03 10:01"),
            ("2026-03-03 10:01", "2026-03-03 10:03"),
            ("2026-03-03 10:03", "2026-03-03 10:07"),
        ):
            self._run_muted(moment)
            self.assertDeadline(deadline, next_event_at=again)
        self.assertEqual(self._kinds(deadline).count("error"), 3)
        request.name = "Good"
        self._run_at("2026-03-03 10:07")
        self.assertEqual(self._kinds(deadline).count("step"), 1)
        self.assertDeadline(deadline, next_event_at=False, failures=0)

    def test_a_repeated_step_that_fails_is_tried_again_as_the_same_time(self):
        """What was done before stays done; what failed is neither left out nor done
        twice."""
        step = self._failing_step(delay=0, repeat="hours")
        request = self._create_request()
        deadline = self._deadline(request)
        self._run_at("2026-03-03 09:00")
        request.name = "Bad"
        self._run_muted("2026-03-03 10:00")
        self.assertDeadline(deadline, step_marks={str(step.id): 0})
        self.assertReplays(deadline)
        self._run_muted("2026-03-03 10:01")
        self.assertDeadline(deadline, step_marks={str(step.id): 0})
        request.name = "Good"
        self._run_at("2026-03-03 10:03")
        self._run_at("2026-03-03 11:00")
        events = deadline.event_ids.sorted("id")
        self.assertEqual(
            [(e.kind, e.occurrence) for e in events if e.kind in ("step", "error")],
            [("step", 0), ("error", 1), ("error", 1), ("step", 1), ("step", 2)],
        )
        self.assertReplays(deadline)

    def test_a_first_time_that_fails_leaves_no_mark(self):
        step = self._failing_step(delay=0, repeat="hours")
        request = self._create_request(name="Bad")
        self._run_muted("2026-03-03 09:00")
        self.assertDeadline(self._deadline(request), step_marks={})
        request.name = "Good"
        self._run_at("2026-03-03 09:01")
        marks = {str(step.id): 0}
        self.assertDeadline(self._deadline(request), step_marks=marks)

    def test_a_step_that_fails_does_not_hold_up_what_comes_next(self):
        self._failing_step(direction="before", delay=5, delay_unit="minute")
        request = self._create_request(name="Bad")
        deadline = self._deadline(request)
        deadline.env.cr.execute("UPDATE service_deadline SET failures = 9")
        self._run_muted("2026-03-03 08:55")
        breach = Datetime.to_datetime("2026-03-03 09:00:01")
        self.assertDeadline(deadline, next_event_at=breach, failures=10)

    def test_what_a_failed_step_has_changed_is_undone(self):
        action = self._create_action(
            "record.write({'name': 'Half'})\nraise UserError('Then it broke')"
        )
        self._create_step(self.rule, action="server_action", server_action_id=action.id)
        request = self._create_request()
        self._run_muted("2026-03-03 10:00")
        self.assertEqual(request.name, "It leaks")

    # --- by hand -------------------------------------------------------------------

    def test_escalated_by_hand_to_a_role_with_the_severity_raised(self):
        request = self._create_request(severity="general").with_user(self.agent)
        action = request.action_escalate()
        wizard = (
            self.env["service.deadline.escalate"]
            .with_user(self.agent)
            .with_context(**action["context"])
            .create({"reason": "He shouts", "raise_severity": True})
        )
        wizard.action_confirm()
        self.assertEqual(request.activity_ids.user_id, self.leader)
        self.assertEqual(request.activity_ids.summary, "He shouts")
        self.assertEqual(request.severity, "important")

    def test_escalated_by_hand_to_nobody_is_refused(self):
        request = self._create_request(user_id=False, team_id=False)
        self.company.service_project_manager_id = False
        wizard = self.env["service.deadline.escalate"].create(
            {
                "res_model": "test.deadline.request",
                "res_id": request.id,
                "reason": "x",
                "role_id": self._role("assignee").id,
            }
        )
        with self.assertRaisesRegex(UserError, "choose a person"):
            wizard.action_confirm()
        wizard.user_id = self.agent
        wizard.action_confirm()
        self.assertEqual(request.activity_ids.user_id, self.agent)
