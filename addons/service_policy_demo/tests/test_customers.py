from datetime import date, timedelta

from odoo.tests import TransactionCase, tagged

from ..story.orders import ORDERS, STEPS, Orders
from ..story.sales import Sales


@tagged("post_install", "-at_install")
class TestCustomersOfTheStory(TransactionCase):
    """Sixty customers move between tiers, and are served; some are in trouble."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.story = Sales(cls.env)
        cls.env = cls.story.env

    def _count(self, model, *domain):
        company = ("company_id", "=", self.story.company.id)
        return self.env[model].search_count([company, *domain])

    def test_customers_move_between_tiers_with_a_reason_each(self):
        periods = self.env["customer.standing.period"].search(
            [("company_id", "=", self.story.company.id)]
        )
        causes = set(periods.mapped("cause"))
        self.assertLessEqual({"first", "up", "down", "lock"}, causes)
        self.assertTrue(all(period.factors for period in periods))
        standings = self.env["customer.standing"].search(
            [("company_id", "=", self.story.company.id), ("tier_id", "!=", False)]
        )
        self.assertGreaterEqual(len(standings), 60)
        codes = {standing.tier_id.code for standing in standings}
        self.assertEqual(codes, {"important", "general", "potential"})
        self.assertTrue(standings.filtered("at_risk_until"))

    def test_nobody_outside_is_asked_about_companies_that_do_not_exist(self):
        leads = self.env["crm.lead"].search(
            [("company_id", "=", self.story.company.id)]
        )
        self.assertTrue(leads)
        self.assertTrue(all(lead.iap_enrich_done for lead in leads))

    def test_steps_of_an_order_follow_each_other_whatever_day_it_is(self):
        story = Orders(self.story.env)
        for later in range(14):
            story._day = date(2026, 3, 1) + timedelta(days=later)
            events = story._events()
            for number, (*_order, fate) in enumerate(ORDERS):
                with self.subTest(day=story._day, order=number):
                    steps = [step for _at, n, step in events if n == number]
                    steps = [step for step in steps if step != "work"]
                    self.assertEqual(steps, ["confirm", *STEPS.get(fate, {}).values()])

    def test_everybody_is_served_and_one_has_handed_over(self):
        self.assertGreaterEqual(
            self._count("advisor.assignment", ("date_to", "=", False)), 60
        )
        handover = self.env["advisor.handover"].search([("state", "=", "done")])
        self.assertTrue(handover.line_ids)
        left = ("user_id", "=", handover.user_id.id)
        self.assertFalse(
            self._count("advisor.assignment", left, ("date_to", "=", False))
        )

    def test_what_every_page_of_customers_shows_is_there(self):
        for model, domain in (
            ("service.contact.duty", [("state", "=", "done")]),
            ("service.contact.duty", [("state", "=", "missed")]),
            ("service.contact.duty", [("state", "=", "open")]),
            ("service.contact.note", []),
            ("service.contact.silence", []),
            ("customer.suggestion", [("state", "=", "new")]),
            ("customer.suggestion", [("state", "=", "passed")]),
            ("customer.suggestion", [("state", "=", "told")]),
            ("customer.file", []),
            ("customer.tier.run", []),
            ("customer.tier.trial", []),
            ("advisor.solution", [("state", "=", "agreed")]),
            ("advisor.solution", [("version", "=", 2), ("order_id", "!=", False)]),
            ("order.milestone", [("state", "=", "open")]),
            ("order.milestone", [("state", "=", "done")]),
            ("order.notice", [("state", "=", "failed")]),
            ("order.notice", [("state", "=", "sent")]),
            ("sale.order", [("check_state", "=", "owed")]),
            ("order.correction", [("reason_id", "=", False)]),
            ("service.action", [("order_problem_kind_id", "!=", False)]),
            ("crm.lead", [("enquiry_kind_id", "!=", False)]),
        ):
            with self.subTest(model=model, domain=domain):
                self.assertTrue(self._count(model, *domain))

    def test_sm_5_1_the_own_team_has_complaints_under_stricter_promises(self):
        team = self.story.ref("team", "key")
        tickets = self.env["helpdesk.ticket"].search([("team_id", "=", team.id)])
        self.assertGreaterEqual(len(tickets), 3)
        self.assertEqual(set(tickets.mapped("customer_tier_id.code")), {"important"})
        promises = self.env["service.deadline"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "in", tickets.ids)]
        )
        stricter = promises.filtered(lambda each: each.policy_id.code == "IMP")
        self.assertEqual(set(stricter.mapped("res_id")), set(tickets.ids))
        settled = tickets.filtered("closed")
        kept = stricter.filtered(lambda each: each.res_id in settled.ids)
        self.assertEqual(set(kept.mapped("state")), {"met"})

    def test_whoever_advises_has_a_day(self):
        user = self.story.ref("user", "advisor")
        parts = self.env["advisor.day"].with_user(user).sudo(False).get_day()["parts"]
        keys = {part["key"] for part in parts}
        self.assertLessEqual({"contacts", "promises"}, keys)
