from odoo.tests import tagged

from ..engine.planning import plan_customers
from ..engine.sending import due_greetings, send_each
from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareQueries(CareCase):
    """What is done for many customers takes no more queries than for few."""

    def _queries(self, function, *arguments):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*arguments)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _customers(self, name, count):
        """Customers with a birthday and both consents; nothing is planned yet."""
        self.company.care_active = False
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"{name} {number}",
                    "email": f"{name}{number}@customer.example",
                    "phone": f"+86138{number:08}",
                }
                for number in range(count)
            ]
        )
        self.env["customer.standing"].sudo().create(
            [
                {
                    "partner_id": customer.id,
                    "company_id": self.company.id,
                    "tier_id": self.important.id,
                }
                for customer in customers
            ]
        )
        self.env["advisor.assignment"]._assign(
            self.company,
            [(each.id, self.advisor.id, None, {"why": "hand"}) for each in customers],
        )
        for each in customers:
            self._create_day(each, 3, 10)
            self._consent(each, "mail")
        self.company.care_active = True
        return customers.sudo()

    def test_planning_takes_as_many_queries_for_many_as_for_few(self):
        self.birthday.with_gift = True
        self.strategy.write({"care_gift_id": self.tea.id, "care_gift_cap": 100})
        company = self.company.sudo()
        used = []
        for number, count in enumerate((10, 10, 100)):
            customers = self._customers(f"P{number}", count)
            used.append(self._queries(plan_customers, company, customers))
            greetings = self.env["customer.care.greeting"].search(
                [("partner_id", "in", customers.ids)]
            )
            self.assertEqual(len(greetings), count)
        self.assertLessEqual(used[2], used[1] + 4)
        again = self._queries(plan_customers, company, customers)
        self.assertLessEqual(again, used[1])

    def test_sending_takes_few_queries_for_each(self):
        used = []
        for number, count in enumerate((5, 5, 25)):
            self.frozen.move_to("2026-03-02 01:30:00")
            customers = self._customers(f"S{number}", count)
            plan_customers(self.company.sudo(), customers)
            self._go("2026-03-10 01:30:00")
            due = due_greetings(self.env, 50)
            due = due.filtered(lambda one, of=customers: one.partner_id in of)
            self.assertEqual(len(due), count)
            used.append(self._queries(send_each, due))
            self.assertEqual(set(due.mapped("state")), {"sent"})
        each = (used[2] - used[1]) / 20
        self.assertLessEqual(each, 1, "the outbox looks at each message by itself")
