from odoo.tests import HttpCase, new_test_user, tagged

from .common_policy import PolicyCommon

SM = "service_policy.service_policy_sm"


@tagged("post_install", "-at_install")
class TestHrChecklist(PolicyCommon):
    """What has to be there before a promise ticks: each fact, missing and set."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._create_user("admin_x")
        cls.admin.group_ids += cls.env.ref("helpdesk_mgmt.group_helpdesk_manager")
        teams = cls.env["helpdesk.ticket.team"].search([("id", "!=", cls.team.id)])
        teams.active = False

    def _check(self, key):
        self.env.flush_all()
        lists = self.env["hr.checklist"].with_user(self.admin)
        checks = lists.with_company(self.company)._service_checks()
        return next(check for check in checks if check.key == key)

    def test_no_policy_is_in_force_before_somebody_puts_it_into_force(self):
        self.env["service.policy"].search([]).company_ids = False
        self.assertFalse(self._check("policies").is_done)
        self._put_in_force("SM")
        self.assertTrue(self._check("policies").is_done)

    def test_teams_have_members_and_a_leader(self):
        self.team.write(
            {"user_ids": [(6, 0, self.agent.ids)], "user_id": self.leader.id}
        )
        self.assertTrue(self._check("teams").is_done)
        self.team.user_id = False
        self.assertIn(self.team.name, self._check("teams").missing)
        self.team.user_ids = [(5,)]
        self.assertIn("Without members", self._check("teams").missing)
        self.team.active = False
        self.assertIn("no team", self._check("teams").missing)

    def test_each_kind_of_complaint_has_a_department_that_somebody_heads(self):
        kinds = self.env["service.complaint.kind"].search([])
        kinds.with_company(self.company).department_id = self.department
        self.assertTrue(self._check("kinds").is_done)
        self.department.manager_id = False
        check = self._check("kinds")
        self.assertIn(self.department.name, check.missing)
        self.assertIn("hr_department", check.action)
        kinds[0].with_company(self.company).department_id = False
        check = self._check("kinds")
        self.assertIn(kinds[0].name, check.missing)
        self.assertIn("complaint_kind", check.action)

    def test_members_have_a_role_at_the_help_desk(self):
        self.team.user_ids = self.agent
        self.assertTrue(self._check("roles").is_done)
        self.team.user_ids += new_test_user(self.env, "stranger_x")
        self.assertIn("stranger_x", self._check("roles").missing.lower())

    def test_the_project_manager_is_one_question(self):
        action = self.env.ref("service_management.res_company_action_project_manager")
        dialog = action.with_company(self.company).run()
        self.assertEqual(
            (dialog["res_model"], dialog["res_id"], dialog["target"]),
            ("res.company", self.company.id, "new"),
        )
        self.assertTrue(dialog["name"])

    def test_somebody_is_the_last_one_whom_everything_reaches(self):
        self.assertTrue(self._check("last_person").is_done)
        self.company.service_project_manager_id = False
        self.assertFalse(self._check("last_person").is_done)

    def test_channels_have_an_owner(self):
        channels = self.env["helpdesk.ticket.channel"].search([])
        channels.user_id = self.leader
        self.assertTrue(self._check("channels").is_done)
        channels[0].user_id = False
        self.assertIn(channels[0].name, self._check("channels").missing)

    def test_a_team_has_an_address(self):
        domain = self.env["mail.alias.domain"].create({"name": "mall.example"})
        self.team.write({"alias_name": "help-x", "alias_domain_id": domain.id})
        self.assertTrue(self._check("alias").is_done)
        self.team.alias_name = False
        self.assertFalse(self._check("alias").is_done)

    def test_an_address_needs_a_domain_first(self):
        self.env["mail.alias.domain"].search([]).unlink()
        self.admin.group_ids += self.env.ref("base.group_system")
        check = self._check("alias")
        self.assertIn("no domain", check.missing)
        self.assertEqual(check.action, "mail.mail_alias_domain_action")

    def test_only_who_can_set_it_is_told(self):
        for user, shown in ((self.admin, True), (self.agent, False)):
            with self.subTest(user=user.login):
                lists = self.env["hr.checklist"].with_user(user)
                self.assertEqual(bool(lists.get_checklist("service")), shown)

    def test_every_click_leads_somewhere(self):
        for check in self.env["hr.checklist"]._service_checks():
            with self.subTest(check.key):
                self.assertTrue(self.env.ref(check.action))


@tagged("post_install", "-at_install")
class TestExamplePolicies(PolicyCommon):
    """Packs come as examples: loaded and removed as a whole, in force for nobody."""

    def _row(self, key=SM):
        examples = self.env["service.policy.example"]
        rows = examples.search(examples.action_show()["domain"])
        return rows.filtered(lambda row: row.key == key)

    def _carriers(self, policy):
        carriers = self.env["service.policy.carrier"]
        found = carriers.search([("policy_id", "=", policy.id)])
        # Some are of the demo company, which is no part of the product.
        demo = {
            record.id
            for record, names in zip(
                found, found._get_external_ids().values(), strict=True
            )
            if any(name.startswith("service_policy_demo.") for name in names)
        }
        found = found.filtered(lambda record: record.id not in demo)
        return sorted(found.mapped(lambda record: (record.number, record.name)))

    def test_every_pack_is_removed_and_loaded_again(self):
        self.env["service.policy"].search([]).company_ids = False
        # As if no promise (of the demo data) had been made with them.
        self.env["service.deadline"].search([]).unlink()
        for code in ("sm", "sa", "cm"):
            with self.subTest(code):
                key = f"service_policy.service_policy_{code}"
                policy = self.env.ref(key)
                before = sorted(policy.rule_ids.mapped("policy_ref"))
                carriers = self._carriers(policy)
                self.assertTrue(before)
                self.assertTrue(carriers)
                self._row(key).action_remove()
                self.assertEqual(self._row(key).state, "away")
                self._row(key).action_load()
                policy = self.env.ref(key)
                self.assertFalse(policy.company_ids)
                self.assertEqual(sorted(policy.rule_ids.mapped("policy_ref")), before)
                self.assertEqual(self._carriers(policy), carriers)
                self.assertEqual(self._row(key).state, "loaded")

    def test_a_pack_loaded_again_leaves_the_others_alone(self):
        self.env["service.policy"].search([]).company_ids = False
        self.env["service.deadline"].search([]).unlink()
        mine = self.env.ref("service_follow_up.deadline_rule_sm_follow_up")
        mine.limit = 33
        for code in ("cm", "sa"):
            self._row(f"service_policy.service_policy_{code}").action_remove()
        self._row("service_policy.service_policy_sa").action_load()
        self.assertEqual(mine.limit, 33)
        self.assertEqual(self._row("service_policy.service_policy_cm").state, "away")


@tagged("post_install", "-at_install")
class TestLanding(HttpCase):
    def test_customers_land_on_their_requests(self):
        new_test_user(
            self.env, "customer_x", groups="base.group_portal", password="customer_x"
        )
        self.authenticate(None, None)
        page = self.url_open("/web/login").text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        data = {"login": "customer_x", "password": "customer_x", "csrf_token": token}
        answer = self.url_open("/web/login", data=data)
        self.assertTrue(answer.url.endswith("/my/tickets"), answer.url)

    def test_agents_land_on_the_desk(self):
        user = new_test_user(
            self.env, "agent_l", groups="helpdesk_mgmt.group_helpdesk_user_own"
        )
        action = self.env.ref("service_management.service_desk_action")
        self.assertEqual(self.env["hr.landing"].with_user(user)._action_id(), action.id)
