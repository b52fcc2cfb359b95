from odoo.tests import tagged

from .common import TierRequestCase

MANY = 100


@tagged("post_install", "-at_install")
class TestRequestQueries(TierRequestCase):
    """Tiers and advisors of a hundred requests take as many queries as those of one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._promote()
        cls._serve()
        cls.plain = cls.env["res.partner"].create({"name": "Plain"})

    def _queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _create(self, partner, number):
        kind = self.env.ref("service_management.ticket_type_enquiry")
        return self.env["helpdesk.ticket"].create(
            [
                {
                    "name": f"Request {each}",
                    "description": "x",
                    "partner_id": partner.id,
                    "team_id": self.team.id,
                    "type_id": kind.id,
                }
                for each in range(number)
            ]
        )

    def test_a_hundred_requests_of_an_important_customer(self):
        """Beside what the same requests of anybody take."""
        self._queries(lambda: self._create(self.plain, 2))
        self._queries(lambda: self._create(self.customer, 2))
        plain = self._queries(lambda: self._create(self.plain, MANY))
        ours = self._queries(lambda: self._create(self.customer, MANY))
        self.assertLessEqual(ours - plain, 10)

    def test_the_strategies_are_asked_for_once(self):
        vals = [{"partner_id": self.customer.id} for _each in range(MANY)]
        tickets = self.env["helpdesk.ticket"]
        used = self._queries(lambda: tickets._follow_strategies(vals))
        self.assertLessEqual(used, 8)
        self.assertEqual({each["team_id"] for each in vals}, {self.own_team.id})

    def test_advisors_of_many_are_told_at_once(self):
        kind = self.env.ref("service_management.ticket_type_complaint")
        for number in (5, MANY):
            tickets = self._create(self.customer, number)
            tickets.sudo().write({"type_id": kind.id, "told_advisor_id": False})
            self.env.flush_all()
            before = len(self._told(self.advisor))
            tickets.sudo().told_advisor_id = False
            tickets._tell_advisors()
            self.assertEqual(len(self._told(self.advisor)), before + 1)

    def test_the_day_and_the_list_cost_the_same_for_many(self):
        counts = []
        for number in (2, 11):
            self._create(self.customer, number)
            day = self.env["advisor.day"].with_user(self.advisor)
            counts.append(self._queries(day._part_requests))
        self.assertLessEqual(counts[1], counts[0] + 2)
        tickets = self.env["helpdesk.ticket"].search(
            [("partner_id", "=", self.customer.id)]
        )
        few = self._queries(lambda: tickets[:2].mapped("customer_advisor_id"))
        many = self._queries(lambda: tickets.mapped("customer_advisor_id"))
        self.assertLessEqual(many, few)
