import psycopg2
from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tools import mute_logger

from .common_complaint import ComplaintCommon


class TestComplaintFollowup(ComplaintCommon):
    # --- progress ---------------------------------------------------------------------

    @freeze_time("2026-03-02 10:00:00")
    def test_cm_2_4_progress_is_told_now_whatever_time_somebody_writes(self):
        complaint = self._create_complaint()
        self.env["service.progress"].with_user(self.agent).create(
            {
                "ticket_id": complaint.id,
                "date": "2026-03-02 09:00:00",
                "body": "<p>The part is ordered</p>",
            }
        )
        told = self._told(complaint)
        self.assertIn("The part is ordered", told.body)
        self.assertEqual(told.author_id, self.agent.partner_id)
        self.assertEqual(
            complaint.last_progress_at, Datetime.to_datetime("2026-03-02 10:00:00")
        )

    def test_cm_2_4_progress_is_told_in_the_name_of_who_noted_it(self):
        """An import on behalf of the staff counts as their answer."""
        complaint = self._create_complaint()
        self.env["service.progress"].create(
            {"ticket_id": complaint.id, "user_id": self.agent.id, "body": "<p>Ok</p>"}
        )
        self.assertEqual(self._told(complaint).author_id, self.agent.partner_id)
        self.assertTrue(complaint.deadline_reply_at)

    def test_cm_2_4_progress_told_by_email_only(self):
        """A customer without contact record gets the progress too."""
        complaint = self._create_complaint(
            partner_id=False, partner_email="someone@customer.example"
        )
        self.env["service.progress"].create(
            {"ticket_id": complaint.id, "body": "<p>The part is ordered</p>"}
        )
        self._commit()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        addresses = f"{mail.email_to} {mail.recipient_ids.mapped('email')}"
        self.assertIn("someone@customer.example", addresses)

    def test_cm_2_4_progress_without_script(self):
        complaint = self._create_complaint()
        progress = self.env["service.progress"].create(
            {"ticket_id": complaint.id, "body": "<p>Ok<script>alert(1)</script></p>"}
        )
        self.assertNotIn("script", progress.body)
        self.assertNotIn("alert", self._told(complaint).body)

    # --- call-back --------------------------------------------------------------------

    def _close(self, complaint):
        complaint.write({"result": "<p>Done</p>", "stage_id": self.stage_done.id})
        self._commit()

    def _call_back(self, complaint, **values):
        callback = (
            self.env["service.callback"]
            .with_user(self.agent)
            .create({"ticket_id": complaint.id, "verdict": "satisfied", **values})
        )
        self._commit()
        return callback

    @freeze_time("2026-03-03 09:00:00")
    def test_cm_2_4_call_back_recorded(self):
        complaint = self._create_complaint()
        self._close(complaint)
        callback = self._call_back(complaint, contact_name="Anna", remarks="Fine")
        self.assertEqual(callback.user_id, self.agent)
        self.assertRecordValues(
            complaint,
            [
                {
                    "callback_done_at": Datetime.now(),
                    "callback_verdict": "satisfied",
                    "closed": True,
                    "severity": "general",
                }
            ],
        )

    def test_cm_2_4_not_accepted_raises_and_reopens(self):
        complaint = self._create_complaint(severity="general")
        with freeze_time("2026-03-03 09:00:00"):
            self._close(complaint)
        with freeze_time("2026-03-04 09:00:00"):
            self._call_back(complaint, verdict="not_accepted", remarks="Still broken")
        self.assertRecordValues(
            complaint,
            [
                {
                    "severity": "important",
                    "stage_id": self.stage_new.id,
                    "closed_date": False,
                    "callback_done_at": False,
                    "callback_verdict": "not_accepted",
                    "result_told_at": False,
                }
            ],
        )
        self.assertTrue(
            complaint.message_ids.filtered(lambda m: "Still broken" in m.body)
        )

    def test_cm_2_4_second_handling_needs_its_own_call_back(self):
        complaint = self._create_complaint()
        with freeze_time("2026-03-03 09:00:00"):
            self._close(complaint)
        with freeze_time("2026-03-04 09:00:00"):
            self._call_back(complaint, verdict="not_accepted", remarks="No")
        with freeze_time("2026-03-05 09:00:00"):
            self._close(complaint)
            self.assertFalse(complaint.callback_done_at)
            self.assertTrue(complaint.is_callback_open)
        with freeze_time("2026-03-06 09:00:00"):
            self._call_back(complaint, verdict="accepted")
        self.assertEqual(
            complaint.callback_done_at, Datetime.to_datetime("2026-03-06 09:00:00")
        )
        self.assertEqual(len(self._told(complaint)), 2, "each result is told")

    def test_cm_2_4_call_back_keeps_the_promise_although_not_accepted(self):
        """The first handling has its call-back in time, then a new one begins."""
        rule = self._create_rule(
            promise_id=self._create_promise("callback_x").id,
            start_mode="domain",
            start_domain="[('stage_id.closed', '=', True)]",
            stop_domain="[('callback_done_at', '!=', False)]",
            limit=3,
            unit="day",
        )
        with freeze_time("2026-03-02 09:00:00"):
            complaint = self._create_complaint()
        with freeze_time("2026-03-03 09:00:00"):
            self._close(complaint)
        with freeze_time("2026-03-04 09:00:00"):
            self._call_back(complaint, verdict="not_accepted", remarks="No")
        first = self._deadlines(complaint, rule.promise_id)
        self.assertEqual(first.mapped("state"), ["met"])
        with freeze_time("2026-03-05 09:00:00"):
            self._close(complaint)
        both = self._deadlines(complaint, rule.promise_id)
        self.assertEqual(both.mapped("state"), ["met", "running"])
        self.assertEqual(both.mapped("cycle"), [1, 2])

    def test_cm_2_4_nobody_answered(self):
        complaint = self._create_complaint()
        self._close(complaint)
        self._call_back(complaint, reached=False, verdict=False)
        self.assertFalse(complaint.callback_done_at)
        self.assertTrue(complaint.is_callback_open)

    @mute_logger("odoo.sql_db")
    def test_cm_2_4_reached_needs_a_verdict(self):
        complaint = self._create_complaint()
        with self.assertRaises(psycopg2.errors.CheckViolation):
            self._call_back(complaint, verdict=False)

    # --- chase ------------------------------------------------------------------------

    def test_chase_is_counted_and_told_to_the_assignee(self):
        complaint = self._create_complaint()
        with freeze_time("2026-03-02 09:00:00"):
            self.assertTrue(complaint._chase())
        with freeze_time("2026-03-02 09:59:00"):
            self.assertFalse(complaint._chase(), "not twice an hour")
        with freeze_time("2026-03-02 10:00:00"):
            self.assertTrue(complaint._chase())
        self.assertEqual(complaint.chase_count, 2)
        notified = complaint.message_ids.notified_partner_ids
        self.assertIn(self.agent.partner_id, notified)
        self.assertNotIn(self.customer, notified)

    def test_chase_goes_to_the_leader_without_assignee(self):
        complaint = self._create_complaint(user_id=False)
        complaint._chase()
        self.assertIn(
            self.leader.partner_id, complaint.message_ids.notified_partner_ids
        )
