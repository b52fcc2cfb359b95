from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import TierRequestCase


@tagged("post_install", "-at_install")
class TestRequestAccess(TierRequestCase):
    """Advisors read the requests of their customers, and of no one else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.env["res.partner"].create({"name": "Foreign"})
        cls._serve()
        cls._serve(cls.stranger, cls.foreign)
        cls.lead = new_test_user(
            cls.env, "leader_of_advisors", groups="advisor_crm.group_leader"
        )
        cls.boss = new_test_user(
            cls.env, "manager_of_customers", groups="advisor_crm.group_manager"
        )
        cls.clerk = new_test_user(cls.env, "clerk_x", groups="base.group_user")
        leader = cls._create_employee(cls.lead)
        cls._create_employee(cls.advisor, leader)
        cls.tickets = {
            "own": cls._create_ticket(),
            "foreign": cls._create_ticket(partner_id=cls.foreign.id),
        }

    def _seen(self, user):
        model = self.env["helpdesk.ticket"].with_user(user)
        seen = set()
        for key, ticket in self.tickets.items():
            found = bool(model.search([("id", "=", ticket.id)]))
            self.assertEqual(found, ticket.with_user(user).has_access("read"))
            groups = model._read_group([("id", "=", ticket.id)], [], ["__count"])
            self.assertEqual(bool(groups[0][0]), found)
            if found:
                seen.add(key)
        return seen

    def test_sa_2_4_who_reads_which_requests(self):
        for user, expected in (
            (self.advisor, {"own"}),
            (self.stranger, {"foreign"}),
            (self.lead, {"own"}),
            (self.boss, {"own", "foreign"}),
            (self.clerk, set()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user), expected)

    def test_advisors_write_no_requests(self):
        ticket = self.tickets["own"].with_user(self.advisor)
        for operation in ("write", "create", "unlink"):
            self.assertFalse(ticket.has_access(operation))
        with self.assertRaises(AccessError):
            ticket.write({"name": "Mine"})

    def test_who_no_longer_serves_reads_nothing_more(self):
        self._serve(self.stranger)
        self.env.flush_all()
        self.assertEqual(self._seen(self.advisor), set())
        self.assertEqual(self._seen(self.stranger), {"own", "foreign"})

    def test_companies_stay_apart(self):
        other = self.env["res.company"].create({"name": "Other X"})
        self.advisor.company_ids |= other
        ticket = self._create_ticket(company_id=other.id, team_id=False)
        mine = self.env["helpdesk.ticket"].with_user(self.advisor)
        mine = mine.with_context(allowed_company_ids=[self.company.id, other.id])
        self.assertFalse(mine.search([("id", "=", ticket.id)]))
        self._serve(company=other)
        self.assertTrue(mine.search([("id", "=", ticket.id)]))

    def test_an_advisor_opens_the_form(self):
        form = Form(self.tickets["own"].with_user(self.advisor))
        self.assertEqual(form.customer_advisor_id, self.advisor)

    def test_agents_read_tier_and_advisor(self):
        ticket = self.tickets["own"].with_user(self.agent)
        [values] = ticket.read(["customer_tier_id", "customer_advisor_id"])
        self.assertEqual(values["customer_advisor_id"][0], self.advisor.id)

    def test_customers_learn_nothing_of_tiers(self):
        customer = new_test_user(
            self.env,
            "portal_of_requests",
            groups="base.group_portal",
            partner_id=self.customer.id,
        )
        ticket = self.tickets["own"].with_user(customer)
        self.assertTrue(ticket.has_access("read"))
        for name in (
            "customer_tier_id",
            "customer_tier_code",
            "customer_advisor_id",
            "told_advisor_id",
            "in_my_care",
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                ticket.read([name])
