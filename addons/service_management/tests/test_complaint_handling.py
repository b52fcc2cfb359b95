from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime

from .common_complaint import ComplaintCommon


class TestComplaintHandling(ComplaintCommon):
    # --- scope ------------------------------------------------------------------------

    def test_cm_2_2_accept(self):
        complaint = self._create_complaint()
        complaint.with_user(self.agent).action_accept()
        self.assertEqual(complaint.scope, "accepted")

    def test_cm_2_2_declined_with_reason(self):
        """Closed, and the customer is told the reason, once."""
        complaint = self._create_complaint()
        self._decline(complaint, "The shop is not in our centre")
        self.assertRecordValues(
            complaint, [{"scope": "declined", "stage_id": self.stage_done.id}]
        )
        self.assertTrue(complaint.closed_date)
        told = self._told(complaint)
        self.assertEqual(len(told), 1)
        self.assertIn("The shop is not in our centre", told.body)
        self.assertEqual(told.author_id, self.agent.partner_id)

    def test_cm_2_2_declined_without_reason(self):
        complaint = self._create_complaint()
        with self.assertRaises(UserError):
            self._decline(complaint, "   ")
        with self.assertRaises(ValidationError):
            complaint.scope = "declined"

    def test_cm_2_2_decline_reason_is_text(self):
        complaint = self._create_complaint()
        self._decline(complaint, "<script>alert(1)</script>")
        self.assertNotIn("<script", self._told(complaint).body)

    def test_cm_2_2_declined_into_a_stage_of_the_team(self):
        """The company's stage if the team uses it, else the last closing one."""
        own = self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Not ours",
                "closed": True,
                "sequence": 99,
                "team_ids": self.team.ids,
            }
        )
        self.stage_done.team_ids = self.other_team
        complaint = self._create_complaint()
        self._decline(complaint, "No")
        self.assertEqual(complaint.stage_id, own)

    def _decline(self, complaint, reason):
        self.env["helpdesk.ticket.reason"].with_user(self.agent).create(
            {"ticket_ids": complaint.ids, "step": "decline", "reason": reason}
        ).action_apply()
        self._commit()

    # --- promise ----------------------------------------------------------------------

    def test_sa_2_4_promised_time_is_told(self):
        complaint = self._create_complaint()
        complaint.with_user(self.agent).promised_at = "2026-03-05 16:00:00"
        told = self._told(complaint)
        self.assertEqual(len(told), 1)
        self.assertIn("Thu, Mar 5, 16:00", told.body)
        self.assertEqual(told.message_type, "comment", "it is an answer")

    def test_sa_2_4_promise_withdrawn_is_not_told(self):
        complaint = self._create_complaint(promised_at="2026-03-05 16:00:00")
        told = self._told(complaint)
        complaint.promised_at = False
        self.assertEqual(self._told(complaint), told)

    def test_sa_2_4_promise_in_the_customers_time_zone(self):
        self.customer.tz = "Asia/Shanghai"
        complaint = self._create_complaint(promised_at="2026-03-05 16:00:00")
        self.assertIn("Fri, Mar 6, 00:00 (GMT+08:00)", self._told(complaint).body)

    def test_sa_2_4_customer_without_address_is_called(self):
        """What no e-mail can tell becomes a call to make."""
        complaint = self._create_complaint(partner_id=False, partner_phone="110")
        complaint.promised_at = "2026-03-05 16:00:00"
        self._commit()
        self.assertRecordValues(
            complaint.activity_ids,
            [
                {
                    "user_id": self.agent.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                }
            ],
        )
        self.assertIn("When we will solve", complaint.activity_ids.summary)

    def test_sa_2_4_customer_with_address_needs_no_call(self):
        complaint = self._create_complaint(promised_at="2026-03-05 16:00:00")
        self.assertTrue(self._told(complaint))
        self.assertFalse(complaint.activity_ids)

    # --- severity ---------------------------------------------------------------------

    def test_cm_2_1_raise_severity(self):
        complaint = self._create_complaint()
        for severity in ("important", "major", "major"):
            self.env["helpdesk.ticket.reason"].create(
                {
                    "ticket_ids": complaint.ids,
                    "step": "raise_severity",
                    "reason": "A child was hurt",
                }
            ).action_apply()
            self.assertEqual(complaint.severity, severity)
        notes = complaint.message_ids.filtered(lambda m: "A child was hurt" in m.body)
        self.assertEqual(len(notes), 3)
        self.assertFalse(self._told(complaint), "a reason is for the staff")

    def test_cm_2_1_start_procedure(self):
        complaint = self._create_complaint(severity="important")
        with freeze_time("2026-03-02 09:00:00"):
            complaint.action_start_procedure()
        with freeze_time("2026-03-02 10:00:00"):
            complaint.action_start_procedure()
        self.assertEqual(
            complaint.procedure_started_at, Datetime.to_datetime("2026-03-02 09:00:00")
        )

    # --- contact letter ---------------------------------------------------------------

    def test_cm_1_3_contact_letter(self):
        ticket = self._create_complaint(
            needs_department=True, department_id=self.department.id
        )
        ticket.with_user(self.agent).action_send_letter()
        self.assertTrue(ticket.letter_sent_at)
        consultation = self._consultations(ticket)
        self.assertEqual(consultation.user_id, self.head)
        self.assertEqual(consultation.asked_by_id, self.agent)
        self.assertEqual(ticket.with_user(self.agent).service_consultation_count, 1)
        letter = consultation.message_ids.filtered("subject")[:1]
        self.assertIn("Internal contact letter", letter.subject)
        self.assertIn(self.head.partner_id, letter.notified_partner_ids)
        self.assertNotIn(self.customer, letter.notified_partner_ids)
        self.assertTrue(letter.is_internal or letter.subtype_id.internal)
        self.assertFalse(self._told(ticket), "the letter is for the staff")

    def _consultations(self, ticket):
        return self.env["service.consultation"].search(
            [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        )

    def test_sa_2_2_the_answer_of_a_department_is_returned_to_the_customer(self):
        ticket = self._create_complaint(
            needs_department=True, department_id=self.department.id
        )
        ticket.with_user(self.agent).action_send_letter()
        consultation = self._consultations(ticket)
        asked = consultation.with_user(self.head)
        asked.answer = "<p>At ten. The ice is bad.</p>"
        asked.action_answer()
        self.assertFalse(self._told(ticket), "the department does not write outside")
        mine = consultation.with_user(self.agent)
        mine.reply = "<p>The rink opens at ten.</p>"
        mine.action_return()
        told = self._told(ticket)
        self.assertEqual(len(told), 1)
        self.assertIn("The rink opens at ten.", told.body)
        self.assertNotIn("ice", told.body)

    def test_cm_1_3_any_question_about_it_is_the_letter(self):
        ticket = self._create_complaint(
            needs_department=True, department_id=self.department.id
        )
        opened = ticket.with_user(self.agent).action_open_service_consultations()
        consultation = (
            self.env["service.consultation"]
            .with_user(self.agent)
            .with_context(**opened["context"])
            .create(
                {
                    "name": "The rink",
                    "question": "<p>When?</p>",
                    "user_id": self.head.id,
                }
            )
        )
        self.assertFalse(ticket.letter_sent_at)
        consultation.action_ask()
        self.assertTrue(ticket.letter_sent_at)

    def test_cm_1_3_contact_letter_needs_somebody(self):
        ticket = self._create_complaint(needs_department=True, department_id=False)
        with self.assertRaisesRegex(UserError, "department in charge"):
            ticket.action_send_letter()
        self.assertFalse(ticket.letter_sent_at)

    # --- result -----------------------------------------------------------------------

    def test_sm_5_3_result_told_when_closed(self):
        complaint = self._create_complaint()
        complaint.result = "<p>Repaired at noon</p>"
        self.assertFalse(self._told(complaint))
        complaint.stage_id = self.stage_done
        told = self._told(complaint)
        self.assertEqual(len(told), 1)
        self.assertIn("Repaired at noon", told.body)
        self.assertIn("call you back", told.body)
        self.assertTrue(complaint.result_told_at)

    def test_sm_5_3_result_written_after_closing(self):
        complaint = self._create_complaint()
        complaint.stage_id = self.stage_done
        self.assertFalse(complaint.result_told_at)
        complaint.result = "<p>Repaired</p>"
        self.assertTrue(complaint.result_told_at)
        complaint.result = "<p>Repaired at noon</p>"
        self.assertEqual(len(self._told(complaint)), 1, "told once")

    def test_sm_5_3_history_is_imported_in_silence(self):
        complaint = self._create_complaint(
            stage_id=self.stage_done.id,
            result="<p>Long ago</p>",
            closed_date="2020-01-02 03:04:05",
        )
        complaint.user_id = self.leader
        self.assertFalse(self._told(complaint))
        long_ago = Datetime.to_datetime("2020-01-02 03:04:05")
        self.assertEqual(complaint.closed_date, long_ago)
        self.assertEqual(complaint.result_told_at, long_ago, "told when it was closed")
        complaint.result = "<p>Long ago, and a word corrected</p>"
        self.env.flush_all()
        self.assertFalse(self._told(complaint), "nobody is told after years")
        self.assertFalse(complaint.deadline_ids)

    def test_an_import_does_not_say_when_a_result_was_told(self):
        """What was done, and when, the product notes itself."""
        with self.assertRaises(AccessError):
            self.env["helpdesk.ticket"].with_user(self.agent).create(
                {
                    "name": "Long ago",
                    "description": "Water",
                    "team_id": self.team.id,
                    "stage_id": self.stage_done.id,
                    "result": "<p>Dried</p>",
                    "result_told_at": "2020-01-01 00:00:00",
                }
            )

    # --- closing date -----------------------------------------------------------------

    @freeze_time("2026-03-02 09:00:00")
    def test_closing_date_of_a_ticket_born_closed(self):
        complaint = self._create_complaint(stage_id=self.stage_done.id)
        self.assertEqual(complaint.closed_date, Datetime.now())

    def test_closing_date_cleared_on_reopening(self):
        complaint = self._create_complaint()
        complaint.stage_id = self.stage_done
        complaint.write({"promised_at": "2026-03-05 16:00:00"})
        complaint.action_start_procedure()
        complaint.stage_id = self.stage_new
        self.assertRecordValues(
            complaint,
            [
                {
                    "closed_date": False,
                    "reopen_count": 1,
                    "promised_at": False,
                    "procedure_started_at": False,
                }
            ],
        )

    def test_closing_date_follows_a_change_of_team(self):
        """The stage that a team brings opens or closes the ticket as well."""
        closed_for_other = self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Filed",
                "closed": True,
                "sequence": -9,
                "team_ids": self.other_team.ids,
            }
        )
        complaint = self._create_complaint(user_id=False)
        self.stage_new.team_ids = self.team
        complaint.team_id = self.other_team
        self.assertEqual(complaint.stage_id, closed_for_other)
        self.assertTrue(complaint.closed_date)
        complaint.team_id = self.team
        self.assertFalse(complaint.closed_date)

    def test_cm_2_2_declined_and_reopened_is_checked_again(self):
        complaint = self._create_complaint()
        complaint._decline("Not ours")
        complaint.stage_id = self.stage_new
        self.assertEqual(complaint.scope, "to_check")
