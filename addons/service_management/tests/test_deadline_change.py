from odoo.fields import Datetime
from odoo.tests import Form, tagged

from .common_engine import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineChange(EngineCommon):
    """However a ticket is changed, it gets the promises that now apply."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.urgent = cls._create_rule(
            name="urgent", domain="[('priority', '=', '3')]", limit=2, sequence=1
        )
        cls.normal = cls._create_rule(name="normal", sequence=2)

    def assertMoved(self, ticket, due="2026-03-02 11:00"):
        """The rule for urgent tickets has taken over."""
        self.assertStates(ticket, "cancelled", "running")
        self.assertDeadline(self._deadline(ticket), rule_id=self.urgent, due_at=due)
        self.assertEqual(self._deadlines(ticket)[0].event_ids[-1].reason, "replaced")

    # --- ways of changing ----------------------------------------------------

    def test_by_write(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.priority = "3"
        self.assertMoved(ticket)
        self.assertEqual(
            ticket.next_deadline_at, Datetime.to_datetime("2026-03-02 11:00:00")
        )

    def test_by_write_of_an_agent(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.with_user(self.agent).write({"priority": "3"})
        self.assertMoved(ticket)

    def test_in_the_form(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        with Form(ticket.with_user(self.agent)) as form:
            form.priority = "3"
        self.assertMoved(ticket)

    def test_the_form_keeps_showing_the_promise_until_it_is_saved(self):
        ticket = self._create_ticket()
        due = Datetime.to_string(ticket.next_deadline_at)
        view = self.env["ir.ui.view"].create(
            {
                "name": "Ticket with its promise",
                "model": "helpdesk.ticket",
                "arch": """<form><field name="priority"/>
                    <field name="next_deadline_at"/><field name="next_deadline_state"/>
                </form>""",
            }
        )
        with Form(ticket, view) as form:
            form.priority = "3"
            self.assertEqual(form.next_deadline_at, due)
            self.assertEqual(form.next_deadline_state, "running")

    def test_a_record_that_is_not_saved_has_no_promise(self):
        ticket = self.env["helpdesk.ticket"].new({"name": "X", "team_id": self.team.id})
        self.assertEqual(ticket.next_deadline_state, "none")
        self.assertFalse(ticket.next_deadline_at)
        self.assertFalse(ticket.deadline_cycle)
        self.assertFalse(ticket.deadline_cycle_start)
        self.assertFalse(ticket.deadline_closed)
        self.assertFalse(ticket.deadline_strip)
        self.assertFalse(ticket.deadline_count)

    def test_by_mass_edit(self):
        tickets = self._create_ticket() + self._create_ticket() + self._create_ticket()
        self._go("2026-03-02 10:00")
        tickets.write({"priority": "3"})
        for ticket in tickets:
            self.assertMoved(ticket)

    def test_by_import(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        result = self.env["helpdesk.ticket"].load(
            [".id", "priority"], [[str(ticket.id), "3"]]
        )
        self.assertFalse(result["messages"])
        self.assertMoved(ticket)

    def test_created_by_import(self):
        result = self.env["helpdesk.ticket"].load(
            ["name", "description", "team_id/.id", "priority", "registered_at"],
            [
                ["One", "x", str(self.team.id), "3", "2026-03-02 08:00:00"],
                ["Two", "x", str(self.team.id), "1", "2026-03-02 08:00:00"],
            ],
        )
        tickets = self.env["helpdesk.ticket"].browse(result["ids"])
        self.assertEqual(
            [self._deadline(ticket).rule_id for ticket in tickets],
            [self.urgent, self.normal],
        )

    def test_by_a_field_that_the_system_computes(self):
        """A change of the team moves the stage without anybody writing it."""
        self._create_rule(
            promise_id=self._create_promise("staged_x").id,
            domain=str([("stage_id", "=", self.stage_wait.id)]),
        )
        team = self.team.copy({"name": "Second line"})
        ticket = self._create_ticket()
        (self.stage_new + self.stage_done).team_ids = self.team
        first = team._get_applicable_stages()[:1]
        self._create_rule(
            promise_id=self._create_promise("moved_x").id,
            domain=str([("stage_id", "=", first.id)]),
        )
        self._go("2026-03-02 10:00")
        ticket.team_id = team
        self.env.flush_all()
        self.assertEqual(ticket.stage_id, first)
        self.assertIn("Moved_X", self._deadlines(ticket).promise_id.mapped("name"))

    def test_by_an_automation_rule(self):
        urgent = self._field("priority").selection_ids.filtered(
            lambda option: option.value == "3"
        )
        self.env["base.automation"].create(
            {
                "name": "Urgent tag",
                "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "trigger": "on_create_or_write",
                "filter_domain": "[('name', 'ilike', 'fire')]",
                "action_server_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Raise",
                            "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                            "state": "object_write",
                            "update_path": "priority",
                            "selection_value": urgent.id,
                        },
                    )
                ],
            }
        )
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.name = "Fire!"
        self.assertEqual(ticket.priority, "3")
        self.assertMoved(ticket)

    def test_a_change_of_nothing_that_matters_logs_nothing(self):
        ticket = self._create_ticket()
        deadline = self._deadline(ticket)
        self._go("2026-03-02 10:00")
        ticket.write({"description": "More water", "tag_ids": [(0, 0, {"name": "T"})]})
        self.assertEqual(self._kinds(deadline), ["start"])

    # --- time already worked -------------------------------------------------

    def test_time_already_worked_counts(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:30")
        ticket.priority = "3"
        self.assertMoved(ticket, due="2026-03-02 11:00")

    def test_time_already_worked_does_not_count_where_the_rule_says_so(self):
        self.urgent.carry_over = False
        ticket = self._create_ticket()
        self._go("2026-03-02 10:30")
        ticket.priority = "3"
        self.assertMoved(ticket, due="2026-03-02 13:30")

    def test_a_pause_counts_on_by_the_clock_of_the_rule_that_takes_over(self):
        """A night: 1 hour of work on the one clock, 16 on the other."""
        self.urgent.write({"clock": "elapsed", "limit": 24})
        self.normal.pause_domain = str([("stage_id", "=", self.stage_wait.id)])
        tickets = self._create_ticket() + self._create_ticket()
        self._go("2026-03-02 16:00")
        tickets.stage_id = self.stage_wait
        self._go("2026-03-03 08:00")
        tickets[0].stage_id = self.stage_new
        self._go("2026-03-03 09:00")
        tickets.priority = "3"
        over, waiting = (self._deadline(ticket) for ticket in tickets)
        self.assertDeadline(
            over, rule_id=self.urgent, paused_s=16 * HOUR, due_at="2026-03-04 01:00"
        )
        self.assertDeadline(waiting, paused_s=17 * HOUR, due_at="2026-03-04 02:00")
        tickets.priority = "1"
        self.assertDeadline(self._deadline(tickets[0]), paused_s=HOUR)
        self.assertReplays(tickets)

    def test_what_is_over_already_is_broken_at_once(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 15:00")
        ticket.priority = "3"
        self.assertStates(ticket, "cancelled", "breached")

    def test_a_broken_promise_stays_broken_under_a_milder_rule(self):
        ticket = self._create_ticket(priority="3")
        self._run_at("2026-03-02 12:00")
        self.assertStates(ticket, "breached")
        ticket.priority = "1"
        self.assertStates(ticket, "breached", "running")
        self.assertDeadline(self._deadlines(ticket)[0], is_open=False, kept=0.0)

    def test_unnoticed_it_stays_broken_too(self):
        """The verdict does not depend on whether the job has run meanwhile."""
        ticket = self._create_ticket(priority="3")
        self._go("2026-03-02 12:00")
        ticket.priority = "1"
        self.assertStates(ticket, "breached", "running")

    def test_back_and_forth_begins_a_promise_each_time(self):
        ticket = self._create_ticket()
        for moment, priority in (
            ("2026-03-02 09:30", "3"),
            ("2026-03-02 10:00", "1"),
            ("2026-03-02 10:30", "3"),
        ):
            self._go(moment)
            ticket.priority = priority
        self.assertStates(ticket, "cancelled", "cancelled", "cancelled", "running")
        self.assertDeadline(self._deadline(ticket), due_at="2026-03-02 11:00")

    def test_pauses_count_on_under_the_rule_that_takes_over(self):
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        ticket = self._create_ticket()
        self._deadline(ticket).action_pause(reason)
        self._go("2026-03-02 09:30")
        self._deadline(ticket).action_resume()
        ticket.priority = "3"
        self.assertMoved(ticket, due="2026-03-02 11:30")

    def test_no_rule_any_more_drops_the_promise(self):
        self.normal.domain = "[('priority', '=', '2')]"
        ticket = self._create_ticket(priority="2")
        self._go("2026-03-02 10:00")
        ticket.priority = "1"
        self.assertStates(ticket, "cancelled")
        self.assertEqual(self._deadlines(ticket).event_ids[-1].reason, "no_rule")

    # --- another team, customer, calendar ------------------------------------

    def test_another_team_brings_its_hours(self):
        late = self._create_calendar(tz="America/New_York")
        team = self.team.copy({"name": "Second line", "resource_calendar_id": late.id})
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.team_id = team
        deadline = self._deadline(ticket)
        # 8 o'clock in New York is 13 o'clock here
        self.assertDeadline(
            deadline, calendar_id=late, team_id=team, due_at="2026-03-02 22:00"
        )
        self.assertEqual(self._kinds(deadline), ["start", "calendar"])

    def test_another_customer_brings_his_rule(self):
        vip = self.env["res.partner"].create({"name": "VIP", "ref": "vip"})
        self.urgent.domain = "[('partner_id.ref', '=', 'vip')]"
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.partner_id = vip
        self.assertMoved(ticket)
        self.assertDeadline(self._deadline(ticket), partner_id=vip)

    def test_a_customer_who_becomes_important_is_noticed_by_the_job(self):
        """What a rule asks of other records counts at the next look, at the latest."""
        self.urgent.domain = "[('partner_id.ref', '=', 'vip')]"
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        self.customer.ref = "vip"
        self.assertStates(ticket, "running")
        self._run_at("2026-03-03 09:00:01")
        self.assertEqual(self._deadline(ticket).rule_id, self.urgent)

    # --- cycles --------------------------------------------------------------

    def _close(self, ticket, moment):
        self._go(moment)
        ticket.stage_id = self.stage_done
        self.env.flush_all()

    def test_reopening_begins_a_new_cycle(self):
        ticket = self._create_ticket()
        self._close(ticket, "2026-03-02 10:00")
        self._go("2026-03-04 10:00")
        ticket.stage_id = self.stage_new
        self.assertStates(ticket, "met", "running")
        self.assertEqual(self._deadlines(ticket).mapped("cycle"), [1, 2])
        self.assertEqual(ticket.deadline_cycle, 2)
        self.assertDeadline(
            self._deadline(ticket),
            started_at="2026-03-04 10:00",
            due_at="2026-03-05 10:00",
        )
        self.assertDeadline(self._deadlines(ticket)[0], state="met", worked_s=HOUR)

    def test_closing_and_opening_again_in_one_breath_keeps_the_first_verdict(self):
        ticket = self._create_ticket()
        self._close(ticket, "2026-03-02 10:00")
        ticket.stage_id = self.stage_new
        self._close(ticket, "2026-03-02 10:00")
        self.assertStates(ticket, "met", "met")

    def test_what_still_ran_in_the_old_cycle_is_dropped(self):
        callback = self._create_promise("callback_x")
        self._create_rule(
            promise_id=callback.id,
            start_mode="domain",
            start_domain="[('stage_id.closed', '=', True)]",
            stop_domain="[('tag_ids', '!=', False)]",
        )
        ticket = self._create_ticket()
        self._close(ticket, "2026-03-02 10:00")
        self.assertEqual(self._deadlines(ticket, callback).state, "running")
        self._go("2026-03-02 11:00")
        ticket.stage_id = self.stage_new
        dropped = self._deadlines(ticket, callback)
        self.assertEqual(dropped.state, "cancelled")
        self.assertEqual(dropped.event_ids[-1].reason, "reopened")

    def test_many_cycles(self):
        ticket = self._create_ticket()
        for day in (3, 4, 5):
            self._close(ticket, f"2026-03-0{day} 09:00")
            ticket.stage_id = self.stage_new
            self.env.flush_all()
        self.assertStates(ticket, "met", "met", "met", "running")
        self.assertEqual(self._deadlines(ticket).mapped("cycle"), [1, 2, 3, 4])

    def test_archived_tickets_drop_their_promises(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.active = False
        self.assertStates(ticket, "cancelled")
        self._run_at("2026-03-05 10:00")
        self.assertStates(ticket, "cancelled")
        self._go("2026-03-02 10:30")
        ticket.active = True
        self.assertStates(ticket, "cancelled", "running")
