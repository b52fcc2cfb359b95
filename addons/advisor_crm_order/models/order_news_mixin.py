from odoo import models
from odoo.tools import format_date

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC


class OrderNewsMixin(models.AbstractModel):
    """What the customer of an order hears and sees of it (SA-2.3).

    A part of the order: it has no other users, and lies in a model of its own so that
    one can read it alone. Named before ``sale.order`` in ``_inherit``.
    """

    _name = "order.news.mixin"
    _description = "Order of Which the Customer Is Told"

    def _send_order_notification_mail(self, mail_template, allow_deferred_sending=True):
        """Override: of a followed order the customer is told once, by our message."""
        confirmed = mail_template == self._get_confirmation_template()
        if mail_template and confirmed and self._watched() and self._has_plan():
            return None
        return super()._send_order_notification_mail(
            mail_template, allow_deferred_sending=allow_deferred_sending
        )

    def _notify_by_email_get_headers(self, headers=None):
        """Override: news are sent by a job."""
        headers = super()._notify_by_email_get_headers(headers=headers)
        if self.env.context.get("order_news_ids"):
            headers = {**AUTOMATIC, **headers}
        return headers

    def _has_plan(self):
        """Whether the order has milestones, or will have them with the next run."""
        order = self.sudo()
        if order.watch_state:
            return order.watch_state == "planned"
        plans = self.env["order.milestone.plan"]._of_companies(order.company_id)
        return any(plan._matches(order) and plan.line_ids for plan in plans)

    def _order_news(self):
        """What a message shows: milestones and problems, in the reader's language."""
        self.ensure_one()
        order = self.sudo()
        news = order.order_notice_ids.browse(self.env.context.get("order_news_ids", ()))
        fresh = news.milestone_id
        rows = [
            {
                "name": one.kind_id.name,
                "icon": one.kind_id.icon,
                "done": one.state == "done",
                "day": format_date(self.env, one.date_done or one.date_expected),
                "old": format_date(self.env, one.date_promised)
                if one.state == "open" and one.date_expected != one.date_promised
                else "",
                "fresh": one in fresh,
            }
            for one in order.order_milestone_ids.sorted("sequence")
            if one.kind_id.is_public and one.state != "dropped"
        ]
        return {
            "events": set(news.mapped("event")),
            "is_later": any(fresh.mapped("is_delayed")),
            "rows": rows,
            "problems": [
                one.order_problem_kind_id._customer_words()
                for one in news.filtered(lambda one: one.event == "problem").action_id
            ],
            "solved": [
                one.order_problem_kind_id._customer_words()
                for one in news.filtered(lambda one: one.event == "solved").action_id
            ],
        }

    def _order_news_text(self):
        """The same for a text message: one sentence for each thing that is new."""
        news = self._order_news()
        parts = []
        if "cancelled" in news["events"]:
            parts.append(self.env._("The order is cancelled."))
        if "planned" in news["events"]:
            parts.append(self.env._("We have your order."))
        for row in news["rows"]:
            if row["fresh"] or ("planned" in news["events"] and not row["done"]):
                parts.append(f"{row['name']}: {row['day']}.")
        parts += [f"{words}." for words in news["problems"]]
        parts += [self.env._("Settled: %(what)s.", what=one) for one in news["solved"]]
        return f"{self.company_id.name}, {self.name}: {' '.join(parts)}"

    def _order_portal(self):
        """What the customer sees of the way of an order on the portal."""
        self.ensure_one()
        order = self.sudo()
        advisor = order._advisor() if order.state == "sale" else order.env["res.users"]
        problems = order._open_problems()
        return {
            "advisor": {
                "name": advisor.name,
                "phone": advisor.phone,
                "email": advisor.email,
            }
            if advisor
            else None,
            "rows": self._order_news()["rows"],
            "problems": [
                {
                    "words": one.order_problem_kind_id._customer_words(),
                    "day": format_date(self.env, one.date_due),
                }
                for one in problems
                if one.order_problem_kind_id.is_told
            ],
        }
