import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.customer_tier_trial import CustomerTierTrial
from .common import DAY, TierCase


@tagged("post_install", "-at_install")
class TestCustomerTierTrial(TierCase):
    """Criteria are tried on the past, and nothing is written."""

    def _buyers(self, count=400):
        """Customers who buy now and then, around the thresholds."""
        source = random.Random(5)
        today = self.engine._today(self.company)
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(count)]
        )
        rows = []
        for partner in partners.ids:
            every = source.choice([30, 45, 60, 90])
            worth = 1000 * every / 365
            day = today - 1500 * DAY
            while day < today:
                rows.append((partner, round(worth * source.uniform(0.4, 1.6)), day))
                day += every * source.uniform(0.5, 1.5) * DAY
        self._insert_orders(rows)
        return partners

    def _try(self, criteria=None, **values):
        trial = self.env["customer.tier.trial"].with_user(self.hr_admin)
        trial = trial._ask(
            (criteria or self.criteria).with_user(self.hr_admin), **values
        )
        trial.sudo()._run()
        return trial

    def test_sm_5_1_grace_and_bands_give_less_than_a_tenth_of_the_flaps(self):
        self._buyers()
        trial = self._try()
        self.assertEqual(trial.state, "done")
        self.assertEqual(trial.customers, 400)
        self.assertGreater(trial.plain_flaps, 100)
        self.assertLess(trial.flaps, trial.plain_flaps / 10)
        days = trial._days(self.engine._today(self.company))
        self.assertEqual(sorted(set(trial.month_ids.mapped("date"))), days)
        for month in trial.month_ids.grouped("date").values():
            self.assertLessEqual(sum(month.mapped("customers")), 400)

    def test_nothing_is_written_to_standings(self):
        self._buyers(50)
        self._run(self.engine._today(self.company))
        before = self._snapshot()
        history = self.env["customer.standing.period"].search_count([])
        self._try(self._create_criteria(publish=False, date_from="2030-01-01"))
        self.assertEqual(self._snapshot(), before)
        self.assertEqual(self.env["customer.standing.period"].search_count([]), history)

    def test_who_would_have_another_tier(self):
        partners = self._buyers(60)
        today = self.engine._today(self.company)
        self._run(today)
        draft = self._create_criteria(publish=False, date_from="2030-01-01")
        draft.line_ids.filtered(lambda line: line.factor == "amount").write(
            {"enter": 100_000, "stay": 90_000}
        )
        trial = self._try(draft)
        important = self.env["customer.standing"].search(
            [("partner_id", "in", partners.ids), ("tier_id", "=", self.important.id)]
        )
        self.assertTrue(important)
        fallen = trial.line_ids.filtered(
            lambda line: line.old_tier_id == self.important
        )
        self.assertEqual(fallen.partner_id, important.partner_id)

    def test_hours_come_from_who_knows_them(self):
        self._buyers(10)
        self.assertFalse(self._try().has_hours)
        self.patch(CustomerTierTrial, "_hours", lambda *_args: (12.5, 10))
        trial = self._try()
        self.assertEqual((trial.hours, trial.capacity), (12.5, 10))

    def test_criteria_with_problems_are_not_tried(self):
        draft = self._create_criteria(publish=False, date_from="2030-01-01")
        draft.foot_tier_id = False
        with self.assertRaisesRegex(UserError, "everybody else"):
            draft.with_user(self.hr_admin).action_try()

    def test_a_trial_begins_anew_after_it_was_broken_off(self):
        self._buyers(20)
        trial = self._try()
        first = self._months_of(trial)
        trial.sudo().write({"state": "running", "done": 3})
        trial.sudo()._run()
        self.assertEqual(self._months_of(trial), first)

    def _months_of(self, trial):
        """Customers by month and tier."""
        return {(row.date, row.tier_id): row.customers for row in trial.month_ids}
