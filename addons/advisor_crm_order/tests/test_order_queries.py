from odoo.tests import tagged

from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderQueries(OrderCase):
    """What is done for many orders takes no more queries than for few."""

    def _queries(self, function, *arguments):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*arguments)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _prepared(self):
        order = self._create_order()
        self._check(order).action_check()
        return order

    def test_a_confirmation_takes_at_most_two_queries_more(self):
        """Of several the cheapest, as each may be the first to fill a cache."""
        orders = [self._prepared() for _one in range(6)]
        ours = min(self._queries(order.action_confirm) for order in orders[:3])
        self.company.write({"order_check_active": False, "order_watch_since": False})
        plain = min(self._queries(order.action_confirm) for order in orders[3:])
        self.assertLessEqual(ours - plain, 2)

    def test_planning_takes_as_many_queries_for_many_as_for_few(self):
        for count in (2, 2, 12):
            for _one in range(count):
                self._prepared().action_confirm()
            self.env.flush_all()
            orders = self.env["sale.order"].sudo()
            orders = orders.search(
                [("watch_state", "=", False), ("state", "=", "sale")]
            )
            orders = orders.filtered(lambda one: one.company_id == self.company)
            self.assertEqual(len(orders), count)
            used = self._queries(self._plan, orders)
            if count == 2:
                few = used
        self.assertLessEqual(used, few + 4)

    def _plan(self, orders):
        from ..engine.planning import plan_orders

        plan_orders(orders)
