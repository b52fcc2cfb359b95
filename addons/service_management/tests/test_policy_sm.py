from freezegun import freeze_time

from .common_policy import PolicyCommon


class TestPolicyServiceManagement(PolicyCommon):
    """The rules of the service management policy, on real tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("SM")

    # --- SM-5.3: contact -------------------------------------------------------------

    def test_sm_5_3_complaint_is_contacted_within_an_hour(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            self.assertRuns(
                ticket, "first_contact", "sm_contact", "2026-03-02 10:00:00"
            )
        with freeze_time("2026-03-02 10:00:00"):
            self._reply(ticket)
            self.assertVerdict(ticket, "first_contact", "met")
            self.assertEqual(self._deadline(ticket, "first_contact").worked_s, 3600)

    def test_sm_5_3_contact_is_never_due_after_the_solution(self):
        """Both count at night and on weekends, so that they fit each other."""
        for moment in ("2026-03-06 16:30", "2026-03-06 22:30", "2026-03-07 16:00"):
            with freeze_time(f"{moment}:00"):
                ticket = self._create_request()
            contact = self._deadline(ticket, "first_contact")
            solution = self._deadline(ticket, "solution")
            self.assertLess(contact.due_at, solution.due_at)

    def test_sm_5_3_phone_call_counts_as_contact_with_its_reason(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-02 09:10:00"):
            deadline = self._deadline(ticket, "first_contact")
            deadline.with_user(self.agent).action_stop("Called, she waits for us")
            self.assertVerdict(ticket, "first_contact", "met")
            self.assertIn(
                "Called, she waits for us", deadline.event_ids.mapped("reason")
            )

    def test_sm_5_3_customers_own_message_is_no_contact(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-02 09:10:00"):
            ticket.message_post(
                body="Hello?",
                author_id=self.customer.id,
                message_type="email",
                subtype_xmlid="mail.mt_comment",
            )
            self.assertRuns(
                ticket, "first_contact", "sm_contact", "2026-03-02 10:00:00"
            )

    def test_sm_5_3_missing_contact_climbs_from_the_agent_to_the_boss(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(complexity="complex")
        self._pass_time("2026-03-02 09:44:59")
        self.assertTodos(ticket)
        self._pass_time("2026-03-02 09:45:00")
        self.assertTodos(ticket, (self.agent, "sm_contact_remind"))
        self._pass_time("2026-03-02 10:00:01")
        self.assertVerdict(ticket, "first_contact", "breached")
        broken = [(self.agent, "sm_contact_remind"), (self.leader, "sm_contact_leader")]
        self.assertTodos(ticket, *broken)
        self._pass_time("2026-03-02 12:00:00")
        broken.append((self.head, "sm_contact_head"))
        self.assertTodos(ticket, *broken)
        self._pass_time("2026-03-03 10:00:00")
        broken.append((self.leader, "sm_contact_managers"))
        self.assertTodos(ticket, *broken)
        self._pass_time("2026-03-04 10:00:00")
        broken.append((self.boss, "sm_contact_managers"))
        self.assertTodos(ticket, *broken)
        with freeze_time("2026-03-04 10:30:00"):
            self._reply(ticket)
            self.assertVerdict(ticket, "first_contact", "met_late")

    # --- SM-5.3: general complaint ---------------------------------------------------

    def test_sm_5_3_general_complaint_is_solved_within_24_hours(self):
        with freeze_time("2026-03-06 16:00:00"):  # Friday: the weekend counts
            ticket = self._create_request()
            self.assertRuns(ticket, "solution", "sm_general", "2026-03-07 16:00:00")
        with freeze_time("2026-03-07 15:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "solution", "met")
            self.assertEqual(self._deadline(ticket, "solution").worked_s, 23 * 3600)

    def test_sm_5_3_general_complaint_not_solved_is_escalated(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            self._reply(ticket)
        self._pass_time("2026-03-03 03:00:00")
        self.assertTodos(ticket, (self.agent, "sm_general_remind"))
        self._pass_time("2026-03-03 13:00:00")
        self.assertVerdict(ticket, "solution", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "sm_general_remind"),
            (self.leader, "sm_general_leader"),
            (self.head, "sm_general_head"),
        )
        with freeze_time("2026-03-03 14:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "solution", "met_late")
            self.assertEqual(self._deadline(ticket, "solution").overrun_s, 5 * 3600)

    def test_sm_5_3_managers_are_told_on_working_days(self):
        with freeze_time("2026-03-05 15:00:00"):  # Thursday: due on Friday at 15:00
            ticket = self._create_request()
            self._reply(ticket)
        self._pass_time("2026-03-08 23:00:00")
        self.assertNotIn(self.head, ticket.activity_ids.user_id)
        self._pass_time("2026-03-09 08:00:00")
        self.assertIn(self.head, ticket.activity_ids.user_id)
        self.assertNotIn(self.boss, ticket.activity_ids.user_id)
        self._pass_time("2026-03-10 17:00:00")
        self.assertIn(self.boss, ticket.activity_ids.user_id)

    def test_sm_5_3_waiting_for_the_customer_does_not_count_for_three_days(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-02 10:00:00"):
            ticket.stage_id = self.stage_wait
            deadline = self._deadline(ticket, "solution")
            self.assertEqual(deadline.state, "paused")
            self.assertEqual(
                deadline.pause_reason_id,
                self.env.ref("service_deadline.pause_reason_customer"),
            )
        self._pass_time("2026-03-05 10:00:00")  # 72 hours: the clock resumes by itself
        self.assertRuns(ticket, "solution", "sm_general", "2026-03-06 09:00:00")

    def test_sm_5_3_duplicate_declined_and_rejected_are_not_counted(self):
        first, second, third, other = (
            {"duplicate_id": "other"},
            {"scope": "declined", "decline_reason": "Not our shop"},
            {"stage_id": self.stage_rejected.id},
            {},
        )
        with freeze_time("2026-03-02 09:00:00"):
            other = self._create_request(**other)
        for values in (first | {"duplicate_id": other.id}, second, third):
            with self.subTest(values=values), freeze_time("2026-03-02 09:00:00"):
                ticket = self._create_request()
                ticket.write(values)
                self.assertVerdict(ticket, "solution", "cancelled")
                self.assertVerdict(ticket, "first_contact", "cancelled")

    # --- SM-5.3: complex complaint ---------------------------------------------------

    def test_sm_5_3_complex_complaint_takes_three_to_five_working_days(self):
        with freeze_time("2026-03-05 10:00:00"):  # Thursday
            ticket = self._create_request(complexity="complex")
            self._reply(ticket)
            self.assertRuns(ticket, "solution", "sm_complex", "2026-03-12 17:00:00")
            target = self._deadline(ticket, "solution").target_at
            self.assertEqual(str(target), "2026-03-10 17:00:00")
        self._pass_time("2026-03-10 17:00:00")
        self.assertTrue(self._deadline(ticket, "solution").warned)
        self.assertTodos(ticket, (self.agent, "sm_complex_target"))
        self._pass_time("2026-03-12 17:00:01")
        self.assertVerdict(ticket, "solution", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "sm_complex_target"),
            (self.leader, "sm_complex_before"),
            (self.leader, "sm_complex_leader"),
        )

    def test_sm_5_3_complex_complaint_is_done_when_the_result_is_told(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(complexity="complex")
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_done
            deadline = self._deadline(ticket, "solution")
            self.assertEqual(deadline.state, "running", "solved, but nobody was told")
        with freeze_time("2026-03-03 10:00:00"):
            ticket.result = "<p>The door has been replaced.</p>"
            self.assertTrue(ticket.result_told_at)
            self.assertVerdict(ticket, "solution", "met")

    def test_sm_5_3_reopened_complex_complaint_needs_a_result_of_its_own(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(complexity="complex", result="First try")
            ticket.stage_id = self.stage_done
            self.env.flush_all()
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_progress
            self.env.flush_all()
        with freeze_time("2026-03-04 09:00:00"):
            ticket.stage_id = self.stage_done
            self.assertRuns(ticket, "solution", "sm_complex", "2026-03-10 17:00:00")
            ticket.result = "Second try"
            self.assertVerdict(ticket, "solution", "met")

    def test_sm_5_3_complaint_found_complex_keeps_the_time_that_has_passed(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-03 08:00:00"):
            ticket.complexity = "complex"
            self.assertRuns(ticket, "solution", "sm_complex", "2026-03-09 17:00:00")

    def test_sm_5_3_reopened_complaint_is_contacted_and_solved_anew(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-02 09:30:00"):
            self._reply(ticket)
            ticket.write({"stage_id": self.stage_done.id, "result": "Done"})
            self.env.flush_all()
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_progress
            self.assertRuns(
                ticket, "first_contact", "sm_contact", "2026-03-03 10:00:00"
            )
            self.assertRuns(ticket, "solution", "sm_general", "2026-03-04 09:00:00")
            self.assertFalse(ticket.result_told_at)
        states = self._deadlines(ticket).mapped("state")
        self.assertEqual(states, ["met", "met", "running", "running"])

    # --- SM-2.4 ----------------------------------------------------------------------

    def test_sm_2_4_feedback_is_answered_within_three_working_days(self):
        with freeze_time("2026-03-05 10:00:00"):  # Thursday
            kept = self._create_request("feedback")
            late = self._create_request("feedback")
            self.assertRuns(
                kept, "feedback_answer", "sm_feedback", "2026-03-10 17:00:00"
            )
        with freeze_time("2026-03-10 16:00:00"):
            self._reply(kept)
            self.assertVerdict(kept, "feedback_answer", "met")
        self._pass_time("2026-03-10 17:00:01")
        self.assertVerdict(late, "feedback_answer", "breached")
        self.assertTodos(
            late,
            (self.agent, "sm_feedback_remind"),
            (self.leader, "sm_feedback_leader"),
        )
