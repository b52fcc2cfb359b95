from odoo.fields import Datetime
from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineRules(EngineCommon):
    """Which rule speaks for which promise of a request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.callback = cls._create_promise("callback_x")

    def assertRules(self, request, *rules):
        found = self._deadlines(request).filtered("is_open").rule_id
        self.assertEqual(found.sorted("id").mapped("name"), [r.name for r in rules])

    def test_a_rule_without_a_condition_speaks_for_every_request(self):
        rule = self._create_rule()
        self.assertRules(self._create_request(), rule)

    def test_a_rule_speaks_only_for_what_matches(self):
        self._create_rule(domain="[('priority', '=', '3')]")
        self.assertRules(self._create_request())

    def test_of_one_promise_the_first_rule_in_order_wins(self):
        self._create_rule(name="later", sequence=20)
        first = self._create_rule(name="first", sequence=5)
        self.assertRules(self._create_request(), first)

    def test_the_order_of_the_policies_goes_before_that_of_the_rules(self):
        self._create_rule(name="of the second policy", sequence=1)
        policy = self.policy.copy({"code": "TP1", "sequence": 1})
        rule = self._create_rule(name="first policy", policy_id=policy.id, sequence=9)
        self.assertRules(self._create_request(), rule)

    def test_policies_put_in_another_order(self):
        mine = self._create_rule(name="mine")
        policy = self.policy.copy({"code": "TP1", "sequence": 99})
        other = self._create_rule(name="other", policy_id=policy.id)
        self.assertRules(self._create_request(), mine)
        policy.sequence = 1
        self.assertRules(self._create_request(), other)

    def test_the_general_rule_is_for_what_no_other_one_matches(self):
        urgent = self._create_rule(name="urgent", domain="[('priority', '=', '3')]")
        general = self._create_rule(name="general", sequence=99)
        self.assertRules(self._create_request(priority="3"), urgent)
        self.assertRules(self._create_request(priority="1"), general)

    def test_each_promise_has_a_rule_of_its_own(self):
        rules = [
            self._create_rule(name="solved"),
            self._create_rule(name="called", promise_id=self.callback.id),
        ]
        request = self._create_request()
        self.assertRules(request, *rules)
        self.assertEqual(request.deadline_count, 2)

    def test_a_rule_that_already_speaks_does_not_begin_again(self):
        self._create_rule()
        request = self._create_request()
        for name in ("One", "Two"):
            self._go("2026-03-02 10:00")
            request.name = name
        self.assertStates(request, "running")

    def test_an_archived_rule_does_not_speak(self):
        self._create_rule(active=False)
        self.assertRules(self._create_request())

    def test_an_archived_policy_does_not_speak(self):
        self._create_rule()
        self.policy.active = False
        self.assertRules(self._create_request())

    def test_an_archived_promise_is_not_made(self):
        self._create_rule()
        self.assertStates(self._create_request(), "running")
        self.promise.active = False
        self.assertRules(self._create_request())

    def test_a_policy_speaks_only_where_it_is_in_force(self):
        rule = self._create_rule()
        other, team = self._create_other_company()
        request = self._create_request(company_id=other.id, team_id=team.id)
        self.assertRules(request)
        self.policy.company_ids += other
        request = self._create_request(company_id=other.id, team_id=team.id)
        self.assertRules(request, rule)

    def test_what_was_registered_before_the_rule_is_left_alone(self):
        self._create_rule(date_from="2026-03-02 08:00:00")
        for moment, count in (
            ("2026-03-02 07:59:59", 0),
            ("2026-03-02 08:00:00", 1),
        ):
            request = self._create_request(registered_at=moment)
            self.assertEqual(len(self._deadlines(request)), count, moment)

    def test_a_new_rule_does_not_judge_older_requests(self):
        request = self._create_request()
        self._go("2026-03-02 11:00")
        self._create_rule(date_from=Datetime.now())
        request.priority = "2"
        self.assertRules(request)

    def test_a_rule_that_comes_into_force_speaks_for_open_requests_it_dates_back_to(
        self,
    ):
        request = self._create_request()
        self._go("2026-03-02 11:00")
        rule = self._create_rule()
        request.priority = "2"
        self.assertRules(request, rule)
        self.assertDeadline(self._deadline(request), due_at="2026-03-03 09:00")

    def test_a_promise_that_is_kept_already_is_not_made(self):
        self._create_rule()
        request = self._create_request(stage_id=self.stage_done.id)
        self.assertFalse(self._deadlines(request))

    def test_a_promise_that_is_dropped_already_is_not_made(self):
        self._create_rule(cancel_domain="[('priority', '=', '0')]")
        self.assertFalse(self._deadlines(self._create_request(priority="0")))

    def test_what_the_promise_says_about_itself(self):
        rule = self._create_rule(policy_ref="TP-1", public=True, role="team_leader")
        request = self._create_request()
        self.assertDeadline(
            self._deadline(request),
            res_model="test.deadline.request",
            res_id=request.id,
            res_name=request.display_name,
            policy_id=self.policy,
            policy_ref="TP-1",
            promise_id=self.promise,
            terms_id=rule.terms_id,
            calendar_id=self.calendar,
            company_id=self.company,
            partner_id=self.customer,
            user_id=self.leader,
            public=True,
            cycle=1,
            kept=False,
        )

    def test_names_and_people_follow_the_request(self):
        self._create_rule()
        request = self._create_request()
        request.write({"name": "X", "user_id": self.leader.id, "partner_id": False})
        self.assertDeadline(
            self._deadline(request),
            res_name=request.display_name,
            user_id=self.leader,
            partner_id=self.env["res.partner"],
        )

    def test_the_next_promise_is_the_one_due_first(self):
        self._create_rule(name="solved")
        self._create_rule(name="called", promise_id=self.callback.id, limit=1)
        request = self._create_request()
        self.assertEqual(request.next_deadline_id.promise_id, self.callback)
        self.assertEqual(request.next_deadline_name, "Callback_X")
        self.assertEqual(request.next_deadline_at, request.next_deadline_id.due_at)
        self.assertEqual(request.next_deadline_state, "running")

    def test_copying_a_request_copies_no_promise(self):
        self._create_rule()
        request = self._create_request()
        self._go("2026-03-02 11:00")
        copy = request.copy()
        self.assertEqual(len(self._deadlines(copy)), 1)
        self.assertDeadline(self._deadline(copy), started_at="2026-03-02 11:00")
        self.assertNotEqual(copy.next_deadline_id, request.next_deadline_id)
