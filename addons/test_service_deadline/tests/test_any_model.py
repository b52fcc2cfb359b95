from unittest.mock import patch

from odoo.fields import Datetime
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.service_deadline.models.service_deadline_mixin import (
    ServiceDeadlineMixin,
)

from .common import RequestCommon

MONDAY = "2026-03-02 09:00:00"


@tagged("post_install", "-at_install")
class TestAnyModel(RequestCommon):
    """Promises on two models: one that has everything, one that has next to nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visitor = cls.env["hr.employee"].create(
            {
                "name": "Visitor X",
                "user_id": cls.agent.id,
                "resource_calendar_id": cls.calendar.id,
                "parent_id": cls.env["hr.employee"]
                .create({"name": "Leader X", "user_id": cls.leader.id})
                .id,
            }
        )
        cls.visited = cls._create_promise("visited_x")
        cls.visit_rule = cls._create_rule(
            model_id=cls.env["ir.model"]._get_id("test.deadline.visit"),
            name="Visited",
            promise_id=cls.visited.id,
            stop_domain="[('done_on', '!=', False)]",
            limit=4,
        )

    def _visit(self, **values):
        visit = self.env["test.deadline.visit"].create(
            {"visitor_id": self.visitor.id, **values}
        )
        self.env.flush_all()
        return visit

    # --- the second model -------------------------------------------------------------

    @freeze_time(MONDAY)
    def test_a_model_with_next_to_nothing_has_promises(self):
        visit = self._visit()
        deadline = self._deadlines(visit)
        self.assertEqual(deadline.rule_id, self.visit_rule)
        self.assertEqual(deadline.due_at, Datetime.to_datetime("2026-03-02 14:00:00"))
        self.assertEqual(deadline.user_id, self.agent)
        self.assertEqual(deadline.calendar_id, self.calendar)
        self.assertEqual(deadline.company_id, self.company)
        visit.done_on = Datetime.now()
        self.assertEqual(self._deadlines(visit).state, "met")
        self.assertReplays(deadline)

    def test_steps_tell_the_people_that_the_model_names(self):
        for role in ("assignee", "manager_chain"):
            self._create_step(self.visit_rule, role=role, delay=0, name=role)
        with freeze_time(MONDAY):
            visit = self._visit()
        with freeze_time("2026-03-02 14:00:00"):
            self._run()
        todos = self.env["mail.activity"].search(
            [("res_model", "=", visit._name), ("res_id", "=", visit.id)]
        )
        self.assertEqual(todos.user_id, self.agent + self.leader)

    @freeze_time(MONDAY)
    def test_its_promise_explains_itself(self):
        deadline = self._deadlines(self._visit())
        texts = [line["text"] for line in deadline.explain()]
        self.assertEqual(texts[0], "Visited_X within 4 working hours (TP)")
        self.assertIn("Due Mon, Mar 2, 14:00", texts)

    @freeze_time(MONDAY)
    def test_its_strip_shows_what_the_widget_needs(self):
        (item,) = self._visit().deadline_strip
        self.assertEqual(item["promise"], "visited_x")
        self.assertEqual(item["state"], "running")
        self.assertEqual(item["due"], "2026-03-02 14:00:00")
        self.assertFalse(item["can_stop"])

    @freeze_time(MONDAY)
    def test_by_hand(self):
        self.visit_rule.allow_manual_stop = True
        visit = self._visit()
        visit.action_deadline_pause()
        deadline = self._deadlines(visit)
        deadline.action_stop("Met in the street")
        self.assertEqual(deadline.state, "met")
        self.assertEqual(visit.next_deadline_state, "none")

    def test_its_promises_go_with_it(self):
        visit = self._visit()
        deadline = self._deadlines(visit)
        visit.unlink()
        self.assertFalse(deadline.exists())

    def test_promises_are_dropped_when_the_model_has_none_any_more(self):
        with freeze_time(MONDAY):
            deadline = self._deadlines(self._visit())
        others = patch.object(
            type(deadline), "_deadline_models", lambda model: ["test.deadline.request"]
        )
        with freeze_time("2026-03-02 14:00:01"), others:
            self._run()
        self.assertFalse(deadline.is_open)
        self.assertEqual(deadline.event_ids[-1].reason, "gone")

    # --- both at once -----------------------------------------------------------------

    def test_rules_speak_of_the_records_of_their_model_only(self):
        rule = self._create_rule()
        with freeze_time(MONDAY):
            visit, request = self._visit(), self._create_request()
        self.assertEqual(self._deadlines(visit).rule_id, self.visit_rule)
        self.assertEqual(self._deadlines(request).rule_id, rule)

    def test_one_run_serves_both(self):
        self._create_rule(limit=4)
        with freeze_time(MONDAY):
            records = (self._visit(), self._create_request())
        with freeze_time("2026-03-02 14:00:01"):
            self.assertEqual(len(self._run()), 2)
        for record in records:
            self.assertEqual(self._deadlines(record).state, "breached")

    def test_the_model_of_a_rule_is_chosen_from_those_with_promises(self):
        models = self.env["service.deadline"]._deadline_models()
        self.assertLessEqual(
            {"test.deadline.request", "test.deadline.visit"}, {*models}
        )
        rules = self.env["service.deadline.rule"]
        domain = rules.fields_get(["model_id"])["model_id"]["domain"]
        offered = self.env["ir.model"].search(domain)
        self.assertEqual(set(offered.mapped("model")), set(models))
        manager = self._create_user(
            "manager_x", "service_policy.service_policy_group_manager"
        )
        with Form(rules.with_user(manager)) as form:
            form.name = "Visited at once"
            form.policy_id = self.policy
            form.promise_id = self.visited
            form.model_id = self.env["ir.model"]._get("test.deadline.visit")
            form.stop_domain = "[('done_on', '!=', False)]"
        self.assertEqual(form.record.model_name, "test.deadline.visit")

    def test_sm_4_1_the_standards_are_those_of_both(self):
        rule = self._create_rule(name="Solved", public=True, unit="day", limit=3)
        self.visit_rule.public = True
        standards = self.env["service.standards"]._of_company(self.company)
        found = {standard["rule"]: standard for standard in standards}
        self.assertEqual(set(found), {rule, self.visit_rule})
        self.assertEqual(found[rule]["figure"], "3 working days")
        self.assertEqual(found[self.visit_rule]["figure"], "4 hours")
        self.assertFalse(found[self.visit_rule]["subjects"], "one kind of visit")

    def test_sm_4_1_the_standards_tell_apart_what_a_model_tells_apart(self):
        rule = self._create_rule(domain="[('severity', '=', 'major')]", public=True)
        subjects = [(name, {"severity": name}) for name in ("general", "major")]
        requests = type(self.env["test.deadline.request"])
        with patch.object(requests, "_deadline_subjects", lambda model: subjects):
            (standard,) = self.env["service.standards"]._of_company(self.company)
        self.assertEqual(standard["rule"], rule)
        self.assertEqual(standard["subjects"], ["major"])

    def test_who_may_read_the_record_may_read_its_promises(self):
        reader = self._create_user("reader_x")
        with freeze_time(MONDAY):
            deadline = self._deadlines(self._visit())
        self.assertTrue(deadline.with_user(reader).res_name)
        self.env["ir.rule"].create(
            {
                "name": "Nobody",
                "model_id": self.env["ir.model"]._get_id("test.deadline.visit"),
                "domain_force": "[(0, '=', 1)]",
            }
        )
        found = self.env["service.deadline"].with_user(reader)
        self.assertFalse(found.search([("id", "=", deadline.id)]))

    # --- loading ----------------------------------------------------------------------

    def test_a_model_that_does_not_name_its_people_does_not_load(self):
        visits = self.env["test.deadline.visit"]
        base = ServiceDeadlineMixin._deadline_user
        with (
            patch.object(type(visits), "_deadline_user", base),
            self.assertRaisesRegex(
                TypeError, "test.deadline.visit .* define _deadline_user[.]"
            ),
        ):
            visits._register_hook()
        visits._register_hook()

    def test_the_mixin_goes_first(self):
        """A chatter of its own is no obstacle, and the mixin's methods go before it."""
        order = type(self.env["test.deadline.request"]).__mro__
        thread = next(cls for cls in order if cls.__name__ == "MailThread")
        self.assertLess(order.index(ServiceDeadlineMixin), order.index(thread))

    def test_a_customer_answered_keeps_the_promise(self):
        """What the mixin adds to the chatter of a model that lists it itself."""
        rule = self._create_rule(stop_mode="reply", stop_domain="[]", limit=1)
        with freeze_time(MONDAY):
            request = self._create_request()
            request.with_user(self.agent).message_post(
                body="We are on it.",
                message_type="comment",
                partner_ids=request.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        deadline = self._deadlines(request)
        self.assertEqual((deadline.rule_id, deadline.state), (rule, "met"))

    def test_special_days_of_the_company_move_both(self):
        self._create_rule()
        with freeze_time("2026-03-06 15:00:00"):
            records = (self._visit(), self._create_request())
            due = [self._deadlines(record).due_at for record in records]
            self.env["resource.special.day"].create(
                {
                    "name": "Day off",
                    "date": "2026-03-09",
                    "kind": "holiday",
                    "company_id": self.company.id,
                }
            )
            self._run()
        for record, before in zip(records, due, strict=True):
            self.assertGreater(self._deadlines(record).due_at, before)

    def test_no_two_fields_have_the_same_label(self):
        for name in ("test.deadline.request", "test.deadline.visit"):
            mixin = self.env["service.deadline.mixin"]._fields
            labels = {}
            for field in self.env[name]._fields.values():
                labels.setdefault(field.string, []).append(field.name)
            doubled = [
                names
                for names in labels.values()
                if len(names) > 1 and "deadline" in " ".join(mixin.keys() & set(names))
            ]
            self.assertFalse(doubled)

    def test_a_field_that_somebody_has_added_can_be_deleted_again(self):
        """As in Studio: promises follow it while it is there."""
        field = self.env["ir.model.fields"].create(
            {
                "name": "x_floor",
                "field_description": "Floor",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "ttype": "integer",
                "state": "manual",
            }
        )
        requests = self.env["test.deadline.request"]
        self.assertIn("x_floor", requests._deadline_depends_fields())
        self._create_rule(domain="[('priority', '=', '1')]")
        with freeze_time(MONDAY):
            request = self._create_request(x_floor=3)
            field.name = "x_storey"
            request.x_storey = 4
            self.env.flush_all()
            field.unlink()
            self.assertNotIn("x_storey", request._fields)
            request.name = "Touched"
            self.assertEqual(self._deadlines(request).state, "running")
            self.assertTrue(self._create_request())
