from odoo.fields import Datetime
from odoo.tests import Form, tagged

from .common import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineChange(EngineCommon):
    """However a request is changed, it gets the promises that now apply."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.urgent = cls._create_rule(
            name="urgent", domain="[('priority', '=', '3')]", limit=2, sequence=1
        )
        cls.normal = cls._create_rule(name="normal", sequence=2)

    def assertMoved(self, request, due="2026-03-02 11:00"):
        """The rule for urgent requests has taken over."""
        self.assertStates(request, "cancelled", "running")
        self.assertDeadline(self._deadline(request), rule_id=self.urgent, due_at=due)
        self.assertEqual(self._deadlines(request)[0].event_ids[-1].reason, "replaced")

    # --- ways of changing ----------------------------------------------------

    def test_by_write(self):
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.priority = "3"
        self.assertMoved(request)
        self.assertEqual(
            request.next_deadline_at, Datetime.to_datetime("2026-03-02 11:00:00")
        )

    def test_by_write_of_an_agent(self):
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.with_user(self.agent).write({"priority": "3"})
        self.assertMoved(request)

    def test_in_the_form(self):
        request = self._create_request()
        self._go("2026-03-02 10:00")
        with Form(request.with_user(self.agent)) as form:
            form.priority = "3"
        self.assertMoved(request)

    def test_the_form_keeps_showing_the_promise_until_it_is_saved(self):
        request = self._create_request()
        due = Datetime.to_string(request.next_deadline_at)
        view = self.env["ir.ui.view"].create(
            {
                "name": "Request with its promise",
                "model": "test.deadline.request",
                "arch": """<form><field name="priority"/>
                    <field name="next_deadline_at"/><field name="next_deadline_state"/>
                </form>""",
            }
        )
        with Form(request, view) as form:
            form.priority = "3"
            self.assertEqual(form.next_deadline_at, due)
            self.assertEqual(form.next_deadline_state, "running")

    def test_a_record_that_is_not_saved_has_no_promise(self):
        request = self.env["test.deadline.request"].new(
            {"name": "X", "team_id": self.team.id}
        )
        self.assertEqual(request.next_deadline_state, "none")
        self.assertFalse(request.next_deadline_at)
        self.assertFalse(request.deadline_cycle)
        self.assertFalse(request.deadline_cycle_start)
        self.assertFalse(request.deadline_closed)
        self.assertFalse(request.deadline_strip)
        self.assertFalse(request.deadline_count)

    def test_by_mass_edit(self):
        requests = (
            self._create_request() + self._create_request() + self._create_request()
        )
        self._go("2026-03-02 10:00")
        requests.write({"priority": "3"})
        for request in requests:
            self.assertMoved(request)

    def test_by_import(self):
        request = self._create_request()
        self._go("2026-03-02 10:00")
        result = self.env["test.deadline.request"].load(
            [".id", "priority"], [[str(request.id), "3"]]
        )
        self.assertFalse(result["messages"])
        self.assertMoved(request)

    def test_created_by_import(self):
        result = self.env["test.deadline.request"].load(
            ["name", "description", "team_id/.id", "priority", "registered_at"],
            [
                ["One", "x", str(self.team.id), "3", "2026-03-02 08:00:00"],
                ["Two", "x", str(self.team.id), "1", "2026-03-02 08:00:00"],
            ],
        )
        requests = self.env["test.deadline.request"].browse(result["ids"])
        self.assertEqual(
            [self._deadline(request).rule_id for request in requests],
            [self.urgent, self.normal],
        )

    def test_by_a_field_that_the_system_computes(self):
        """A change of the team moves the stage without anybody writing it."""
        self._create_rule(
            promise_id=self._create_promise("staged_x").id,
            domain=str([("stage_id", "=", self.stage_wait.id)]),
        )
        team = self.team.copy({"name": "Second line"})
        request = self._create_request()
        (self.stage_new + self.stage_done).team_ids = self.team
        first = team._get_applicable_stages()[:1]
        self._create_rule(
            promise_id=self._create_promise("moved_x").id,
            domain=str([("stage_id", "=", first.id)]),
        )
        self._go("2026-03-02 10:00")
        request.team_id = team
        self.env.flush_all()
        self.assertEqual(request.stage_id, first)
        self.assertIn("Moved_X", self._deadlines(request).promise_id.mapped("name"))

    def test_by_an_automation_rule(self):
        urgent = self._field("priority").selection_ids.filtered(
            lambda option: option.value == "3"
        )
        self.env["base.automation"].create(
            {
                "name": "Urgent tag",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "trigger": "on_create_or_write",
                "filter_domain": "[('name', 'ilike', 'fire')]",
                "action_server_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Raise",
                            "model_id": self.env["ir.model"]._get_id(
                                "test.deadline.request"
                            ),
                            "state": "object_write",
                            "update_path": "priority",
                            "selection_value": urgent.id,
                        },
                    )
                ],
            }
        )
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.name = "Fire!"
        self.assertEqual(request.priority, "3")
        self.assertMoved(request)

    def test_a_change_of_nothing_that_matters_logs_nothing(self):
        request = self._create_request()
        deadline = self._deadline(request)
        self._go("2026-03-02 10:00")
        request.write({"description": "More water", "tag_ids": [(0, 0, {"name": "T"})]})
        self.assertEqual(self._kinds(deadline), ["start"])

    # --- time already worked -------------------------------------------------

    def test_time_already_worked_counts(self):
        request = self._create_request()
        self._go("2026-03-02 10:30")
        request.priority = "3"
        self.assertMoved(request, due="2026-03-02 11:00")

    def test_time_already_worked_does_not_count_where_the_rule_says_so(self):
        self.urgent.carry_over = False
        request = self._create_request()
        self._go("2026-03-02 10:30")
        request.priority = "3"
        self.assertMoved(request, due="2026-03-02 13:30")

    def test_a_pause_counts_on_by_the_clock_of_the_rule_that_takes_over(self):
        """A night: 1 hour of work on the one clock, 16 on the other."""
        self.urgent.write({"clock": "elapsed", "limit": 24})
        self.normal.pause_domain = str([("stage_id", "=", self.stage_wait.id)])
        requests = self._create_request() + self._create_request()
        self._go("2026-03-02 16:00")
        requests.stage_id = self.stage_wait
        self._go("2026-03-03 08:00")
        requests[0].stage_id = self.stage_new
        self._go("2026-03-03 09:00")
        requests.priority = "3"
        over, waiting = (self._deadline(request) for request in requests)
        self.assertDeadline(
            over, rule_id=self.urgent, paused_s=16 * HOUR, due_at="2026-03-04 01:00"
        )
        self.assertDeadline(waiting, paused_s=17 * HOUR, due_at="2026-03-04 02:00")
        requests.priority = "1"
        self.assertDeadline(self._deadline(requests[0]), paused_s=HOUR)
        self.assertReplays(requests)

    def test_what_is_over_already_is_broken_at_once(self):
        request = self._create_request()
        self._go("2026-03-02 15:00")
        request.priority = "3"
        self.assertStates(request, "cancelled", "breached")

    def test_a_broken_promise_stays_broken_under_a_milder_rule(self):
        request = self._create_request(priority="3")
        self._run_at("2026-03-02 12:00")
        self.assertStates(request, "breached")
        request.priority = "1"
        self.assertStates(request, "breached", "running")
        self.assertDeadline(self._deadlines(request)[0], is_open=False, kept=0.0)

    def test_unnoticed_it_stays_broken_too(self):
        """The verdict does not depend on whether the job has run meanwhile."""
        request = self._create_request(priority="3")
        self._go("2026-03-02 12:00")
        request.priority = "1"
        self.assertStates(request, "breached", "running")

    def test_back_and_forth_begins_a_promise_each_time(self):
        request = self._create_request()
        for moment, priority in (
            ("2026-03-02 09:30", "3"),
            ("2026-03-02 10:00", "1"),
            ("2026-03-02 10:30", "3"),
        ):
            self._go(moment)
            request.priority = priority
        self.assertStates(request, "cancelled", "cancelled", "cancelled", "running")
        self.assertDeadline(self._deadline(request), due_at="2026-03-02 11:00")

    def test_pauses_count_on_under_the_rule_that_takes_over(self):
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        request = self._create_request()
        self._deadline(request).action_pause(reason)
        self._go("2026-03-02 09:30")
        self._deadline(request).action_resume()
        request.priority = "3"
        self.assertMoved(request, due="2026-03-02 11:30")

    def test_no_rule_any_more_drops_the_promise(self):
        self.normal.domain = "[('priority', '=', '2')]"
        request = self._create_request(priority="2")
        self._go("2026-03-02 10:00")
        request.priority = "1"
        self.assertStates(request, "cancelled")
        self.assertEqual(self._deadlines(request).event_ids[-1].reason, "no_rule")

    # --- another team, customer, calendar ------------------------------------

    def test_another_team_brings_its_hours(self):
        late = self._create_calendar(tz="America/New_York")
        team = self.team.copy({"name": "Second line", "resource_calendar_id": late.id})
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.team_id = team
        deadline = self._deadline(request)
        # 8 o'clock in New York is 13 o'clock here
        self.assertDeadline(deadline, calendar_id=late, due_at="2026-03-02 22:00")
        self.assertEqual(self._kinds(deadline), ["start", "calendar"])

    def test_another_customer_brings_his_rule(self):
        vip = self.env["res.partner"].create({"name": "VIP", "ref": "vip"})
        self.urgent.domain = "[('partner_id.ref', '=', 'vip')]"
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.partner_id = vip
        self.assertMoved(request)
        self.assertDeadline(self._deadline(request), partner_id=vip)

    def test_a_customer_who_becomes_important_is_noticed_by_the_job(self):
        """What a rule asks of other records counts at the next look, at the latest."""
        self.urgent.domain = "[('partner_id.ref', '=', 'vip')]"
        request = self._create_request()
        self._go("2026-03-02 10:00")
        self.customer.ref = "vip"
        self.assertStates(request, "running")
        self._run_at("2026-03-03 09:00:01")
        self.assertEqual(self._deadline(request).rule_id, self.urgent)

    # --- cycles --------------------------------------------------------------

    def _close(self, request, moment):
        self._go(moment)
        request.stage_id = self.stage_done
        self.env.flush_all()

    def test_reopening_begins_a_new_cycle(self):
        request = self._create_request()
        self._close(request, "2026-03-02 10:00")
        self._go("2026-03-04 10:00")
        request.stage_id = self.stage_new
        self.assertStates(request, "met", "running")
        self.assertEqual(self._deadlines(request).mapped("cycle"), [1, 2])
        self.assertEqual(request.deadline_cycle, 2)
        self.assertDeadline(
            self._deadline(request),
            started_at="2026-03-04 10:00",
            due_at="2026-03-05 10:00",
        )
        self.assertDeadline(self._deadlines(request)[0], state="met", worked_s=HOUR)

    def test_closing_and_opening_again_in_one_breath_keeps_the_first_verdict(self):
        request = self._create_request()
        self._close(request, "2026-03-02 10:00")
        request.stage_id = self.stage_new
        self._close(request, "2026-03-02 10:00")
        self.assertStates(request, "met", "met")

    def test_what_still_ran_in_the_old_cycle_is_dropped(self):
        callback = self._create_promise("callback_x")
        self._create_rule(
            promise_id=callback.id,
            start_mode="domain",
            start_domain="[('stage_id.closed', '=', True)]",
            stop_domain="[('tag_ids', '!=', False)]",
        )
        request = self._create_request()
        self._close(request, "2026-03-02 10:00")
        self.assertEqual(self._deadlines(request, callback).state, "running")
        self._go("2026-03-02 11:00")
        request.stage_id = self.stage_new
        dropped = self._deadlines(request, callback)
        self.assertEqual(dropped.state, "cancelled")
        self.assertEqual(dropped.event_ids[-1].reason, "reopened")

    def test_many_cycles(self):
        request = self._create_request()
        for day in (3, 4, 5):
            self._close(request, f"2026-03-0{day} 09:00")
            request.stage_id = self.stage_new
            self.env.flush_all()
        self.assertStates(request, "met", "met", "met", "running")
        self.assertEqual(self._deadlines(request).mapped("cycle"), [1, 2, 3, 4])

    def test_archived_requests_drop_their_promises(self):
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.active = False
        self.assertStates(request, "cancelled")
        self._run_at("2026-03-05 10:00")
        self.assertStates(request, "cancelled")
        self._go("2026-03-02 10:30")
        request.active = True
        self.assertStates(request, "cancelled", "running")
