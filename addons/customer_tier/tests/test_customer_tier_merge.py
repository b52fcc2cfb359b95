from odoo.tests import tagged

from .common import DAY, TODAY, TierCase


@tagged("post_install", "-at_install")
class TestCustomerTierMerge(TierCase):
    """Merged contacts keep facts, locks and the history of both."""

    def _merge(self, source, target):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([source.id, target.id], target)
        self.env.cr.precommit.run()
        ids, _more = self.env["customer.tier.dirty"]._take(1000)
        self.engine._run_company(self.company, ids, TODAY + 5 * DAY)
        self.env.invalidate_all()

    def test_merged_customers_are_one_with_the_orders_of_both(self):
        source, target = map(self._create_customer, ("Source", "Target"))
        self._create_order(source, 600, TODAY - 100 * DAY)
        self._create_order(target, 600, TODAY - 200 * DAY)
        self._run()
        number = source.id
        self._merge(source, target)
        self.assertTier(target, "important")
        self.assertEqual(
            self._history(target),
            [
                ("general", TODAY, TODAY + 5 * DAY, "first"),
                ("important", TODAY + 5 * DAY, None, "up"),
            ],
        )
        [(tier, first, last, _cause)] = self._history(target, number)
        self.assertEqual((tier, first), ("general", TODAY))
        self.assertTrue(last)

    def test_who_had_no_tier_takes_that_of_the_other_with_its_history(self):
        source, target = map(self._create_customer, ("Source", "Target"))
        self._create_order(source, 600, TODAY - 200 * DAY)
        self._run()
        self._merge(source, target)
        self.assertTier(target, "general")
        self.assertEqual(self._history(target), [("general", TODAY, None, "first")])

    def test_the_lock_of_a_merged_contact_goes_over(self):
        source, target = map(self._create_customer, ("Source", "Target"))
        for partner in (source, target):
            self._create_order(partner, 10, TODAY - 200 * DAY)
        self._run()
        self._standing(source).sudo().write(
            {
                "lock_tier_id": self.important.id,
                "lock_reason": "Frame contract",
                "lock_user_id": self.hr_admin.id,
            }
        )
        self.env.flush_all()
        self._merge(source, target)
        self.assertTier(target, "important")
        self.assertEqual(self._standing(target).lock_reason, "Frame contract")
