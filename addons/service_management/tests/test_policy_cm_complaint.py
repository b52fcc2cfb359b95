from freezegun import freeze_time

from .common_policy import PolicyCommon


class TestPolicyShoppingCentreComplaint(PolicyCommon):
    """The rules of the shopping centre policy for complaints, on real tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("CM")

    def _call_back(self, ticket, verdict):
        return self.env["service.callback"].create(
            {"ticket_id": ticket.id, "verdict": verdict}
        )

    # --- CM-2.1: major ---------------------------------------------------------------

    def test_cm_2_1_major_is_reported_at_once(self):
        with freeze_time("2026-03-07 23:00:00"):  # Saturday night
            ticket = self._create_request(severity="major")
        self._pass_time("2026-03-07 23:00:00")
        self.assertTodos(ticket, (self.pm, "cm_major_report"))
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.pm.partner_id.ids)]
        )
        self.assertEqual(len(mail), 1, "reported by e-mail too")
        self.assertEqual(self._deadline(ticket, "procedure_major").user_id, self.pm)

    def test_cm_2_1_project_manager_starts_the_procedure_of_a_major_complaint(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="major")
            self.assertRuns(
                ticket, "procedure_major", "cm_major", "2026-03-02 09:30:00"
            )
        with freeze_time("2026-03-02 09:20:00"):
            ticket.with_user(self.pm).action_start_procedure()
            self.assertVerdict(ticket, "procedure_major", "met")

    def test_cm_2_1_major_without_procedure_is_escalated(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="major")
        self._pass_time("2026-03-02 09:30:01")
        self.assertVerdict(ticket, "procedure_major", "breached")
        self.assertTodos(
            ticket,
            (self.pm, "cm_major_report"),
            (self.pm, "cm_major_remind"),
            (self.leader, "cm_major_leader"),
        )

    def test_cm_2_1_complaint_raised_to_major_is_reported_though_a_procedure_runs(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="important")
        with freeze_time("2026-03-02 09:30:00"):
            ticket.with_user(self.head).action_start_procedure()
            self.assertVerdict(ticket, "procedure", "met")
        with freeze_time("2026-03-02 14:00:00"):
            ticket.action_raise_severity("The press has called")
            self.assertRuns(
                ticket, "procedure_major", "cm_major", "2026-03-02 14:30:00"
            )
            self.assertVerdict(ticket, "procedure", "met")
        self._pass_time("2026-03-02 14:00:00")
        self.assertTodos(ticket, (self.pm, "cm_major_report"))

    # --- CM-2.1: important -----------------------------------------------------------

    def test_cm_2_1_important_is_started_within_an_hour_by_the_head(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="important")
            self.assertRuns(ticket, "procedure", "cm_important", "2026-03-02 10:00:00")
            self.assertEqual(self._deadline(ticket, "procedure").user_id, self.head)
        self._pass_time("2026-03-02 09:00:00")
        self.assertTodos(ticket, (self.head, "cm_important_report"))
        with freeze_time("2026-03-02 09:50:00"):
            ticket.with_user(self.head).action_start_procedure()
            self.assertVerdict(ticket, "procedure", "met")

    def test_cm_2_1_hour_counts_from_when_it_is_found_important(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            self.assertFalse(self._deadline(ticket, "procedure"))
        with freeze_time("2026-03-03 10:00:00"):
            ticket.severity = "important"
            self.assertRuns(ticket, "procedure", "cm_important", "2026-03-03 11:00:00")

    def test_cm_2_1_important_without_procedure_goes_to_the_project_manager(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="important")
        self._pass_time("2026-03-02 10:00:01")
        self.assertVerdict(ticket, "procedure", "breached")
        self.assertTodos(
            ticket,
            (self.head, "cm_important_report"),
            (self.head, "cm_important_remind"),
            (self.pm, "cm_important_manager"),
        )

    # --- CM-2.1: general -------------------------------------------------------------

    def test_cm_2_1_general_is_solved_within_two_days(self):
        with freeze_time("2026-03-06 10:00:00"):  # Friday: the weekend counts
            ticket = self._create_request()
            self.assertRuns(ticket, "solution", "cm_general", "2026-03-08 10:00:00")
        self._pass_time("2026-03-08 10:00:01")
        self.assertVerdict(ticket, "solution", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "cm_general_remind"),
            (self.leader, "cm_general_leader"),
        )
        with freeze_time("2026-03-09 10:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "solution", "met_late")

    def test_cm_2_1_agreed_limit_takes_the_place_of_the_two_days(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-02 10:00:00"):
            ticket.promised_at = "2026-03-06 16:00:00"
            self.assertRuns(ticket, "solution", "cm_general", "2026-03-06 16:00:00")
        with freeze_time("2026-03-06 16:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "solution", "met")

    def test_cm_2_1_important_is_solved_by_the_agreed_time_only(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="important")
            self.assertFalse(self._deadline(ticket, "solution"))
            ticket.promised_at = "2026-03-06 16:00:00"
            self.assertRuns(ticket, "solution", "cm_agreed", "2026-03-06 16:00:00")
        self._pass_time("2026-03-06 16:00:01")
        self.assertVerdict(ticket, "solution", "breached")
        self.assertIn(self.leader, ticket.activity_ids.user_id)

    # --- CM-2.4: tracking ------------------------------------------------------------

    def test_cm_2_4_over_five_working_days_is_tracked_and_told_every_day(self):
        with freeze_time("2026-03-02 09:00:00"):  # Monday
            ticket = self._create_request(promised_at="2026-06-01 12:00:00")
            ticket.severity = "major"
            ticket.action_start_procedure()
            self.assertRuns(ticket, "tracking", "cm_tracking", "2026-03-09 17:00:00")
        self._pass_time("2026-03-09 17:00:00")
        self.assertTodos(ticket, (self.leader, "cm_tracking_before"))
        self.assertFalse(self._customer_mails())
        for day, mails in (("10", 1), ("11", 2), ("12", 3), ("13", 4), ("16", 5)):
            with self.subTest(day=day):
                self._pass_time(f"2026-03-{day} 09:00:00")
                todo = self._tracking_todo(ticket)
                self.assertEqual(str(todo.date_deadline), f"2026-03-{day}")
                todo.unlink()
                self._pass_time(f"2026-03-{day} 17:00:00")
                self.assertEqual(len(self._customer_mails()), mails)
        with freeze_time("2026-03-17 08:30:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "tracking", "breached")
            self.assertFalse(self._deadline(ticket, "tracking").has_verdict)
        self._pass_time("2026-03-20 17:00:00")
        self.assertEqual(len(self._customer_mails()), 5, "done: nothing more to tell")

    def test_cm_2_4_who_took_it_tracks_and_calls_back_after_it_was_passed_on(self):
        colleague = self._create_user("colleague_x")
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(user_id=self.agent.id)
        with freeze_time("2026-03-03 09:00:00"):
            ticket.user_id = colleague
            self.assertEqual(self._deadline(ticket, "tracking").user_id, self.agent)
            self.assertEqual(
                self._deadline(ticket, "solution").user_id,
                colleague,
                "the solution is a matter of whoever handles it",
            )
        self._pass_time("2026-03-10 09:00:00")
        self.assertEqual(self._tracking_todo(ticket).user_id, self.agent)
        with freeze_time("2026-03-10 10:00:00"):
            ticket.stage_id = self.stage_done
            self.assertEqual(self._deadline(ticket, "callback").user_id, self.agent)

    def test_cm_2_1_nobody_waits_forever_where_no_solution_time_is_agreed(self):
        """The policy gives no figure for important and major complaints: until a time
        is agreed, the daily tracking sees to it that they go on."""
        for severity in ("important", "major"):
            with self.subTest(severity=severity):
                with freeze_time("2026-03-02 09:00:00"):
                    ticket = self._create_request()
                    ticket.severity = severity
                    ticket.action_start_procedure()
                    self.assertRuns(
                        ticket, "tracking", "cm_tracking", "2026-03-09 17:00:00"
                    )
                    running = ticket.deadline_ids.filtered("is_open")
                    self.assertNotIn("solution", running.promise_id.mapped("code"))
                for day in ("10", "11"):
                    self._pass_time(f"2026-03-{day} 09:00:00")
                    todo = self._tracking_todo(ticket)
                    self.assertEqual(str(todo.date_deadline), f"2026-03-{day}")
                    todo.unlink()
                with freeze_time("2026-03-11 10:00:00"):
                    ticket.promised_at = "2026-03-13 12:00:00"
                    self.assertRuns(
                        ticket, "solution", "cm_agreed", "2026-03-13 12:00:00"
                    )
                    ticket.stage_id = self.stage_done

    def _tracking_todo(self, ticket):
        """The one to-do of the agent that asks to track the complaint today."""
        step = self.env.ref("service_management.deadline_step_cm_tracking_track")
        todo = ticket.activity_ids.filtered(lambda a: a.service_step_id == step)
        self.assertEqual(todo.user_id, self.agent)
        return todo

    def test_cm_2_4_daily_mail_tells_the_latest_progress(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-09 12:00:00"):
            self.env["service.progress"].create(
                {"ticket_id": ticket.id, "body": "The glass has been ordered."}
            )
        self._pass_time("2026-03-10 17:00:00")
        mail = self._customer_mails()
        self.assertEqual(mail.email_from, self.company.email_formatted)
        body = mail.body_html
        self.assertIn("The glass has been ordered.", body)
        self.assertIn(ticket.number, body)

    def test_cm_2_4_the_portal_shows_what_was_told_every_day(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        self._pass_time("2026-03-10 17:00:00")
        told = ticket.message_ids.filtered(lambda m: "where we are today" in m.subject)
        self.assertEqual(told.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertFalse(ticket.deadline_reply_at, "what a machine tells is no answer")

    def test_cm_2_4_a_customer_without_address_is_called_every_day(self):
        with freeze_time("2026-03-02 09:00:00"):
            customer = self.env["res.partner"].create({"name": "By phone X"})
            ticket = self._create_request(partner_id=customer.id, partner_email=False)
        self._pass_time("2026-03-10 17:00:00")
        self._pass_time("2026-03-11 17:00:00")
        call = ticket.activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref("mail.mail_activity_data_call")
        )
        self.assertEqual(call.user_id, self.agent)
        self.assertIn("where we are today", call.summary)
        self.assertEqual(str(call.date_deadline), "2026-03-11")
        self.assertFalse(self.env["mail.mail"].search([("state", "=", "exception")]))

    def test_cm_2_4_complaint_closed_in_time_is_never_tracked(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-09 16:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "tracking", "cancelled")
            self.assertFalse(self._deadline(ticket, "tracking").has_verdict)
        self._pass_time("2026-03-20 17:00:00")
        self.assertFalse(self._customer_mails())

    # --- CM-2.4: call-back -----------------------------------------------------------

    def test_cm_2_4_call_back_within_three_working_days_of_completion(self):
        with freeze_time("2026-03-02 09:00:00"):
            kept, late = self._create_request(), self._create_request()
        with freeze_time("2026-03-03 09:00:00"):
            (kept + late).write({"stage_id": self.stage_done.id})
            self.assertRuns(kept, "callback", "cm_callback", "2026-03-06 17:00:00")
        with freeze_time("2026-03-06 16:00:00"):
            self._call_back(kept, "satisfied")
            self.assertVerdict(kept, "callback", "met")
        self._pass_time("2026-03-06 17:00:01")
        self.assertVerdict(late, "callback", "breached")
        self.assertIn(
            self.env.ref("service_management.deadline_step_cm_callback_leader"),
            late.activity_ids.service_step_id,
        )

    def test_cm_2_4_call_that_reaches_nobody_is_no_call_back(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_done
            self.env["service.callback"].create(
                {"ticket_id": ticket.id, "reached": False}
            )
            self.assertRuns(ticket, "callback", "cm_callback", "2026-03-06 17:00:00")

    def test_cm_2_4_result_not_accepted_begins_anew_one_severity_up(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_done
            self.env.flush_all()
        with freeze_time("2026-03-04 10:00:00"):
            self._call_back(ticket, "not_accepted")
            self.assertEqual(ticket.severity, "important")
            self.assertVerdict(ticket, "callback", "met")
            self.assertRuns(ticket, "procedure", "cm_important", "2026-03-04 11:00:00")
            self.assertRuns(ticket, "tracking", "cm_tracking", "2026-03-11 17:00:00")
        with freeze_time("2026-03-05 10:00:00"):
            ticket.action_start_procedure()
            ticket.stage_id = self.stage_done
            self.assertRuns(ticket, "callback", "cm_callback", "2026-03-10 17:00:00")
        cycles = self._deadlines(ticket).mapped("cycle")
        self.assertEqual(sorted(cycles), [1, 1, 1, 2, 2, 2])

    def test_cm_2_4_call_back_is_dropped_when_the_ticket_is_opened_again(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_done
            self.env.flush_all()
        with freeze_time("2026-03-03 10:00:00"):
            ticket.stage_id = self.stage_progress
            self.assertVerdict(ticket, "callback", "cancelled")
