from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from .common_policy import PolicyCommon


@tagged("post_install", "-at_install")
class TestDeadlineVerdicts(PolicyCommon):
    """What becomes of the promises of a ticket, whoever closes, imports or moves it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("SM", "CM")

    def _states(self, ticket):
        self.env.flush_all()
        return {d.promise_id.code: d.state for d in ticket.deadline_ids}

    # --- the customer closes ----------------------------------------------------------

    @classmethod
    def _customer(cls):
        found = cls.customer.user_ids
        return found or cls._create_new_portal_user(
            login="portal_x", partner_id=cls.customer.id
        )

    def test_a_request_that_its_customer_takes_back_has_no_verdict(self):
        for class_code in ("complaint", "repair"):
            with freeze_time("2026-03-02 09:00:00"):
                ticket = self._create_request(class_code)
            with freeze_time("2026-03-02 09:10:00"):
                mine = ticket.with_user(self._customer()).sudo()
                mine._close_by_customer(self.stage_done)
                self.assertEqual(set(self._states(ticket).values()), {"cancelled"})
            with freeze_time("2026-03-02 12:00:00"):
                ticket.stage_id = self.stage_new
                self.assertFalse(ticket.is_withdrawn)
                self.assertIn("running", self._states(ticket).values())

    def test_what_somebody_has_answered_is_kept_when_its_customer_closes_it(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            self._reply(ticket)
        with freeze_time("2026-03-02 10:00:00"):
            mine = ticket.with_user(self._customer()).sudo()
            mine._close_by_customer(self.stage_done)
            self.assertEqual(self._states(ticket)["solution"], "met")

    # --- closing ----------------------------------------------------------------------

    def test_nothing_is_booked_as_kept_that_nobody_has_done(self):
        with freeze_time("2026-03-02 09:00:00"):
            complaint = self._create_request(severity="important")
            repair = self._create_request("repair")
            letter = self._create_request("consultation", needs_department=True)
        with freeze_time("2026-03-02 09:09:00"):
            (complaint + repair + letter).write({"stage_id": self.stage_done.id})
            states = self._states(complaint)
            self.assertEqual(states["procedure"], "cancelled")
            self.assertEqual(states["tracking"], "cancelled")
            self.assertEqual(states["first_contact"], "cancelled")
            self.assertNotIn("met", self._states(letter).values())
            kept = [d for d in repair.deadline_ids if d.state == "met"]
            self.assertEqual([d.promise_id.code for d in kept], ["solution"])

    def test_a_second_round_follows_the_same_rules_as_the_first(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="important")
            ticket.result = "<p>First result</p>"
        for day in ("02", "04"):
            with freeze_time(f"2026-03-{day} 10:00:00"):
                ticket.write(
                    {
                        "result": f"<p>Result of {day}</p>",
                        "stage_id": self.stage_done.id,
                    }
                )
                self.env.flush_all()
                open_now = ticket.deadline_ids.filtered("is_open")
                self.assertEqual(open_now.promise_id.mapped("code"), ["callback"])
            with freeze_time(f"2026-03-{day} 12:00:00"):
                ticket._raise_and_reopen("Still wet")
        bodies = " ".join(ticket.message_ids.mapped("body"))
        self.assertIn("Result of 02", bodies)
        self.assertIn("Result of 04", bodies)

    def test_whoever_is_in_charge_is_told_that_the_result_is_not_accepted(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            ticket.stage_id = self.stage_done
        with freeze_time("2026-03-03 09:00:00"):
            ticket._raise_and_reopen("Still wet")
        told = ticket.message_ids.filtered(lambda m: "Still wet" in m.body)
        self.assertIn(self.agent.partner_id, told.partner_ids)

    def test_what_is_imported_as_closed_has_no_promise(self):
        with freeze_time("2026-03-02 09:00:00"):
            tickets = self.env["helpdesk.ticket"].create(
                [
                    {
                        "name": f"Of old {number}",
                        "description": "Water",
                        "type_id": self._create_request().type_id.id,
                        "team_id": self.team.id,
                        "stage_id": self.stage_done.id,
                        "partner_id": self.customer.id,
                        "registered_at": "2026-01-05 09:00:00",
                        "closed_date": "2026-01-07 09:00:00",
                    }
                    for number in range(3)
                ]
            )
            self.env.flush_all()
        self._pass_time("2026-03-12 09:00:00")
        self.assertFalse(tickets.deadline_ids)

    # --- facts ------------------------------------------------------------------------

    def test_no_fact_of_a_ticket_is_written_by_the_staff(self):
        manager = self._create_user("manager_x", "helpdesk_mgmt.group_helpdesk_manager")
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
        self._pass_time("2026-03-05 12:00:00")
        before = self._states(ticket)
        for user in (self.agent, manager):
            for name in sorted(ticket._deadline_facts()):
                field = ticket._fields[name]
                value = {
                    "datetime": "2026-03-02 09:05:00",
                    "boolean": True,
                    "integer": 5,
                    "selection": "satisfied",
                }.get(field.type, False)
                with (
                    self.subTest(user=user.login, field=name),
                    self.assertRaises(AccessError),
                ):
                    ticket.with_user(user).write({name: value})
        self.assertEqual(self._states(ticket), before)

    def test_the_products_own_actions_note_facts_for_the_staff(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request(severity="important")
            mine = ticket.with_user(self.agent)
            mine.action_start_procedure()
            self.assertEqual(ticket.procedure_started_at, Datetime.now())
            mine.action_raise_severity("Worse")
            self.assertFalse(ticket.procedure_started_at)
            mine.write({"result": "<p>Dry</p>", "stage_id": self.stage_done.id})
            self.assertEqual(ticket.closed_date, Datetime.now())
            self.assertEqual(ticket.result_told_at, Datetime.now())
            mine.write({"stage_id": self.stage_new.id})
            self.assertEqual(ticket.reopen_count, 1)

    def test_a_call_back_to_come_is_refused(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            ticket.stage_id = self.stage_done
            with self.assertRaisesRegex(ValidationError, "when it was made"):
                self.env["service.callback"].create(
                    {
                        "ticket_id": ticket.id,
                        "verdict": "satisfied",
                        "done_at": Datetime.now() + timedelta(days=300),
                    }
                )

    def test_archiving_asks_for_a_reason_and_keeps_it(self):
        manager = self._create_user("manager_x", "helpdesk_mgmt.group_helpdesk_manager")
        manager.group_ids = [
            Command.link(self.env.ref("service_policy.service_policy_group_manager").id)
        ]
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            with self.assertRaises(AccessError):
                ticket.with_user(self.agent).action_archive()
            action = ticket.with_user(manager).action_archive()
            self.assertTrue(ticket.active)
            wizard = (
                self.env["helpdesk.ticket.reason"]
                .with_user(manager)
                .with_context(**action["context"])
                .create({"reason": "Entered twice"})
            )
            wizard.action_apply()
            self.assertFalse(ticket.active)
            self.assertEqual(set(self._states(ticket).values()), {"cancelled"})
            self.assertIn("Entered twice", ticket.message_ids[:1].body)

    # --- companies --------------------------------------------------------------------

    def test_a_team_of_another_company_is_refused(self):
        company = self._create_company(name="Other company X")
        team = self.env["helpdesk.ticket.team"].create(
            {"name": "Other desk", "company_id": company.id}
        )
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._create_request()
            with self.assertRaisesRegex(ValidationError, "works for Other company X"):
                ticket.team_id = team
            new = self.env["helpdesk.ticket"].create(
                {"name": "New", "description": "Water", "team_id": team.id}
            )
            self.assertEqual(new.company_id, company)
            for_all = self.team.copy({"company_id": False})
            ticket.team_id = for_all
            self.assertEqual(ticket.company_id, self.company)

    # --- severity ---------------------------------------------------------------------

    def test_only_complaints_have_a_severity(self):
        complaint = self._create_request()
        repair = self._create_request("repair")
        self.env.flush_all()
        self.assertEqual(complaint.severity, "general")
        self.assertFalse(repair.severity)
        found = self.env["helpdesk.ticket"].search([("severity", "=", "general")])
        self.assertIn(complaint, found)
        self.assertNotIn(repair, found)
        complaint.type_id = repair.type_id
        self.env.flush_all()
        self.assertFalse(complaint.severity)
        repair.type_id = self._create_request().type_id
        self.env.flush_all()
        self.assertEqual(repair.severity, "general")

    # --- who is told ------------------------------------------------------------------

    def test_customers_are_told_nothing_of_what_is_escalated(self):
        customer = self._customer()
        ticket = self._create_request()
        with self.assertRaisesRegex(ValidationError, "no member of the staff"):
            self.env["service.deadline.escalate"].with_user(self.agent).create(
                {
                    "res_model": ticket._name,
                    "res_id": ticket.id,
                    "reason": "x",
                    "user_id": customer.id,
                }
            )
        with self.assertRaisesRegex(ValidationError, "no member of the staff"):
            self.company.service_project_manager_id = customer
        ticket.user_id = customer
        person = self._role("assignee")._person(ticket)
        self.assertTrue(person)
        self.assertFalse(person.share)

    def test_shipped_rules_fit_each_other(self):
        self._put_in_force("SM", "SA", "CM")
        rules = self.env["service.deadline.rule"].search([])
        self.assertEqual([rule.conflict for rule in rules if rule.conflict], [])
