"""Orders on their way to the customer, and what came between."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from odoo.addons.advisor_crm_order.engine.days import today_of
from odoo.addons.advisor_crm_order.engine.news import due_notices, tell
from odoo.addons.advisor_crm_order.engine.planning import orders_to_plan, plan_each

from . import buyers
from .sales import SELLERS, Clocked

#: (customer, days since the confirmation, product, pieces, how it went)
ORDERS = (
    (0, 16, "boxes", 120, "arrived"),
    (1, 15, "cards", 60, "arrived"),
    (2, 11, "boxes", 90, "late"),
    (3, 9, "boxes", 200, "untold"),
    (4, 8, "cards", 80, "later"),
    (6, 7, "boxes", 150, "problem"),
    (8, 6, "cards", 40, "shipped"),
    (11, 3, "boxes", 60, "changed"),
    (12, 2, "cards", 30, ""),
    (13, 1, "boxes", 75, "owed"),
)
#: What is done so many days after the confirmation.
STEPS = {
    "arrived": {4: "produced", 5: "shipped", 7: "arrived"},
    "late": {5: "produced"},
    "later": {4: "later"},
    "problem": {4: "problem"},
    "changed": {1: "changed"},
    "shipped": {3: "produced", 4: "shipped"},
}
DELIVERED_AFTER = 7
LATER = "仓库盘点，晚三天发货。"
PROBLEM = "Twenty boxes are dented; the supplier sends others."


class Orders(Clocked):
    """Ten orders of the last weeks: checked, followed, told; some are in trouble."""

    def take_steps(self):
        self.company.write(
            {
                "order_watch_since": self.ago(25),
                "order_news_minutes": 15,
                "order_check_active": True,
            }
        )
        orders = {}
        for moment, number, step in self._events():
            self.go(moment)
            if step == "confirm":
                orders[number] = self._confirm(*ORDERS[number])
            elif step != "work":
                getattr(self, f"_{step}", self._reach)(orders[number], step)
            self._work()

    def _events(self):
        """Every step, and the round of the job after it, in the order of time.

        Steps of a weekend are taken on the Friday before, the earlier one first.
        """
        events = []
        for number, (_customer, days, *_goods, fate) in enumerate(ORDERS):
            steps = {0: "confirm"} | STEPS.get(fate, {})
            for after, step in steps.items():
                moment = self.ago(days - after, 9 * 60 + 30 + number)
                events.append((moment, number, after, step))
                events.append((moment + timedelta(minutes=20), number, after, "work"))
        return [(moment, number, step) for moment, number, _, step in sorted(events)]

    def _confirm(self, customer, _days, product, pieces, fate):
        partner = self.buyer(customer)
        row = self.env["advisor.assignment"]._advisors_of(partner, self.company)
        user = row[partner.id].user_id or self.ref("user", SELLERS[0])
        order = self.env["sale.order"].with_user(user).sudo()
        line = {
            "product_id": self.ref("product", product).id,
            "product_uom_qty": pieces,
            "price_unit": buyers.PRODUCTS[product][1],
            "tax_ids": [Command.clear()],
        }
        order = order.create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "team_id": self.ref("team", "customers").id,
                "user_id": user.id,
                "pricelist_id": False,
                "commitment_date": fields.Datetime.now()
                + timedelta(days=DELIVERED_AFTER),
                "order_line": [Command.create(line)],
            }
        )
        if fate != "owed":
            order._note_check("checked")
        order.action_confirm()
        return order

    def _work(self):
        """What the job does every ten minutes."""
        while planned := orders_to_plan(self.env, 100):
            plan_each(planned)
        while due := due_notices(self.env, 1):
            for order, notices in due.items():
                tell(order, notices)

    def _milestone(self, order, code):
        found = order.order_milestone_ids.filtered(lambda one: one.kind_id.code == code)
        return found.with_user(order.user_id).sudo()

    def _reach(self, order, code):
        self._milestone(order, code).action_reach()

    def _later(self, order, _step):
        day = today_of(self.company) + timedelta(days=6)
        self._milestone(order, "shipped")._move(day, LATER)

    def _changed(self, order, _step):
        """Why is not said yet."""
        line = order.order_line[:1]
        line.product_uom_qty += 10

    def _problem(self, order, _step):
        report = self.env["order.problem.report"].with_user(order.user_id).sudo()
        report = report.create(
            {
                "order_id": order.id,
                "kind_id": self.env.ref(
                    "advisor_crm_order.order_problem_kind_quality"
                ).id,
                "text": PROBLEM,
            }
        )
        report.action_report()
