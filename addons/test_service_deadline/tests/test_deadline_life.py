from freezegun import freeze_time

from odoo.fields import Datetime

from .common import RequestCommon


class TestDeadlineLife(RequestCommon):
    """Start, pause, stop, change and reopening, on a real request."""

    def test_starts_on_creation_and_is_kept(self):
        self._create_rule()
        with freeze_time("2026-03-02 09:00:00"):
            request = self._create_request()
            deadline = self._deadlines(request)
            self.assertEqual(deadline.state, "running")
            self.assertEqual(
                deadline.due_at, Datetime.to_datetime("2026-03-03 09:00:00")
            )
            self.assertEqual(request.next_deadline_at, deadline.due_at)
            self.assertEqual(request.next_deadline_state, "running")
        with freeze_time("2026-03-03 09:00:00"):
            request.stage_id = self.stage_done
            deadline = self._deadlines(request)
            self.assertEqual(deadline.state, "met")
            self.assertEqual(deadline.worked_s, 8 * 3600)
            self.assertEqual(request.next_deadline_state, "none")
            self.assertReplays(deadline)

    def test_breaks_escalates_and_is_done_late(self):
        rule = self._create_rule()
        self._create_step(rule, delay=1, direction="before")
        self._create_step(
            rule,
            delay=0,
            name="Broken!",
            action="tell_customer",
            mail_template_id=self.env["mail.template"]
            .create(
                {
                    "name": "T",
                    "model_id": self.env["ir.model"]._get("test.deadline.request").id,
                    "subject": "Late",
                    "body_html": "x",
                    "partner_to": "{{ object.partner_id.id }}",
                    "use_default_to": False,
                }
            )
            .id,
        )
        with freeze_time("2026-03-02 09:00:00"):
            request = self._create_request()
            self.assertFalse(self._run())
        with freeze_time("2026-03-03 08:00:00"):
            self.assertTrue(self._run())
            self.assertEqual(request.activity_ids.user_id, self.leader)
            self.assertEqual(self._deadlines(request).state, "running")
            self.assertFalse(self._run())
        with freeze_time("2026-03-03 09:00:01"):
            self.assertTrue(self._run())
            self.assertEqual(self._deadlines(request).state, "breached")
            self.assertEqual(request.next_deadline_state, "breached")
            mail = self.env["mail.mail"].search([("subject", "=", "Late")])
            self.assertEqual(mail.recipient_ids, self.customer)
        with freeze_time("2026-03-03 10:00:00"):
            request.stage_id = self.stage_done
            deadline = self._deadlines(request)
            self.assertEqual(deadline.state, "met_late")
            self.assertEqual(deadline.overrun_s, 3600)
            self.assertReplays(deadline)

    def test_paused_by_stage(self):
        self._create_rule(pause_domain=f"[('stage_id', '=', {self.stage_wait.id})]")
        with freeze_time("2026-03-02 09:00:00"):
            request = self._create_request()
        with freeze_time("2026-03-02 10:00:00"):
            request.stage_id = self.stage_wait
            deadline = self._deadlines(request)
            self.assertEqual(deadline.state, "paused")
            self.assertFalse(deadline.due_at)
        with freeze_time("2026-03-05 11:00:00"):
            request.stage_id = self.stage_done
            deadline = self._deadlines(request)
            self.assertEqual((deadline.state, deadline.worked_s), ("met", 3600))
            self.assertReplays(deadline)

    def test_reopening_begins_a_new_cycle(self):
        self._create_rule()
        with freeze_time("2026-03-02 09:00:00"):
            request = self._create_request()
        with freeze_time("2026-03-02 10:00:00"):
            request.stage_id = self.stage_done
            self.env.flush_all()
        with freeze_time("2026-03-04 10:00:00"):
            request.stage_id = self.stage_new
            deadlines = self._deadlines(request)
        self.assertEqual(deadlines.mapped("state"), ["met", "running"])
        self.assertEqual(deadlines.mapped("cycle"), [1, 2])
        self.assertReplays(deadlines)

    def test_class_change(self):
        self._create_rule(name="urgent", domain="[('priority', '=', '3')]", limit=2)
        self._create_rule(name="normal")
        with freeze_time("2026-03-02 09:00:00"):
            request = self._create_request()
        with freeze_time("2026-03-02 10:00:00"):
            request.priority = "3"
            deadlines = self._deadlines(request)
            self.assertEqual(deadlines.mapped("state"), ["cancelled", "running"])
            self.assertEqual(
                deadlines[1].due_at, Datetime.to_datetime("2026-03-02 11:00:00")
            )
            self.assertReplays(deadlines)

    def test_reply_stops(self):
        self._create_rule(stop_mode="reply", stop_domain="[]")
        with freeze_time("2026-03-02 09:00:00"):
            request = self._create_request()
        with freeze_time("2026-03-02 10:00:00"):
            request.with_user(self.agent).message_post(
                body="note", subtype_xmlid="mail.mt_note", message_type="comment"
            )
            self.assertEqual(self._deadlines(request).state, "running")
            request.with_user(self.agent).message_post(
                body="Hello",
                subtype_xmlid="mail.mt_comment",
                message_type="comment",
                partner_ids=request.partner_id.ids,
            )
            self.assertTrue(request.deadline_reply_at)
            self.assertEqual(self._deadlines(request).state, "met")
