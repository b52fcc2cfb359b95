import random
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.customer_standing import CustomerStanding
from .common import DAY, TODAY, TierCase


@tagged("post_install", "-at_install")
class TestCustomerTierRun(TierCase):
    """Customers are judged by facts, the same in whatever way."""

    def test_sm_5_1_customers_are_classed_by_amount_frequency_and_loyalty(self):
        big, small, new, prospect = map(self._create_customer, "ABCD")
        for back in (100, 200):
            self._create_order(big, 500, TODAY - back * DAY)
        self._create_order(small, 999, TODAY - 200 * DAY)
        self._create_order(new, 10, TODAY - 5 * DAY)
        self._create_order(prospect, 600, TODAY, state="draft")
        self._run()
        for partner, tier in (
            (big, "important"),
            (small, "general"),
            (new, "potential"),
            (prospect, "potential"),
        ):
            self.assertTier(partner, tier)

    def test_nothing_binds_before_it_is_published(self):
        company = self.other_company
        drafts = self.env["customer.criteria"].search([("company_id", "=", company.id)])
        self.assertEqual(drafts.mapped("state"), ["draft"])
        self.assertIs(self.engine._run_company(company), False)

    def test_shipped_criteria_are_sound_once_they_are_there(self):
        drafts = self.env["customer.criteria"].search(
            [("company_id", "=", self.other_company.id)]
        )
        self.assertEqual(drafts.problems, "")
        self.assertEqual(len(drafts.line_ids), 7)

    # --- up and down ------------------------------------------------------------------

    def test_down_after_the_grace_with_a_notice_before(self):
        partner = self._create_customer()
        for back in (350, 360):
            self._create_order(partner, 500, TODAY - back * DAY)
        self._run()
        told = []
        with patch.object(
            CustomerStanding,
            "_on_at_risk",
            lambda _self, standing: told.append(standing._gap_text()),
        ):
            fallen = TODAY + 20 * DAY
            self._run(fallen)
            self._run(fallen + DAY)
        standing = self._standing(partner)
        self.assertEqual(standing.at_risk_until, fallen + 60 * DAY)
        self.assertEqual(len(told), 1)
        self.assertIn("Amount bought in 12 months", told[0])
        self.assertIn("800", told[0])
        self.assertTier(partner, "important")
        self._run(fallen + 59 * DAY)
        self.assertTier(partner, "important")
        self._run(fallen + 60 * DAY)
        self.assertTier(partner, "general")
        self.assertEqual(
            self._history(partner),
            [
                ("important", TODAY, fallen + 60 * DAY, "first"),
                ("general", fallen + 60 * DAY, None, "down"),
            ],
        )

    def test_changes_are_told_with_their_cause(self):
        partner = self._create_customer()
        self._create_order(partner, 500, TODAY - 300 * DAY)
        told = []

        def note(_self, changes):
            told.extend(changes)

        with patch.object(CustomerStanding, "_on_tier_changed", note):
            self._run()
            self._create_order(partner, 600)
            self._run(TODAY + DAY)
        mine = [change for change in told if change["partner_id"] == partner.id]
        self.assertEqual([change["cause"] for change in mine], ["first", "up"])
        self.assertEqual(
            mine[1],
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "old_tier_id": self.general.id,
                "new_tier_id": self.important.id,
                "cause": "up",
            },
        )

    def test_confirmed_and_cancelled_twice_within_a_day_is_nothing(self):
        partner = self._create_customer()
        self._create_order(partner, 500, TODAY - 300 * DAY)
        self._run(TODAY - DAY)
        before = self._history(partner)
        order = self._create_order(partner, 800, TODAY)
        for _turn in range(2):
            self._run(TODAY, partner)
            self.assertTier(partner, "important")
            order._action_cancel()
            self._run(TODAY, partner)
            self.assertTier(partner, "general")
            order.action_draft()
            order.action_confirm()
            order.date_order = f"{TODAY} 04:00:00"
        order._action_cancel()
        self._run(TODAY)
        self.assertTier(partner, "general")
        self.assertEqual(self._history(partner), before)

    def test_who_has_no_documents_any_more_keeps_a_tier(self):
        partner = self._create_customer()
        order = self._create_order(partner, 10)
        self._run()
        order._action_cancel()
        self._run(TODAY + 100 * DAY)
        self.assertTier(partner, "potential")
        self._run(TODAY + 200 * DAY)
        self.assertTier(partner, "general")

    # --- the same in whatever way -----------------------------------------------------

    def _crowd(self, count=60, seed=7):
        source = random.Random(seed)
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(count)]
        )
        rows = [
            (
                partner.id,
                source.choice([100, 300, 500, 900]),
                TODAY - source.randrange(800) * DAY,
            )
            for partner in partners
            for _order in range(source.randrange(6))
        ]
        self._insert_orders(rows)
        return partners, rows

    def test_a_second_run_writes_nothing(self):
        self._crowd()
        self._run()
        again = self._run()
        self.assertEqual((again.written, again.moved), (0, 0))

    def test_the_next_day_writes_only_what_changes(self):
        partners, rows = self._crowd()
        self._run()
        before = {row[0]: row for row in self._snapshot()}
        written = self._run(TODAY + DAY).written
        after = {row[0]: row for row in self._snapshot()}
        self.assertEqual(written, sum(before[p] != after[p] for p in after))
        self.assertLess(written, len(partners) / 4)

    def test_full_and_incremental_agree(self):
        partners, rows = self._crowd()
        self._run(TODAY - 30 * DAY)
        source = random.Random(3)
        some = source.sample(partners.ids, 20)
        self._insert_orders([(partner, 800, TODAY - DAY) for partner in some])
        self.env.cr.execute("SAVEPOINT tier_both")
        self._run(TODAY)
        full = self._snapshot()
        self.env.cr.execute("ROLLBACK TO SAVEPOINT tier_both")
        self.env.invalidate_all()
        ids = partners.ids
        source.shuffle(ids)
        for start in range(0, len(ids), 7):
            batch = self.env["res.partner"].browse(ids[start : start + 7])
            self._run(TODAY, batch)
        self.assertEqual(self._snapshot(), full)

    def test_others_do_not_matter(self):
        partner = self._create_customer()
        self._create_order(partner, 700, TODAY - 10 * DAY)
        self._run()
        alone = [row for row in self._snapshot() if row[0] == partner.id]
        self._crowd()
        self._run()
        among = [row for row in self._snapshot() if row[0] == partner.id]
        self.assertEqual(alone, among)

    def test_the_number_of_statements_does_not_grow(self):
        def count(partners):
            self._run()
            self.env["customer.standing"].search([]).unlink()
            self.env["customer.standing.period"].search([]).unlink()
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self._run()
            return self.env.cr.sql_log_count - start

        few, _rows = self._crowd(5)
        first = count(few)
        many, _rows = self._crowd(300)
        self.assertLessEqual(count(many), first + 2)
        self.assertLess(first, 60)

    # --- marks ------------------------------------------------------------------------

    def _marked(self):
        self.env.cr.precommit.run()
        ids, _more = self.env["customer.tier.dirty"]._take(1000)
        return set(ids)

    def test_what_changes_is_marked_once(self):
        self._marked()
        partner = self._create_customer()
        order = self._create_order(partner, 100)
        self.assertEqual(self._marked(), {partner.id})
        order._action_cancel()
        self.assertEqual(self._marked(), {partner.id})

    def test_the_job_judges_what_is_marked(self):
        partner = self._create_customer()
        self._create_order(partner, 2000, self.engine._today(self.company) - 200 * DAY)
        self._create_order(partner, 1, self.engine._today(self.company))
        self.env.cr.precommit.run()
        with self.enter_registry_test_mode():
            self.env.ref(
                "customer_tier.ir_cron_customer_tier_dirty"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertTier(partner, "important")

    def test_confirming_costs_one_statement_more(self):
        partner = self._create_customer()
        self._marked()
        order = self._create_order(partner, 100, state="draft")
        self._marked()
        order.action_confirm()
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        self.env["customer.tier.dirty"]._write_marks()
        self.assertEqual(self.env.cr.sql_log_count - start, 1)

    def test_two_runs_of_a_company_do_not_overlap(self):
        with patch.object(type(self.engine), "_take_turn", lambda *_args: False):
            self.assertIsNone(self._run())
            self.env["customer.tier.dirty"]._take(1000)
            self.engine._judge_contacts([1])
        self.assertEqual(self._marked(), {1})

    # --- locks ------------------------------------------------------------------------

    def _lock(self, standing, tier, **values):
        wizard = self.env["customer.standing.lock"].with_user(self.hr_admin)
        return wizard.create(
            {
                "standing_ids": standing.ids,
                "tier_id": tier.id,
                "reason": "Frame contract",
                **values,
            }
        ).action_lock()

    def test_a_lock_counts_at_once_and_the_facts_stay_beside_it(self):
        partner = self._create_customer()
        today = self.engine._today(self.company)
        self._create_order(partner, 10, today - 200 * DAY)
        self._run(today)
        standing = self._standing(partner)
        self._lock(standing, self.important)
        self.assertTier(partner, "important")
        self.assertEqual(standing.computed_tier_id, self.general)
        self.assertEqual(standing.lock_user_id, self.hr_admin)
        self.assertEqual(standing.cause, "lock")
        self.assertIn("Frame contract", standing.why_html)
        standing.with_user(self.hr_admin).action_unlock()
        self.assertTier(partner, "general")
        self.assertEqual(standing.cause, "lock_over")

    def test_a_floor_lets_a_better_tier_through(self):
        partner = self._create_customer()
        today = self.engine._today(self.company)
        self._create_order(partner, 900, today - 200 * DAY)
        self._run(today)
        self._lock(self._standing(partner), self.potential, floor_only=True)
        self.assertTier(partner, "potential")
        self._create_order(partner, 900, today)
        self._run(today, partner)
        self.assertTier(partner, "important")

    def test_a_lock_that_is_over_is_told_once(self):
        partner = self._create_customer()
        today = self.engine._today(self.company)
        self._create_order(partner, 10, today - 200 * DAY)
        self._run(today)
        standing = self._standing(partner)
        self._lock(standing, self.important, until=today)
        standing.sudo().lock_until = today - 5 * DAY
        for _turn in range(2):
            self.env["customer.standing"]._cron_locks()
        self._run(today)
        self.assertTier(partner, "general")
        activities = partner.activity_ids
        self.assertEqual(activities.user_id, self.hr_admin)
        self.assertEqual(len(activities), 1)

    def test_only_managers_lock(self):
        partner = self._create_customer()
        self._create_order(partner, 10)
        self._run()
        standing = self._standing(partner)
        with self.assertRaises(AccessError):
            standing.with_user(self.hr_officer).action_unlock()
        with self.assertRaises(AccessError):
            standing.with_user(self.hr_admin).write({"tier_id": self.important.id})

    # --- criteria ---------------------------------------------------------------------

    def test_what_is_published_is_never_edited(self):
        criteria = self.criteria.with_user(self.hr_admin)
        for change in (
            lambda: criteria.write({"grace_days": 1}),
            lambda: criteria.line_ids[0].write({"enter": 1}),
            lambda: criteria.line_ids[0].unlink(),
            lambda: criteria.unlink(),
            lambda: criteria.line_ids[0].copy(),
        ):
            with self.assertRaisesRegex(UserError, "new version"):
                change()

    def test_criteria_with_a_gap_are_not_published(self):
        draft = self._create_criteria(publish=False, date_from="2026-01-01")
        draft.line_ids = [
            (
                0,
                0,
                {"tier_id": self.general.id, "factor": "amount", "enter": 1, "stay": 1},
            )
        ]
        self.assertIn("Gap", draft.problems)
        with self.assertRaisesRegex(UserError, "Gap"):
            draft.action_publish()

    def test_a_tier_that_is_made_later_changes_nothing_that_is_published(self):
        partner = self._create_customer()
        self._create_order(partner, 10, TODAY - 200 * DAY)
        self.env["customer.tier"].create(
            {
                "name": "First",
                "code": "first",
                "sequence": 1,
                "company_id": self.company.id,
            }
        )
        self.important.sequence = 99
        self.potential.beside = False
        self._run()
        self.assertTier(partner, "general")
        self.assertEqual(self.criteria.problems, "")

    def test_a_new_version_counts_from_its_day_on(self):
        partner = self._create_customer()
        for back in (100, 200):
            self._create_order(partner, 200, TODAY - back * DAY)
        self._run()
        self.assertTier(partner, "general")
        draft = self._create_criteria(publish=False, date_from=TODAY + 2 * DAY)
        draft.line_ids.filtered(lambda line: line.factor == "amount").write(
            {"enter": 300, "stay": 200}
        )
        draft.action_publish()
        self._run(TODAY + DAY)
        self.assertTier(partner, "general")
        self._run(TODAY + 2 * DAY)
        self.assertTier(partner, "important")
        self.assertEqual(self._standing(partner).cause, "criteria")

    # --- history ----------------------------------------------------------------------

    def test_which_tier_a_customer_had_on_a_day(self):
        partner = self._create_customer()
        contact = self._create_customer("Contact", parent_id=partner.id)
        self._create_order(partner, 500, TODAY - 300 * DAY)
        self._run(TODAY)
        self._create_order(partner, 600, TODAY)
        self._run(TODAY + 10 * DAY)
        periods = self.env["customer.standing.period"]
        for day, code in (
            (TODAY - DAY, False),
            (TODAY, "general"),
            (TODAY + 9 * DAY, "general"),
            (TODAY + 10 * DAY, "important"),
        ):
            found = periods._as_of(partner | contact, self.company, day)
            self.assertEqual(found[contact.id].code, code)
            self.assertEqual(found[partner.id].code, code)

    # --- why --------------------------------------------------------------------------

    def test_why_says_value_threshold_and_gap(self):
        partner = self._create_customer()
        self._create_order(partner, 600, TODAY - 200 * DAY)
        self._run()
        standing = self._standing(partner).with_user(self.hr_officer)
        html = standing.why_html
        for text in ("600", "1,000", "400", "missing", "What would lift to Important"):
            self.assertIn(text, html)
        action = standing.action_open_documents()
        self.assertEqual(action["res_model"], "sale.order")
        found = self.env["sale.order"].search(action["domain"])
        self.assertEqual(found.partner_id, partner)
