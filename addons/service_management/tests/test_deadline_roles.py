from odoo.tests import tagged

from .common_engine import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineRoles(EngineCommon):
    """Roles of the policies become people who are there today.

    boss ← head (of the department in charge), boss ← leader ← agent
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user("boss_x")
        cls.head = cls._create_user("head_x", groups="base.group_user")
        cls.deputy = cls._create_user("deputy_x")
        cls.owner = cls._create_user("owner_x")
        cls.pm = cls._create_user("pm_x")
        cls.boss_employee = cls._create_employee(cls.boss)
        cls.head_employee = cls._create_employee(cls.head, cls.boss_employee)
        cls.leader_employee = cls._create_employee(cls.leader, cls.boss_employee)
        cls.agent_employee = cls._create_employee(cls.agent, cls.leader_employee)
        for user in (cls.deputy, cls.owner, cls.pm):
            cls._create_employee(user)
        cls.department = cls.env["hr.department"].create(
            {"name": "Property X", "manager_id": cls.head_employee.id}
        )
        cls.channel = cls.env["helpdesk.ticket.channel"].create(
            {"name": "Hotline X", "user_id": cls.owner.id}
        )
        cls.company.service_project_manager_id = cls.pm

    def setUp(self):
        super().setUp()
        self.ticket = self._create_ticket(
            department_id=self.department.id, channel_id=self.channel.id
        )

    def assertPerson(self, role, user, level=0):
        found = self._role(role)._person(self.ticket, level)
        self.assertEqual(found, user, role)

    # --- who has a role ------------------------------------------------------------

    def test_everybody_is_there(self):
        for role, user in (
            ("assignee", self.agent),
            ("channel_owner", self.owner),
            ("team_leader", self.leader),
            ("department_head", self.head),
            ("project_manager", self.pm),
            ("manager_chain", self.leader),
        ):
            self.assertPerson(role, user)

    def test_the_chain_of_managers_climbs_and_ends_at_the_top(self):
        for level, user in enumerate((self.leader, self.boss, self.boss, self.boss)):
            self.assertPerson("manager_chain", user, level)

    def test_managers_in_a_circle_end_somewhere(self):
        self.env.cr.execute(
            "UPDATE hr_employee SET parent_id = %s WHERE id = %s",
            [self.agent_employee.id, self.boss_employee.id],
        )
        self.env.invalidate_all()
        found = self._role("manager_chain")._person(self.ticket, 50)
        self.assertIn(found, self.boss + self.leader + self.agent)

    def test_a_manager_without_a_user_passes_on_to_his_manager(self):
        self.leader_employee.user_id = False
        self.assertPerson("manager_chain", self.boss)

    def test_a_head_without_a_user_passes_on_to_his_manager(self):
        self.head_employee.user_id = False
        self.assertPerson("department_head", self.boss)

    def test_the_company_of_who_asks_does_not_matter(self):
        other = self._create_company(name="Elsewhere X")
        boss = self._create_employee(self.deputy, company_id=other.id)
        self._create_employee(self.agent, boss, company_id=other.id)
        self.env.user.company_ids += other
        self.ticket = self.ticket.with_company(other)
        self.assertPerson("manager_chain", self.leader)

    # --- who is away ---------------------------------------------------------------

    def test_away_passes_on_to_the_deputy(self):
        self.agent.deputy_id = self.deputy
        self._send_on_leave(self.agent)
        self.assertPerson("assignee", self.deputy)

    def test_away_without_a_deputy_passes_on_to_the_manager(self):
        self._send_on_leave(self.agent)
        self.assertPerson("assignee", self.leader)

    def test_deputy_away_too_passes_on_from_there(self):
        self.agent.deputy_id = self.deputy
        self.deputy.deputy_id = self.owner
        self._send_on_leave(self.agent, self.deputy)
        self.assertPerson("assignee", self.owner)

    def test_deputies_in_a_circle_pass_on_to_the_manager(self):
        self.agent.deputy_id = self.deputy
        self.deputy.deputy_id = self.agent
        self.deputy.employee_id.parent_id = self.owner.employee_id
        self._send_on_leave(self.agent, self.deputy)
        self.assertPerson("assignee", self.owner)

    def test_deputies_in_a_circle_without_a_manager_fall_to_the_team_leader(self):
        self.owner.deputy_id = self.deputy
        self.deputy.deputy_id = self.owner
        self._send_on_leave(self.owner, self.deputy)
        self.assertPerson("channel_owner", self.leader)

    def test_all_managers_away_passes_on_to_the_leader_then_the_project_manager(self):
        self._send_on_leave(self.head, self.boss)
        self.assertPerson("department_head", self.leader)
        self._send_on_leave(self.leader)
        self.assertPerson("department_head", self.pm)

    def test_everybody_away_keeps_who_it_should_be(self):
        self._send_on_leave(self.agent, self.leader, self.boss, self.pm)
        self.assertPerson("assignee", self.agent)

    def test_who_has_left_passes_on(self):
        self.agent.active = False
        self.assertPerson("assignee", self.leader)

    def test_nobody_assigned_falls_to_the_team_leader(self):
        self.ticket.user_id = False
        self.assertPerson("assignee", self.leader)
        self.assertPerson("manager_chain", self.leader)

    def test_nobody_at_all(self):
        self.ticket.write({"user_id": False, "team_id": False})
        self.company.service_project_manager_id = False
        self.assertPerson("assignee", self.env["res.users"])

    def test_leave_ends_by_itself(self):
        self._send_on_leave(self.agent)
        self._go("2026-03-14 23:59:59")
        self.assertPerson("assignee", self.leader)
        self._go("2026-03-15 00:00")
        self.assertPerson("assignee", self.agent)

    def test_work_elsewhere_is_no_leave(self):
        self._send_on_leave(self.agent)
        self.env["resource.calendar.leaves"].search(
            [("resource_id", "=", self.agent_employee.resource_id.id)]
        ).time_type = "other"
        self.assertPerson("assignee", self.agent)

    def test_a_promise_names_the_team_and_the_channel_of_its_ticket(self):
        self._create_rule()
        ticket = self._create_ticket(channel_id=self.channel.id)
        self.assertDeadline(
            self._deadline(ticket), team_id=self.team, channel_id=self.channel
        )

    # --- in a step -----------------------------------------------------------------

    def test_a_step_asks_who_is_there_when_it_acts(self):
        rule = self._create_rule()
        self._create_step(rule, direction="before", role="assignee")
        self.agent.deputy_id = self.deputy
        ticket = self._create_ticket()
        self._send_on_leave(self.agent)
        self._run_at("2026-03-03 08:00")
        self.assertEqual(ticket.activity_ids.user_id, self.deputy)
        self.assertDeadline(self._deadline(ticket), user_id=self.agent)

    def test_a_repeated_step_climbs_the_chain_of_managers(self):
        rule = self._create_rule()
        self._create_step(rule, delay=0, role="manager_chain", repeat="working_day")
        ticket = self._create_ticket()
        for moment, users in (
            ("2026-03-03 09:00:01", self.leader),
            ("2026-03-04 09:00", self.leader + self.boss),
            ("2026-03-05 09:00", self.leader + self.boss),
        ):
            self._run_at(moment)
            self.assertEqual(ticket.activity_ids.user_id, users)

    def test_a_step_with_nobody_to_act_on_is_done(self):
        rule = self._create_rule()
        self._create_step(rule, direction="before", role="assignee")
        self.company.service_project_manager_id = False
        ticket = self._create_ticket(user_id=False, team_id=False)
        self._run_at("2026-03-03 08:00")
        self.assertFalse(ticket.activity_ids)
        self.assertIn("step", self._kinds(self._deadline(ticket)))

    def test_who_answers_for_it_is_told_on_the_promise(self):
        rule = self._create_rule(role="department_head")
        ticket = self._create_ticket(department_id=self.department.id)
        self.assertDeadline(self._deadline(ticket), user_id=self.head)
        self.assertEqual(rule.role_id, self._role("department_head"))

    def test_a_head_who_is_no_agent_can_open_the_ticket_he_is_called_to(self):
        rule = self._create_rule()
        self._create_step(rule, direction="before", role="department_head")
        ticket = self._create_ticket(department_id=self.department.id)
        self._run_at("2026-03-03 08:00")
        self.assertEqual(ticket.with_user(self.head).name, "It leaks")
        deadline = self._deadline(ticket)
        self.assertTrue(deadline.with_user(self.head).res_name)
