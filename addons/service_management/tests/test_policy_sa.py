from freezegun import freeze_time

from .common_policy import PolicyCommon


class TestPolicyServiceAdvisor(PolicyCommon):
    """The rules of the dedicated service advisor policy, on real tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("SA")

    # --- SA-4.1 ----------------------------------------------------------------------

    def test_sa_4_1_enquiry_or_complaint_is_answered_within_minutes(self):
        for request_class in ("enquiry", "consultation", "complaint"):
            with self.subTest(request_class=request_class):
                with freeze_time("2026-03-02 11:50:00"):
                    ticket = self._create_request(request_class)
                    self.assertRuns(
                        ticket, "first_contact", "sa_answer", "2026-03-02 13:20:00"
                    )
                with freeze_time("2026-03-02 13:10:00"):
                    self._reply(ticket)
                    self.assertVerdict(ticket, "first_contact", "met")

    def test_sa_4_1_enquiry_without_answer_is_escalated(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("enquiry")
        self._pass_time("2026-03-02 09:30:01")
        self.assertVerdict(ticket, "first_contact", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "sa_answer_remind"),
            (self.leader, "sa_answer_leader"),
        )

    def test_sa_4_1_other_requests_are_promised_no_answer(self):
        with freeze_time("2026-03-02 09:00:00"):
            self.assertFalse(self._deadlines(self._create_request("repair")))

    def test_sa_4_1_urgent_need_is_handed_over_at_once_and_replied_within_minutes(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("enquiry", urgency="urgent")
            self.assertRuns(
                ticket, "urgent_reply", "sa_urgent_reply", "2026-03-02 09:15:00"
            )
            self.assertFalse(self._deadline(ticket, "first_contact"))
        self._pass_time("2026-03-02 09:00:00")
        self.assertTodos(ticket, (self.agent, "sa_urgent_reply_start"))
        with freeze_time("2026-03-02 09:05:00"):
            self._reply(ticket)
            self.assertVerdict(ticket, "urgent_reply", "met")

    def test_sa_4_1_urgent_counts_from_when_it_is_found_urgent(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("enquiry")
        with freeze_time("2026-03-02 09:10:00"):
            self._reply(ticket)
        with freeze_time("2026-03-02 14:00:00"):
            ticket.urgency = "urgent"
            self.assertRuns(
                ticket, "urgent_reply", "sa_urgent_reply", "2026-03-02 14:15:00"
            )
            self.assertRuns(
                ticket, "detailed_solution", "sa_urgent_solution", "2026-03-03 09:00:00"
            )

    def test_sa_4_1_urgent_need_without_reply_is_escalated(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("enquiry", urgency="urgent")
        self._pass_time("2026-03-02 09:45:00")
        self.assertVerdict(ticket, "urgent_reply", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "sa_urgent_reply_start"),
            (self.agent, "sa_urgent_reply_remind"),
            (self.leader, "sa_urgent_reply_leader"),
            (self.head, "sa_urgent_reply_head"),
        )

    def test_sa_4_1_urgent_need_gets_a_detailed_solution_within_hours(self):
        with freeze_time("2026-03-02 14:00:00"):
            solved = self._create_request("enquiry", urgency="urgent")
            told = self._create_request("enquiry", urgency="urgent")
            late = self._create_request("enquiry", urgency="urgent")
            for ticket in (solved, told, late):
                self._reply(ticket)
            due = "2026-03-03 09:00:00"
            self.assertRuns(solved, "detailed_solution", "sa_urgent_solution", due)
        with freeze_time("2026-03-03 08:59:00"):
            solved.stage_id = self.stage_done
            self.assertVerdict(solved, "detailed_solution", "met")
            deadline = self._deadline(told, "detailed_solution")
            deadline.with_user(self.agent).action_stop("Sent the plan by e-mail")
            self.assertVerdict(told, "detailed_solution", "met")
        self._pass_time("2026-03-03 09:00:01")
        self.assertVerdict(late, "detailed_solution", "breached")
        self.assertIn(self.leader, late.activity_ids.user_id)

    def test_sa_4_1_detailed_solution_waits_for_the_customer(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("enquiry", urgency="urgent")
            self._reply(ticket)
        with freeze_time("2026-03-02 10:00:00"):
            ticket.stage_id = self.stage_wait
            self.env.flush_all()
        with freeze_time("2026-03-02 15:00:00"):
            ticket.stage_id = self.stage_progress
            self.assertRuns(
                ticket, "detailed_solution", "sa_urgent_solution", "2026-03-03 09:00:00"
            )

    # --- SA-2.4 ----------------------------------------------------------------------

    def test_sa_2_4_time_promised_to_the_customer_is_kept(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            self._reply(ticket)
            self.assertFalse(self._deadline(ticket, "promised_time"))
        with freeze_time("2026-03-02 10:00:00"):
            ticket.promised_at = "2026-03-05 15:00:00"
            self.assertRuns(
                ticket, "promised_time", "sa_promised", "2026-03-05 15:00:00"
            )
        with freeze_time("2026-03-05 14:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "promised_time", "met")

    def test_sa_2_4_promised_time_is_explained_as_agreed(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(promised_at="2026-03-05 15:00:00")
            lines = self._deadline(ticket, "promised_time").explain()
        self.assertEqual(lines[0]["text"], "Promised time by the agreed time (SA-2.4)")

    def test_sa_2_4_another_promised_time_moves_the_promise_none_drops_it(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(promised_at="2026-03-05 15:00:00")
        with freeze_time("2026-03-04 09:00:00"):
            ticket.promised_at = "2026-03-06 12:00:00"
            self.assertRuns(
                ticket, "promised_time", "sa_promised", "2026-03-06 12:00:00"
            )
        with freeze_time("2026-03-04 10:00:00"):
            ticket.promised_at = False
            self.assertVerdict(ticket, "promised_time", "cancelled")

    def test_sa_2_4_progress_is_told_regularly_and_a_broken_promise_escalated(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(promised_at="2026-03-05 15:00:00")
            self._reply(ticket)
        self._pass_time("2026-03-04 09:00:00")  # two working days later
        self.assertTodos(ticket, (self.agent, "sa_promised_progress"))
        self._pass_time("2026-03-05 15:00:01")
        self.assertVerdict(ticket, "promised_time", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "sa_promised_progress"),
            (self.agent, "sa_promised_before"),
            (self.leader, "sa_promised_leader"),
        )

    def test_sa_2_4_call_back_after_the_result(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            self._reply(ticket)
            self.assertFalse(self._deadline(ticket, "callback"))
        with freeze_time("2026-03-05 11:00:00"):  # Thursday
            ticket.stage_id = self.stage_done
            self.assertRuns(ticket, "callback", "sa_callback", "2026-03-10 17:00:00")
        self._pass_time("2026-03-06 11:00:00")
        self.assertTodos(ticket, (self.agent, "sa_callback_remind"))
        with freeze_time("2026-03-06 14:00:00"):
            self.env["service.callback"].create(
                {"ticket_id": ticket.id, "verdict": "satisfied"}
            )
            self.assertVerdict(ticket, "callback", "met")
