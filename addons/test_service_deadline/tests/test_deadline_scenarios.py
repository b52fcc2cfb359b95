from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineScenarios(EngineCommon):
    """Situations in which service desks are known to go wrong."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "UTC"  # HR moves time off entered in another zone
        cls.rule = cls._create_rule(
            target=4, pause_domain=str([("stage_id", "=", cls.stage_wait.id)])
        )

    def _move(self, request, stage, moment):
        self._go(moment)
        request.stage_id = stage
        self.env.flush_all()

    # --- hours ------------------------------------------------------------------------

    def test_warning_of_what_is_due_in_the_morning_comes_the_evening_before(self):
        """In working hours: not at midnight, and not before dawn."""
        self._create_step(self.rule, direction="before", delay=2)
        request = self._create_request()
        self._run_at("2026-03-02 15:59")
        self.assertFalse(request.activity_ids)
        self._run_at("2026-03-02 16:00")
        self.assertTrue(request.activity_ids)
        self.assertDeadline(self._deadline(request), due_at="2026-03-03 09:00")

    def test_a_make_up_saturday_of_which_the_morning_is_off(self):
        self._go("2026-03-06 16:00")
        self.env["resource.special.day"].create(
            {"name": "Make-up", "date": "2026-03-07", "kind": "working"}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Power cut",
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-07 00:00:00",
                "date_to": "2026-03-07 12:30:00",
            }
        )
        request = self._create_request()
        # 1 h on Friday, 4 h on Saturday, the rest on Monday
        self.assertDeadline(self._deadline(request), due_at="2026-03-09 11:00")

    def test_a_pause_over_a_holiday_takes_working_time_only(self):
        self.env["resource.special.day"].create(
            {"name": "Holiday", "date": "2026-03-06", "kind": "holiday"}
        )
        self._go("2026-03-05 16:00")
        request = self._create_request()
        self._move(request, self.stage_wait, "2026-03-05 16:50")
        self._move(request, self.stage_new, "2026-03-09 08:20")
        self.assertDeadline(
            self._deadline(request), paused_s=30 * 60, due_at="2026-03-09 16:30"
        )

    # --- pauses -----------------------------------------------------------------------

    def test_a_rule_applied_to_a_running_promise_keeps_its_pauses(self):
        request = self._create_request()
        self._move(request, self.stage_wait, "2026-03-02 10:00")
        self._move(request, self.stage_new, "2026-03-02 11:00")
        self.assertDeadline(self._deadline(request), due_at="2026-03-03 10:00")
        self.rule.limit = 5
        self.env["service.deadline.rule.apply"].create(
            {"rule_id": self.rule.id, "reason": "New contract"}
        ).action_apply()
        self.assertDeadline(
            self._deadline(request), paused_s=3600, due_at="2026-03-02 16:00"
        )

    # --- messages ---------------------------------------------------------------------

    def _hear(self, request, body):
        request.message_post(
            body=body,
            author_id=self.customer.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.env.flush_all()

    def test_a_customer_who_writes_again_and_again_changes_no_due_time(self):
        contact = self._create_promise("contact_x")
        self._create_rule(promise_id=contact.id, stop_mode="reply", limit=2)
        request = self._create_request()
        for moment in ("2026-03-02 09:30", "2026-03-02 10:30"):
            self._go(moment)
            self._hear(request, "And?")
        self.assertDeadline(
            self._deadline(request, contact), state="running", due_at="2026-03-02 11:00"
        )

    def test_thanks_after_the_solution_begin_nothing(self):
        request = self._create_request()
        self._move(request, self.stage_done, "2026-03-02 10:00")
        self._go("2026-03-02 11:00")
        self._hear(request, "Thanks!")
        self._run_at("2026-03-05 11:00")
        self.assertStates(request, "met")

    # --- states -----------------------------------------------------------------------

    def test_from_one_closed_stage_to_another_nothing_is_judged_again(self):
        archive = self.stage_done.copy({"name": "Filed X"})
        request = self._create_request()
        self._move(request, self.stage_done, "2026-03-02 10:00")
        self._move(request, archive, "2026-03-09 10:00")
        self.assertStates(request, "met")
        self.assertDeadline(self._deadline(request), stopped_at="2026-03-02 10:00")

    def test_what_is_not_accepted_is_escalated_anew(self):
        self._create_step(self.rule, direction="before")
        request = self._create_request()
        self._run_at("2026-03-03 08:00")
        self.assertEqual(len(request.activity_ids), 1)
        self._move(request, self.stage_done, "2026-03-03 08:30")
        self.assertFalse(request.activity_ids)
        self._move(request, self.stage_new, "2026-03-04 09:00")
        self._run_at("2026-03-05 08:00")
        self.assertEqual(len(request.activity_ids), 1)

    def test_two_broken_promises_are_one_state_and_two_facts(self):
        other = self._create_promise("other_x")
        self._create_rule(promise_id=other.id, limit=2)
        request = self._create_request()
        self._run_at("2026-03-03 10:00")
        self.assertStates(request, "breached", "breached")
        self.assertEqual(request.next_deadline_state, "breached")
        self.assertEqual(request.next_deadline_id, self._deadline(request, other))
        self._move(request, self.stage_done, "2026-03-03 11:00")
        overruns = self._deadlines(request).mapped("overrun_s")
        self.assertEqual(overruns, [2 * 3600, 8 * 3600])

    # --- who takes it -----------------------------------------------------------------

    def test_acceptance_is_not_promised_anew_when_it_is_handed_on(self):
        accepted = self._create_promise("accepted_x")
        self._create_rule(
            promise_id=accepted.id,
            unit="minute",
            limit=30,
            stop_domain="[('user_id', '!=', False)]",
        )
        request = self._create_request(user_id=False)
        self._go("2026-03-02 09:20")
        request.user_id = self.agent
        for moment, user in (("10:00", False), ("11:00", self.leader)):
            self._go(f"2026-03-02 {moment}")
            request.user_id = user
        deadline = self._deadlines(request, accepted)
        self.assertDeadline(deadline, state="met", stopped_at="2026-03-02 09:20")

    # --- the job ----------------------------------------------------------------------

    def test_only_what_changes_is_written(self):
        quiet = self._create_promise("quiet_x")
        self._create_rule(promise_id=quiet.id, limit=100)
        request, other = self._create_request(), self._create_request()
        untouched = (
            self._deadline(request, quiet) + self._deadline(other, quiet)
        ) | self._deadline(other, self.promise)
        before = self._versions(untouched)
        self._move(request, self.stage_wait, "2026-03-02 09:30")
        self._go("2026-03-02 09:40")
        other.subject_ref = "Shop 12"
        self.env.flush_all()
        self.assertDeadline(self._deadline(request, self.promise), state="paused")
        self.assertEqual(self._versions(untouched), before)

    def _versions(self, deadlines):
        """Places of the rows in the table: writing a row moves it."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id, ctid::text FROM service_deadline WHERE id = ANY(%s)",
            [deadlines.ids],
        )
        return dict(self.env.cr.fetchall())

    def test_rules_that_hand_a_request_to_each_other_come_to_an_end(self):
        self.rule.domain = "[('priority', '=', '1')]"
        urgent = self._create_rule(name="urgent", domain="[('priority', '=', '3')]")
        for rule, priority in ((self.rule, "3"), (urgent, "1")):
            action = self.env["ir.actions.server"].create(
                {
                    "name": "Hand over",
                    "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                    "state": "code",
                    "is_step_action": True,
                    "code": f"record.write({{'priority': '{priority}'}})",
                }
            )
            self._create_step(
                rule,
                anchor="start",
                delay=0,
                action="server_action",
                server_action_id=action.id,
            )
        request = self._create_request(priority="1")
        for _batch in range(10):
            if not self._run():
                break
        else:
            self.fail(f"{len(self._deadlines(request))} promises, and no end")
        self.assertStates(request, "cancelled", "cancelled", "running")
