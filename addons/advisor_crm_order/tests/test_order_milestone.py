from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderMilestone(OrderCase):
    """Orders are followed to their end, each step by a day."""

    def _step(self, milestone, step, day, **values):
        wizard = self.env["order.milestone.step"].with_user(milestone.env.user)
        return wizard.create(
            {"milestone_id": milestone.id, "step": step, "day": day} | values
        )

    def test_sa_2_3_a_confirmed_order_has_milestones_with_promised_days(self):
        order = self._followed()
        self.assertEqual(order.watch_state, "planned")
        self.assertEqual(order.watch_user_id, self.advisor)
        self.assertEqual(
            [
                (one.kind_id.code, one.date_promised, one.state)
                for one in order.order_milestone_ids.sorted("sequence")
            ],
            [
                ("confirmed", date(2026, 3, 2), "done"),
                ("produced", date(2026, 3, 10), "open"),
                ("shipped", date(2026, 3, 11), "open"),
                ("arrived", date(2026, 3, 12), "open"),
                ("followed_up", date(2026, 3, 15), "open"),
            ],
        )

    def test_sa_2_3_each_milestone_is_promised_under_the_engine(self):
        order = self._followed()
        shipped = self._milestone(order, "shipped")
        promise = shipped.sudo().deadline_ids
        self.assertEqual(promise.promise_id.code, "order_reached")
        self.assertEqual(promise.due_at, shipped.due_at)
        self.assertEqual(promise.due_at.date(), date(2026, 3, 11))
        self._go("2026-03-11 03:00:00")
        shipped.action_reach()
        self.env.flush_all()
        self.assertEqual(promise.state, "met")

    def test_sa_2_3_a_late_milestone_is_a_broken_promise(self):
        order = self._followed()
        promise = self._milestone(order, "produced").sudo().deadline_ids
        self._go("2026-03-11 03:00:00")
        job = self.env.ref("service_deadline.ir_cron_deadline_engine")
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(promise.state, "breached")
        self.assertTrue(self._milestone(order, "produced").is_late)
        rows = self.env["advisor.day"].with_user(self.advisor)._part_orders()["rows"]
        self.assertEqual(rows[0]["tone"], "danger")

    def test_reached_with_what_comes_before(self):
        order = self._followed()
        self._go("2026-03-12 03:00:00")
        self._milestone(order, "arrived").action_reach()
        states = {one.kind_id.code: one.state for one in order.order_milestone_ids}
        self.assertEqual(states["shipped"], "done")
        self.assertEqual(states["followed_up"], "open")
        self.assertTrue(order.arrived_at)
        with self.assertRaisesRegex(UserError, "over already"):
            self._milestone(order, "arrived").action_reach()

    def test_another_day_moves_what_comes_after(self):
        order = self._followed()
        shipped = self._milestone(order, "shipped")
        self._step(shipped, "move", "2026-03-16").action_apply()
        self.assertEqual(shipped.date_expected, date(2026, 3, 16))
        self.assertEqual(shipped.date_promised, date(2026, 3, 11))
        self.assertTrue(shipped.is_delayed)
        arrived = self._milestone(order, "arrived")
        self.assertEqual(arrived.date_expected, date(2026, 3, 17))
        follow_up = self._milestone(order, "followed_up")
        self.assertEqual(follow_up.date_promised, date(2026, 3, 20))
        produced = self._milestone(order, "produced")
        self.assertEqual(produced.date_expected, date(2026, 3, 10))

    def test_days_in_the_past_and_in_the_future(self):
        order = self._followed()
        shipped = self._milestone(order, "shipped")
        with self.assertRaisesRegex(UserError, "is over"):
            self._step(shipped, "move", "2026-03-01").action_apply()
        for day in ("2026-03-03", "2026-02-27"):
            with (
                self.subTest(day=day),
                self.assertRaisesRegex(UserError, "until today"),
            ):
                self._step(shipped, "reach", day).action_apply()
        with self.assertRaisesRegex(UserError, "nothing to undo"):
            self._step(shipped, "reopen", "2026-03-11").action_apply()

    def test_not_reached_after_all(self):
        order = self._followed()
        self._go("2026-03-12 03:00:00")
        arrived = self._milestone(order, "arrived")
        arrived.action_reach()
        self._step(arrived, "reopen", "2026-03-13").action_apply()
        self.assertEqual((arrived.state, arrived.date_done), ("open", False))
        self.assertFalse(order.arrived_at)
        self.env.flush_all()
        self.assertTrue(arrived.sudo().deadline_ids.filtered("is_open"))

    def test_a_new_delivery_date_moves_the_milestones(self):
        order = self._followed()
        order.commitment_date = "2026-03-19 08:00:00"
        self.assertEqual(
            self._milestone(order, "arrived").date_expected, date(2026, 3, 19)
        )

    def test_sa_2_3_milestones_are_counted_in_working_days_where_the_plan_says_so(self):
        """Of the days before Thursday the 12th, Tuesday is a holiday; Saturday the 14th
        is a make-up day."""
        self.env["resource.special.day"].create(
            [
                {
                    "name": name,
                    "date": day,
                    "kind": kind,
                    "company_id": self.company.id,
                }
                for name, day, kind in (
                    ("Holiday", "2026-03-10", "holiday"),
                    ("Make-up day", "2026-03-14", "working"),
                )
            ]
        )
        plan = self.env.ref("advisor_crm_order.order_milestone_plan_goods")
        plan.line_ids.clock = "working"
        order = self._followed()
        self.assertEqual(
            [one.date_promised for one in order.order_milestone_ids.sorted("sequence")],
            [
                date(2026, 3, 2),
                date(2026, 3, 9),
                date(2026, 3, 11),
                date(2026, 3, 12),
                date(2026, 3, 16),
            ],
        )
        shipped = self._milestone(order, "shipped")
        self._step(shipped, "move", "2026-03-14").action_apply()
        arrived = self._milestone(order, "arrived")
        self.assertEqual(arrived.date_expected, date(2026, 3, 16))

    def test_plans_go_by_category_and_company(self):
        category = self.env["product.category"].create({"name": "Machines"})
        below = self.env["product.category"].create(
            {"name": "Presses", "parent_id": category.id}
        )
        plan = self.env["order.milestone.plan"].create(
            {
                "name": "Machines",
                "sequence": 1,
                "category_ids": category.ids,
                "line_ids": [
                    (0, 0, {"kind_id": kind.id, "anchor": "delivery"})
                    for kind in self.env["order.milestone.kind"].search([], limit=2)
                ],
            }
        )
        self.product.categ_id = below
        order = self._followed()
        self.assertEqual(len(order.order_milestone_ids), 2)
        plan.company_id = self.other_company
        order = self._followed()
        self.assertEqual(len(order.order_milestone_ids), 5)

    def test_orders_of_before_and_of_companies_that_do_not_follow(self):
        self.company.order_watch_since = "2026-03-02 01:00:01"
        order = self._followed()
        self.assertFalse(order.watch_state)
        self.company.order_watch_since = False
        order = self._followed()
        self.assertFalse(order.watch_state or order.order_milestone_ids)

    def test_without_a_delivery_date(self):
        self.product.type = "service"
        order = self._followed(commitment_date=False)
        self.assertEqual(
            self._milestone(order, "arrived").date_promised, date(2026, 3, 9)
        )

    @mute_logger("odoo.addons.advisor_crm_order.engine.planning")
    def test_one_order_that_cannot_be_planned_keeps_no_other_from_it(self):
        bad = self._confirm(self._create_order(commitment_date="2999-01-01 08:00:00"))
        good = self._confirm()
        self._run_job()
        self.assertEqual((bad.watch_state, good.watch_state), ("left", "planned"))
        self.assertFalse(bad.order_milestone_ids)
        self.assertIn("No milestones could be planned", bad.message_ids[0].body)

    def test_nobody_writes_days_or_states(self):
        milestone = self._milestone(self._followed(), "shipped")
        for values in (
            {"date_promised": "2026-06-01"},
            {"date_expected": "2026-06-01"},
            {"state": "done"},
            {"done_at": "2026-03-02 09:00:00"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                milestone.write(values)

    def test_an_order_that_is_deleted_takes_its_promises_along(self):
        order = self._followed()
        order._action_cancel()
        milestones = order.order_milestone_ids
        promises = milestones.sudo().deadline_ids
        self.assertTrue(promises)
        order.sudo().unlink()
        self.assertFalse((milestones | milestones).exists())
        self.assertFalse(promises.exists())
