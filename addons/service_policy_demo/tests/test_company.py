from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, freeze_time, tagged

from ..story.duty import Duty
from ..story.punches import Punches

DAY = timedelta(1)


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo company, as it was made when the add-on was installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.story = Duty(cls.env)
        cls.env = cls.story.env
        cls.desk = cls.story.ref("duty_post", "desk")

    def _count(self, model, *domain):
        company = ("company_id", "=", self.story.company.id)
        return self.env[model].search_count([company, *domain])

    def test_leave_over_a_duty_is_found_on_every_day_of_the_week(self):
        leaves = self.env["hr.leave"].with_context(active_test=False)
        slots = self.env["hr.duty.slot"].search([("post_id", "=", self.desk.id)])
        first = min(slots.mapped("date_start"))
        for number in range(7):
            today = fields.Datetime.to_string(first + number * DAY)
            with self.subTest(today=today), freeze_time(today):
                with self.env.cr.savepoint() as savepoint:
                    before = leaves.search_count([])
                    self.story.disturb(self.desk)
                    self.assertEqual(leaves.search_count([]), before + 1)
                    savepoint.rollback()
                self.env.invalidate_all()

    def test_only_the_last_punch_of_a_person_is_open_on_any_day(self):
        """Odoo takes no check-in of somebody who has not checked out."""
        punches = Punches(self.env)
        for number in range(40):
            today = fields.Datetime.to_string(fields.Datetime.now() + number * DAY)
            with self.subTest(today=today), freeze_time(today):
                made = punches.made_until_now({})
                last = {}
                for values in sorted(made, key=lambda values: values["check_in"]):
                    before = last.get(values["employee_id"], {"check_out": True})
                    self.assertTrue(before.get("check_out"))
                    last[values["employee_id"]] = values

    def test_no_promise_is_older_than_its_request(self):
        """What runs today began today, not on the first day of the story."""
        deadlines = self.env["service.deadline"].search(
            [("res_model", "=", "helpdesk.ticket"), ("is_open", "=", True)]
        )
        self.assertTrue(deadlines)
        for deadline in deadlines:
            ticket = self.env["helpdesk.ticket"].browse(deadline.res_id)
            self.assertGreaterEqual(
                deadline.started_at, ticket.registered_at, deadline.display_name
            )

    def test_thirty_people_have_months_of_days(self):
        self.assertEqual(len(self.story.employees), 30)
        verdicts = self.env["attendance.day"]._read_group(
            [("employee_id", "in", self.story.employees.ids)], ["verdict"], ["__count"]
        )
        counts = dict(verdicts)
        self.assertGreater(counts["present"], 3000)
        for verdict in ("late", "absent", "missing_out", "leave", "holiday"):
            with self.subTest(verdict=verdict):
                self.assertTrue(counts.get(verdict))

    def test_every_promise_has_ended_kept_or_broken(self):
        ended = self.env["service.deadline"]._read_group(
            [("company_id", "=", self.story.company.id)], ["state"], ["__count"]
        )
        counts = dict(ended)
        self.assertGreater(counts["met"], 100)
        self.assertGreater(counts["met_late"], 10)
        self.assertGreater(self.env["service.callback"].search_count([]), 30)
        self.assertGreater(
            self.env["service.rating"].search_count([("state", "=", "done")]), 30
        )

    def test_four_promises_of_five_about_requests_are_kept(self):
        """As the guide of the demo says: an answer that left in time is one."""
        ended = self.env["service.deadline"]._read_group(
            [
                ("company_id", "=", self.story.company.id),
                ("res_model", "=", "helpdesk.ticket"),
                ("has_verdict", "=", True),
                ("started_at", "<", self.story.today.replace(day=1)),
            ],
            ["state"],
            ["__count"],
        )
        counts = dict(ended)
        kept = counts["met"] / sum(counts.values())
        self.assertAlmostEqual(kept, 0.8, delta=0.05, msg=counts)

    def test_what_was_answered_was_answered_at_that_time(self):
        """No answer is as old as the demo, or older than its request."""
        answered = self.env["service.handling"].search(
            [
                ("company_id", "=", self.story.company.id),
                ("first_answer_at", "!=", False),
            ]
        )
        self.assertGreater(len(answered), 30)
        for handling in answered:
            waited = handling.first_answer_at - handling.started_at
            with self.subTest(ticket=handling.ticket_id.display_name):
                self.assertGreaterEqual(waited, 0 * DAY)
                self.assertLess(waited, 7 * DAY)

    def test_customers_see_nothing_of_another_company(self):
        teams = self.env["helpdesk.ticket.team"].search([("show_in_portal", "=", True)])
        self.assertEqual(teams.company_id, self.story.company)
        self.assertEqual(self.story.company.name, "Riverside Plaza")

    def test_five_months_are_closed_and_one_is_audited(self):
        states = self.env["attendance.period"].search(
            [("company_id", "=", self.story.company.id)], order="month"
        )
        self.assertEqual(states.mapped("state")[:6], ["closed"] * 5 + ["audit"])
        self.assertTrue(self._count("attendance.pay.item"))

    def test_everything_that_waits_or_was_decided_is_there(self):
        for model, domain in (
            ("attendance.overtime", [("state", "=", "approved")]),
            ("attendance.overtime", [("state", "=", "submitted")]),
            ("attendance.excuse", [("state", "=", "approved")]),
            ("attendance.correction", [("state", "=", "approved")]),
            ("attendance.adjustment", []),
            ("attendance.award.exclusion", []),
            ("attendance.streak", []),
            ("attendance.objection", [("state", "=", "open")]),
            ("attendance.objection", [("state", "=", "declined")]),
            ("attendance.objection", [("state", "=", "upheld")]),
            ("attendance.period.question", [("state", "=", "asked")]),
            ("attendance.period.question", [("state", "=", "answered")]),
            ("attendance.talk", []),
            ("attendance.acknowledgement", [("confirmed_at", "=", False)]),
            ("attendance.policy", [("state", "=", "draft")]),
            ("hr.duty.swap", [("state", "=", "agreed")]),
            ("hr.duty.slot", [("state", "=", "gap")]),
            ("hr.duty.slot", [("state", "=", "done")]),
            ("hr.duty.problem", [("state", "=", "open")]),
            ("hr.duty.problem", [("state", "=", "settled")]),
            ("hr.duty.evaluation", [("state", "=", "draft")]),
            ("hr.duty.evaluation", [("result", "=", "guidance")]),
            ("hr.training", [("is_overdue", "=", True)]),
            ("hr.training", [("state", "=", "done")]),
            ("hr.training", [("change_id", "!=", False)]),
        ):
            with self.subTest(model=model, domain=domain):
                self.assertTrue(self._count(model, *domain))

    def test_words_of_the_story_are_translated(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "service_policy_demo")]
        )._update_translations(["zh_CN"])
        desk = self.desk.with_context(lang="zh_CN")
        self.assertEqual(desk.name, "服务台晚间值班")

    def test_the_policies_are_in_force_clause_by_clause_and_one_is_to_change(self):
        versions = self.env["service.policy.version"].search([])
        clauses = versions.filtered(lambda v: v.state == "published").clause_ids
        self.assertEqual(len(clauses), 96)
        self.assertEqual(
            set(clauses.policy_id.mapped("code")), {"SM", "SA", "CS", "CM"}
        )
        drifts = self.env["service.policy.drift"].search([("state", "=", "open")])
        self.assertEqual(drifts.version_id.state, "draft", "nothing else differs")
        self.assertEqual(set(drifts.mapped("number")), {"CM-2.1"})
        draft = drifts.version_id
        self.assertIn("CM-2.1", " ".join(draft._changes()))

    def test_people_of_the_story_log_in(self):
        for login in (
            "pm",
            "hr",
            "leader",
            "depthead",
            "prophead",
            "agent",
            "staff",
            "guard",
        ):
            with self.subTest(login=login):
                user = self.env["res.users"].search([("login", "=", login)])
                self.assertEqual(user.company_id, self.story.company)
                credential = {"login": login, "password": login, "type": "password"}
                user.with_user(user)._check_credentials(
                    credential, {"interactive": True}
                )
