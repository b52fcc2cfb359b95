from freezegun import freeze_time

from odoo.fields import Command, Datetime

from .common import ServiceCommon


class PolicyCommon(ServiceCommon):
    """The packs as they are shipped, in force for a company with people in every role.

    boss ← leader ← agent, boss ← head (of the department in charge); pm is the project
    manager. Office hours: Monday to Friday, 8-12 and 13-17, UTC; 2026-03-02 is a
    Monday.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user("boss_x")
        cls.head = cls._create_user("head_x")
        cls.pm = cls._create_user("pm_x")
        cls.company.service_project_manager_id = cls.pm
        boss = cls._create_employee(cls.boss)
        head = cls._create_employee(cls.head, boss)
        cls._create_employee(cls.agent, cls._create_employee(cls.leader, boss))
        cls.department = cls.env["hr.department"].create(
            {"name": "Operations X", "manager_id": head.id}
        )
        cls.stage_new.unattended = True
        cls.stage_wait.waits_for_customer = True
        cls.stage_progress = cls.env["helpdesk.ticket.stage"].create(
            {"name": "In progress X", "sequence": 40}
        )
        cls.stage_rejected = cls.env["helpdesk.ticket.stage"].create(
            {"name": "No X", "sequence": 70, "closed": True, "drops_promises": True}
        )
        cls.company.service_declined_stage_id = cls.stage_rejected

    @classmethod
    def _create_employee(cls, user, manager=None):
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "parent_id": manager and manager.id,
            }
        )

    @classmethod
    def _put_in_force(cls, *codes):
        """Put packs in force for the company, as if they always had been."""
        packs = cls.env["service.policy"].search([("code", "in", codes)])
        packs.company_ids = [Command.set(cls.company.ids)]
        packs.rule_ids.date_from = packs.adoption_ids.since = "2020-01-01"
        return packs

    @classmethod
    def _rule(cls, name):
        return cls.env.ref(f"service_management.deadline_rule_{name}")

    @classmethod
    def _delete_rule(cls, name):
        """Delete a rule as if no promise (of the demo data) had been made with it."""
        rule = cls._rule(name)
        cls.env["service.deadline"].search([("rule_id", "=", rule.id)]).unlink()
        rule.unlink()

    @classmethod
    def _create_request(cls, request_class="complaint", **values):
        ticket_type = cls.env.ref(f"service_management.ticket_type_{request_class}")
        return cls._create_ticket(
            type_id=ticket_type.id, department_id=cls.department.id, **values
        )

    # --- time ------------------------------------------------------------------------

    def _pass_time(self, until):
        """Let time pass: the job runs at every instant at which something is due."""
        self.env.flush_all()
        until = Datetime.to_datetime(until)
        while (moment := self._next_event()) and moment <= until:
            with freeze_time(moment):
                self._run()
            self.assertNotEqual(self._next_event(), moment, "the job does not get on")

    def _next_event(self):
        return (
            self.env["service.deadline"]
            .search([("next_event_at", "!=", False)], order="next_event_at", limit=1)
            .next_event_at
        )

    def _reply(self, ticket):
        ticket.with_user(self.agent).message_post(
            body="We are on it.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=ticket.partner_id.ids,
        )

    # --- what is claimed -------------------------------------------------------------

    def _deadline(self, ticket, code):
        """The ticket's latest deadline of a promise, empty when there is none."""
        promise = self.env.ref(f"service_management.service_promise_{code}")
        return self._deadlines(ticket, promise)[-1:]

    def assertRuns(self, ticket, code, rule, due):
        """A promise runs under a rule until a time."""
        deadline = self._deadline(ticket, code)
        self.assertEqual(deadline.rule_id, self._rule(rule))
        self.assertEqual(deadline.state, "running")
        self.assertEqual(deadline.due_at, Datetime.to_datetime(due))

    def assertVerdict(self, ticket, code, state):
        """A promise has ended with a verdict, as its log says."""
        deadline = self._deadline(ticket, code)
        self.assertEqual(deadline.state, state)
        self.assertReplays(deadline)

    def assertTodos(self, ticket, *expected):
        """The open to-dos of a ticket that come from steps: (user, step), in order."""
        activities = ticket.activity_ids.filtered("service_step_id").sorted("id")
        prefix = "service_management.deadline_step_"
        found = [
            (a.user_id, a.service_step_id.get_external_id()[a.service_step_id.id])
            for a in activities
        ]
        self.assertEqual(found, [(user, prefix + step) for user, step in expected])

    def _customer_mails(self):
        """E-mails to the customer that steps have sent, the oldest first."""
        return self.env["mail.mail"].search(
            [
                ("recipient_ids", "in", self.customer.ids),
                ("subject", "like", "where we are"),
            ],
            order="id",
        )
