from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineRoleKinds(EngineCommon):
    """Every way of finding the person for a record; an administrator adds roles.

    boss ← head (of the department), boss ← leader ← agent
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user("boss_x")
        cls.head = cls._create_user("head_x")
        cls.owner = cls._create_user("owner_x")
        boss = cls._create_employee(cls.boss)
        head = cls._create_employee(cls.head, boss)
        cls._create_employee(cls.agent, cls._create_employee(cls.leader, boss))
        cls.owner_employee = cls._create_employee(cls.owner, boss)
        cls.department = cls.env["hr.department"].create(
            {"name": "Property X", "manager_id": head.id}
        )
        cls.model = cls.env["ir.model"]._get(cls.record_model)

    def setUp(self):
        super().setUp()
        self.request = self._create_request(
            owner_id=self.owner_employee.id, department_id=self.department.id
        )

    def _new_role(self, kind, **values):
        values = {"name": kind, "code": f"{kind}_x", "kind": kind, **values}
        return self.env["service.role"].create(values)

    def assertPerson(self, role, user, level=0):
        self.assertEqual(role._person(self.request, level), user)

    def test_who_took_it_leader_head(self):
        for code, user in (
            ("assignee", self.agent),
            ("team_leader", self.leader),
            ("department_head", self.head),
        ):
            self.assertPerson(self._role(code), user)

    def test_the_department_is_that_of_whoever_took_it_where_a_model_says_nothing(self):
        visit = self.env["test.deadline.visit"].create(
            {"visitor_id": self.agent.employee_id.id}
        )
        self.agent.employee_id.department_id = self.department
        self.assertEqual(self._role("department_head")._person(visit), self.head)
        self.assertFalse(self._role("team_leader")._person(visit))

    def test_a_person_whom_the_record_names(self):
        values = {"model_id": self.model.id}
        by_employee = self._new_role("path", path="owner_id", **values)
        by_user = self._new_role(
            "path", path="team_id.user_id", code="team_x", **values
        )
        self.assertPerson(by_employee, self.owner)
        self.assertPerson(by_user, self.leader)

    def test_an_employee_without_a_user_passes_on_upwards(self):
        role = self._new_role("path", path="owner_id", model_id=self.model.id)
        self.owner_employee.user_id = False
        self.assertPerson(role, self.boss)

    def test_a_person_whom_the_company_names(self):
        self.company.service_project_manager_id = self.boss
        self.assertPerson(self._role("project_manager"), self.boss)

    def test_the_chain_of_managers_from_some_level_on(self):
        role = self._new_role("manager_chain", level=1)
        self.assertPerson(self._role("manager_chain"), self.leader)
        self.assertPerson(role, self.boss)

    def test_whoever_is_there_of_a_group(self):
        group = self.env["res.groups"].create({"name": "Keepers X"})
        group.user_ids = self.head + self.owner
        role = self._new_role("group", group_id=group.id)
        self.assertIn(role._person(self.request), self.head + self.owner)
        self._send_on_leave(self.head)
        self.assertPerson(role, self.owner)

    def test_of_a_group_only_who_works_for_the_company(self):
        group = self.env["res.groups"].create({"name": "Keepers X"})
        other, _team = self._create_other_company()
        elsewhere = self._create_user("elsewhere_x")
        elsewhere.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        group.user_ids = elsewhere
        role = self._new_role("group", group_id=group.id)
        self.assertPerson(role, self.leader)

    def test_always_the_same_person_or_the_deputy(self):
        role = self._new_role("user", user_id=self.owner.id)
        self.assertPerson(role, self.owner)
        self.owner.deputy_id = self.head
        self._send_on_leave(self.owner)
        self.assertPerson(role, self.head)

    def test_nobody_falls_to_the_leader_then_to_the_project_manager(self):
        role = self._new_role("path", path="owner_id", model_id=self.model.id)
        self.request.owner_id = False
        self.assertPerson(role, self.leader)
        self.request.team_id = False
        self.company.service_project_manager_id = self.boss
        self.assertPerson(role, self.boss)

    # --- administrators ---------------------------------------------------------------

    def test_a_role_is_made_in_its_form_and_a_rule_refers_to_it(self):
        manager = self._create_user(
            "manager_x", "service_policy.service_policy_group_manager"
        )
        roles = self.env["service.role"].with_user(manager)
        with Form(roles) as form:
            form.name = "Owner of the goods"
            form.code = "goods_x"
            form.kind = "path"
            form.model_id = self.model
            form.path = "owner_id"
        self._create_rule(role="goods_x")
        request = self._create_request(owner_id=self.owner_employee.id)
        self.assertDeadline(self._deadline(request), user_id=self.owner)

    def test_a_role_that_finds_nobody_is_refused(self):
        model = {"model_id": self.model.id}
        for message, kind, values in (
            ("which records", "path", {"path": "owner_id"}),
            ("leads to a user", "path", {**model, "path": "nobody_id"}),
            ("leads to a user", "path", {**model, "path": "stage_id"}),
            ("leads to a user", "path", {**model, "path": "name"}),
            ("leads to a user", "path", model),
            ("leads to a user", "company", {"path": "partner_id"}),
            ("the group", "group", {}),
            ("the person", "user", {}),
        ):
            with (
                self.subTest(kind=kind, **values),
                self.assertRaisesRegex(ValidationError, message),
                self.env.cr.savepoint(),
            ):
                self._new_role(kind, **values)

    def test_a_role_for_other_records_is_refused(self):
        role = self._new_role("path", path="owner_id", model_id=self.model.id)
        visits = self.env["ir.model"]._get_id("test.deadline.visit")
        done = "[('done_on', '!=', False)]"
        with (
            self.assertRaisesRegex(ValidationError, "role for other records"),
            self.env.cr.savepoint(),
        ):
            self._create_rule(role=role.code, model_id=visits, stop_domain=done)
        rule = self._create_rule(model_id=visits, stop_domain=done)
        with (
            self.assertRaisesRegex(ValidationError, "for the records of its rule"),
            self.env.cr.savepoint(),
        ):
            self._create_step(rule, role=role.code)

    def test_running_promises_follow_a_role_that_is_edited(self):
        role = self._new_role("user", user_id=self.owner.id)
        self._create_rule(role=role.code)
        request = self._create_request()
        self.assertDeadline(self._deadline(request), user_id=self.owner)
        role.user_id = self.head
        self._run()
        self.assertDeadline(self._deadline(request), user_id=self.head)
