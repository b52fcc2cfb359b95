from freezegun import freeze_time

from .common_policy import PolicyCommon


class TestPolicyShoppingCentreService(PolicyCommon):
    """The rules of the shopping centre policy for repairs, applications, letters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("CM")

    # --- CM-1.1 ----------------------------------------------------------------------

    def test_cm_1_1_repair_is_accepted_within_30_minutes(self):
        with freeze_time("2026-03-02 09:00:00"):
            accepted = self._create_request("repair")
            begun = self._create_request("repair")
            due = "2026-03-02 09:30:00"
            self.assertRuns(accepted, "acceptance", "cm_repair_accepted", due)
        with freeze_time("2026-03-02 09:30:00"):
            accepted.action_accept()
            self.assertVerdict(accepted, "acceptance", "met")
            begun.stage_id = self.stage_progress
            self.assertVerdict(begun, "acceptance", "met")

    def test_cm_1_1_repair_not_accepted_is_escalated(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("repair")
        self._pass_time("2026-03-02 09:30:01")
        self.assertVerdict(ticket, "acceptance", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "cm_repair_accepted_start"),
            (self.agent, "cm_repair_accepted_remind"),
            (self.leader, "cm_repair_accepted_leader"),
        )

    def test_cm_1_1_repair_out_of_scope_is_declined_with_an_explanation(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("repair")
        with freeze_time("2026-03-02 09:10:00"):
            ticket._decline("The lift belongs to the neighbour")
            for code in ("acceptance", "solution"):
                self.assertVerdict(ticket, code, "cancelled")
            self.assertFalse(self._deadline(ticket, "callback"))

    def test_cm_1_1_repair_is_followed_up_every_day_until_it_is_done(self):
        step = self.env.ref("service_management.deadline_step_cm_repair_done_follow")
        with freeze_time("2026-03-05 09:00:00"):  # Thursday
            ticket = self._create_request("repair", scope="accepted")
            self.assertRuns(ticket, "solution", "cm_repair_done", "2026-03-06 17:00:00")
        self._pass_time("2026-03-06 17:00:01")
        self.assertVerdict(ticket, "solution", "breached")
        for day in ("09", "10", "11"):  # from Monday on
            self._pass_time(f"2026-03-{day} 09:00:00")
            todo = ticket.activity_ids.filtered(lambda a: a.service_step_id == step)
            self.assertEqual(todo.user_id, self.agent)
            self.assertEqual(str(todo.date_deadline), f"2026-03-{day}")
            todo.unlink()
        with freeze_time("2026-03-11 12:00:00"):
            ticket.stage_id = self.stage_done
            self.assertVerdict(ticket, "solution", "met_late")

    def test_cm_1_1_call_back_when_the_repair_is_done(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("repair")
        with freeze_time("2026-03-03 09:00:00"):
            ticket.stage_id = self.stage_done
            due = "2026-03-06 17:00:00"
            self.assertRuns(ticket, "callback", "cm_repair_callback", due)
        self._pass_time("2026-03-03 10:00:00")
        self.assertTodos(ticket, (self.agent, "cm_repair_callback_remind"))
        with freeze_time("2026-03-04 09:00:00"):
            self.env["service.callback"].create(
                {"ticket_id": ticket.id, "verdict": "accepted"}
            )
            self.assertVerdict(ticket, "callback", "met")

    # --- CM-1.2 ----------------------------------------------------------------------

    def test_cm_1_2_service_application_is_returned_in_one_working_day(self):
        with freeze_time("2026-03-06 11:00:00"):  # Friday
            kept = self._create_request("application")
            late = self._create_request("application")
            due = "2026-03-09 17:00:00"
            self.assertRuns(kept, "application", "cm_application", due)
        with freeze_time("2026-03-09 17:00:00"):
            kept.stage_id = self.stage_done
            self.assertVerdict(kept, "application", "met")
        self._pass_time("2026-03-09 17:00:01")
        self.assertVerdict(late, "application", "breached")
        self.assertTodos(
            late,
            (self.agent, "cm_application_remind"),
            (self.leader, "cm_application_leader"),
        )

    # --- CM-1.3 ----------------------------------------------------------------------

    def test_cm_1_3_contact_letter_within_an_hour_when_a_department_is_needed(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("consultation")
            self.assertFalse(self._deadline(ticket, "contact_letter"))
        with freeze_time("2026-03-02 15:00:00"):
            ticket.needs_department = True
            due = "2026-03-02 16:00:00"
            self.assertRuns(ticket, "contact_letter", "cm_contact_letter", due)
        with freeze_time("2026-03-02 15:50:00"):
            ticket.with_user(self.agent).action_send_letter()
            self.assertVerdict(ticket, "contact_letter", "met")

    def test_cm_1_3_letter_not_sent_is_escalated_up_to_the_department(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("consultation", needs_department=True)
        self._pass_time("2026-03-02 11:00:00")
        self.assertVerdict(ticket, "contact_letter", "breached")
        self.assertTodos(
            ticket,
            (self.agent, "cm_contact_letter_remind"),
            (self.leader, "cm_contact_letter_leader"),
            (self.head, "cm_contact_letter_head"),
        )

    def test_cm_1_3_letter_no_longer_needed_is_dropped(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request("consultation", needs_department=True)
        with freeze_time("2026-03-02 09:10:00"):
            ticket.needs_department = False
            self.assertVerdict(ticket, "contact_letter", "cancelled")
