from odoo.tests import HttpCase, tagged

from .common import OrderCase


class OrderTourCase(OrderCase, HttpCase):
    """An advisor's work on an order, by hand."""

    def _tour(self, order, tour):
        self.env.flush_all()
        url = f"/odoo/action-sale.action_quotations_with_onboarding/{order.id}"
        self.start_tour(url, tour, login=self.advisor.login)
        self.env.invalidate_all()


class OrderTours:
    """The tours, whatever the screen."""

    def test_checked_and_confirmed_with_three_presses(self):
        order = self._create_order()
        self._tour(order, "advisor_crm_order_check")
        self.assertEqual((order.state, order.check_state), ("sale", "checked"))

    def test_another_day_and_reached(self):
        order = self._followed()
        self._tour(order, "advisor_crm_order_follow")
        states = {one.kind_id.code: one.state for one in order.order_milestone_ids}
        self.assertEqual(states["produced"], "done")
        shipped = self._milestone(order, "shipped")
        self.assertEqual(str(shipped.date_expected), "2030-12-31")


@tagged("post_install", "-at_install")
class TestOrderToursAtADesk(OrderTours, OrderTourCase):
    """With a mouse."""

    allow_inherited_tests_method = True

    def test_a_problem_is_reported(self):
        order = self._followed()
        self._tour(order, "advisor_crm_order_problem")
        self.assertEqual(order.service_action_count, 1)


@tagged("post_install", "-at_install")
class TestOrderToursOnAPhone(OrderTours, OrderTourCase):
    """With a finger."""

    allow_inherited_tests_method = True
    browser_size = "390x844"
    touch_enabled = True
