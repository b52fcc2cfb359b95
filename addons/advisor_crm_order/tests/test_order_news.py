from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine import news as engine
from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderNews(OrderCase):
    """The customer is told at each step, once, in one message."""

    def test_sa_2_3_the_customer_is_told_of_the_confirmation(self):
        order = self._followed()
        (message,) = self._news(order)
        self.assertIn("thank you for your order", message.body)
        self.assertIn("Shipped", message.body)
        self.assertIn("03/11/2026", message.body)
        self.assertNotIn("Asked how it goes", message.body)
        (mail,) = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("auto-generated", mail.headers)

    def test_sa_2_3_the_mail_of_the_sales_app_is_not_sent_too(self):
        order = self._create_order()
        self._check(order).action_check()
        order.with_context(send_email=True).action_confirm()
        self.assertFalse(self._news(order))
        self._run_job()
        self.assertEqual(len(self._news(order)), 1)
        self.assertFalse(order.pending_email_template_id)

    def test_the_mail_of_the_sales_app_goes_where_orders_are_not_followed(self):
        self.company.order_watch_since = False
        order = self._create_order()
        self._check(order).action_check()
        order.with_context(send_email=True).action_confirm()
        self.assertTrue(self._news(order) or order.sudo().pending_email_template_id)

    def test_sa_2_3_what_happens_together_is_told_together(self):
        order = self._followed()
        self._go("2026-03-11 03:00:00")
        self._milestone(order, "produced").action_reach()
        self._milestone(order, "shipped").action_reach()
        self._run_job()
        self.assertEqual(len(self._news(order)), 1, "it waits for more")
        self._pass(16)
        self._run_job()
        self._run_job()
        messages = self._news(order)
        self.assertEqual(len(messages), 2)
        self.assertIn("Produced", messages[-1].body)

    def test_sa_2_3_another_day_is_told_before_the_old_one_is_over(self):
        order = self._followed()
        shipped = self._milestone(order, "shipped")
        self._go("2026-03-11 15:30:00")  # half an hour before the end of the day
        self.company.order_news_minutes = 600
        shipped._move(date(2026, 3, 16))
        notice = order.order_notice_ids.filtered(lambda one: one.event == "moved")
        notice = notice.filtered(lambda one: one.milestone_id == shipped)
        self.assertLess(notice.send_at, shipped.due_at)
        self.env.flush_all()
        promise = notice.sudo().deadline_ids
        self.assertEqual(promise.promise_id.code, "order_told")
        self.assertEqual(promise.due_at, notice.tell_by_at)
        self._run_job()
        self.assertIn("instead of", self._news(order)[-1].body)
        self.assertIn("03/16/2026", self._news(order)[-1].body)
        self.assertEqual(promise.state, "met")
        self.assertEqual(shipped.date_promised, date(2026, 3, 16))
        self.assertEqual(shipped.date_first, date(2026, 3, 11))
        self.assertEqual(shipped.sudo().deadline_ids.due_at.date(), date(2026, 3, 16))

    def test_moved_there_and_back_is_not_told(self):
        order = self._followed()
        shipped = self._milestone(order, "shipped")
        shipped._move(date(2026, 3, 16))
        shipped._move(date(2026, 3, 11))
        self._pass(16)
        self._run_job()
        self.assertEqual(len(self._news(order)), 1)

    def test_the_message_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        kind = self.env.ref("advisor_crm_order.order_milestone_kind_shipped")
        kind.with_context(lang="zh_CN").name = "已发货了"
        order = self._followed()
        self.assertIn("已发货了", self._news(order)[-1].body)

    def test_sa_2_3_by_text_message_if_the_customer_wants_it(self):
        self.customer.order_news_by = "sms"
        order = self._followed()
        text = self.env["sms.sms"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual(len(text), 1)
        self.assertIn(order.name, text.body)
        self.assertIn("03/11/2026", text.body)
        notice = order.order_notice_ids
        self.assertEqual((notice.state, notice.means), ("sent", "sms"))

    def test_a_text_message_without_credit_is_followed_by_an_e_mail(self):
        self.customer.order_news_by = "sms"
        order = self._followed()
        notice = order.order_notice_ids
        notice.sudo().message_id.notification_ids.write(
            {"notification_status": "exception", "failure_type": "sms_credit"}
        )
        self._run_job()
        self.assertEqual(notice.means, "mail")
        mails = self.env["mail.mail"].search(
            [("mail_message_id", "=", notice.sudo().message_id.id)]
        )
        self.assertEqual(len(mails), 1)
        self._run_job()
        self.assertEqual(len(self._news(order)), 2, "once by text, once by e-mail")

    def test_without_an_address_the_advisor_is_asked_to_call(self):
        self.customer.email = False
        order = self._followed()
        notice = order.order_notice_ids
        self.assertEqual((notice.state, notice.reason), ("failed", "no_address"))
        todo = self.env["mail.activity"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual(todo.user_id, self.advisor)
        rows = self.env["advisor.day"].with_user(self.advisor)._part_orders()["rows"]
        self.assertIn(notice.id, [row["id"] for row in rows])
        notice.action_told()
        self.assertEqual(notice.state, "by_hand")
        with self.assertRaises(UserError):
            notice.action_told()

    def test_tried_again_when_the_address_was_put_right(self):
        self.customer.email = False
        order = self._followed()
        self.customer.email = "anna@customer.example"
        order.order_notice_ids.action_retry()
        self._run_job()
        self.assertEqual(len(self._news(order)), 1)

    def test_who_does_not_want_news_and_who_is_archived(self):
        self.customer.order_news_by = "none"
        order = self._followed()
        self.assertEqual(order.order_notice_ids.state, "left_out")
        self.assertFalse(self._news(order))
        self.customer.order_news_by = False
        order = self._confirm()
        self.customer.active = False
        self._run_job()
        notice = order.order_notice_ids
        self.assertEqual((notice.state, notice.reason), ("failed", "archived"))

    @mute_logger("odoo.addons.advisor_crm_order.engine.news")
    def test_one_message_that_cannot_be_made_stops_no_other(self):
        bad, good = self._confirm(), self._confirm()
        by_mail = engine._by_mail

        def fail(order, notices):
            if order.id == bad.id:
                raise ValueError("cannot be rendered")
            return by_mail(order, notices)

        with patch.object(engine, "_by_mail", fail):
            self._run_job()
        self.assertEqual(bad.order_notice_ids.state, "failed")
        self.assertEqual(good.order_notice_ids.state, "sent")
        self.assertFalse(self._news(bad))

    def test_a_run_that_is_cut_off_loses_nothing_and_tells_nothing_twice(self):
        orders = [self._confirm() for _one in range(3)]
        tell, told = engine.tell, []

        def cut(order, notices):
            if len(told) == 1:
                raise KeyboardInterrupt
            told.append(order)
            tell(order, notices)

        with (
            patch("odoo.addons.advisor_crm_order.models.sale_order.tell", cut),
            self.assertRaises(KeyboardInterrupt),
        ):
            self._run_job()
        self.env.invalidate_all()
        self._run_job()
        self.assertEqual([len(self._news(one)) for one in orders], [1, 1, 1])
        self.assertEqual({one.order_notice_ids.state for one in orders}, {"sent"})

    def test_a_cancelled_order_is_told_if_anything_was(self):
        order = self._followed()
        order._action_cancel()
        self._pass(16)
        self._run_job()
        self.assertIn("is cancelled", self._news(order)[-1].body)
        quiet = self._confirm()
        quiet._action_cancel()
        self._pass(16)
        self._run_job()
        self.assertFalse(self._news(quiet))

    def test_sa_3_asked_for_a_rating_some_days_after_the_arrival(self):
        self.company.service_rating_active = True
        order = self._followed()
        self._go("2026-03-12 03:00:00")
        self._milestone(order, "arrived").action_reach()
        self._run_job()
        ratings = self.env["service.rating"].sudo()
        domain = [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
        self.assertFalse(ratings.search(domain))
        self._go(Datetime.now() + timedelta(days=3))
        self._run_job()
        rating = ratings.search(domain)
        self.assertEqual(rating.user_id, self.advisor)
        self._run_job()
        self.assertEqual(len(ratings.search(domain)), 1)

    def test_sa_2_3_the_portal_shows_the_way_and_the_advisor(self):
        order = self._followed()
        self._milestone(order, "shipped")._move(date(2026, 3, 16))
        shown = order.sudo()._order_portal()
        self.assertEqual(shown["advisor"]["name"], self.advisor.name)
        rows = {row["name"]: row for row in shown["rows"]}
        self.assertTrue(rows["Confirmed"]["done"])
        self.assertEqual(rows["Shipped"]["day"], "03/16/2026")
        self.assertEqual(rows["Shipped"]["old"], "03/11/2026")
        self.assertNotIn("Asked how it goes", rows)
