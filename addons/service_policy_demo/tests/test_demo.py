from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, freeze_time, tagged

DAY = timedelta(1)


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo company can be made on any day."""

    def test_leave_over_a_duty_is_found_on_every_day_of_the_week(self):
        post = self.env.ref(
            "service_policy_demo.demo_duty_post_desk", raise_if_not_found=False
        )
        if not post:
            self.assertFalse(
                self.env.ref("base.module_base").demo, "The demo data was not loaded."
            )
            self.skipTest("The database has no demo data.")
        demo = self.env["attendance.demo"]._in_company()
        leaves = self.env["hr.leave"].with_context(active_test=False)
        slots = self.env["hr.duty.slot"].search([("post_id", "=", post.id)])
        first = min(slots.mapped("date_start"))
        for number in range(7):
            today = fields.Datetime.to_string(first + number * DAY)
            with self.subTest(today=today), freeze_time(today):
                with self.env.cr.savepoint() as savepoint:
                    before = leaves.search_count([])
                    demo._disturb(post)
                    self.assertEqual(leaves.search_count([]), before + 1)
                    savepoint.rollback()
                self.env.invalidate_all()
