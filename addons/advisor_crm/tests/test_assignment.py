from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestAssignment(AdvisorCase):
    """Who serves whom, since when and why."""

    def test_sa_2_1_a_customer_of_the_tier_gets_the_advisor_with_most_room(self):
        self._create_profile(self.advisor, 10, backup_id=self.anna.id)
        self._create_profile(self.anna, 100)
        self._assign(self._create_customer("Known", self.important), self.anna)
        new = self._create_customer("New", self.important)
        self._create_customer("General", self.general)
        done = self.env["advisor.assigner"]._assign_unserved(self.company, False)
        self.assertEqual(done, 1, "only whom the tier asks an advisor for")
        self.assertEqual(self._advisor_of(new), self.anna)
        self.assertIn("3 of 100", new.with_company(self.company).advisor_why)

    def test_sa_2_1_who_has_the_open_orders_comes_first(self):
        self._create_profile(self.advisor, 100)
        self._create_profile(self.anna, 100)
        new = self._create_customer("New", self.important)
        self._create_order(new, self.anna)
        self._create_order(new, self.anna)
        self._create_order(new, self.advisor)
        self.env["advisor.assigner"]._assign_unserved(self.company, False)
        self.assertEqual(self._advisor_of(new), self.anna)

    def test_sa_2_1_who_served_before_comes_before_a_stranger(self):
        self._create_profile(self.advisor, 100)
        self._create_profile(self.anna, 100)
        back = self._create_customer("Back", self.important)
        row = self._assign(back, self.anna)
        row.date_to = self.today - timedelta(days=10)
        self.env["advisor.assigner"]._assign_unserved(self.company, False)
        self.assertEqual(self._advisor_of(back), self.anna)
        row = self.env["advisor.assignment"]._advisors_of(back, self.company)[back.id]
        self.assertEqual(row.why_text, "Was the customer's advisor before")

    def test_nobody_absent_archived_or_closed_gets_a_customer(self):
        self._create_profile(self.advisor, 100)
        closed = self._create_profile(self.anna, 100, takes_new=False)
        new = self._create_customer("New", self.important)
        self._create_leave(self.employee)
        self.env["advisor.assigner"]._assign_unserved(self.company, False)
        self.assertFalse(self._advisor_of(new), "one is away, the other takes none")
        closed.takes_new = True
        self.env["advisor.assigner"]._assign_unserved(self.company, False)
        self.assertEqual(self._advisor_of(new), self.anna)

    @classmethod
    def _create_leave(cls, employee):
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": employee.resource_id.id,
                "calendar_id": employee.resource_calendar_id.id,
                "company_id": cls.company.id,
                "date_from": cls.env.cr.now() - timedelta(days=2),
                "date_to": cls.env.cr.now() + timedelta(days=2),
                "time_type": "leave",
            }
        )

    def test_nothing_follows_from_a_draft(self):
        self._create_profile(self.advisor, 100)
        self.strategy.action_withdraw()
        new = self._create_customer("New", self.important)
        self.assertFalse(
            self.env["advisor.assigner"]._assign_unserved(self.company, False)
        )
        self.assertFalse(new.with_company(self.company).strategy_id)

    def test_sa_2_1_history_is_kept_and_credits_by_days_served(self):
        customer = self._create_customer("Anna Ltd", self.important)
        first = self.today - timedelta(days=29)
        self._assign(customer, self.advisor, day=first)
        self._assign(customer, self.anna, day=self.today - timedelta(days=9))
        days = self.env["advisor.assignment"]._served_days(
            customer, self.company, first, self.today
        )
        self.assertEqual(days, {customer.id: {self.advisor.id: 20, self.anna.id: 10}})
        rows = self.env["advisor.assignment"].search([("partner_id", "=", customer.id)])
        self.assertEqual(len(rows), 2)

    def test_a_second_change_on_a_day_takes_the_place_of_the_first(self):
        customer = self._create_customer("Anna Ltd")
        self._assign(customer, self.advisor, day=self.today)
        self._assign(customer, self.anna, day=self.today)
        rows = self.env["advisor.assignment"].search([("partner_id", "=", customer.id)])
        self.assertEqual(rows.user_id, self.anna)

    def test_a_contact_has_the_advisor_of_the_whole_customer(self):
        customer = self._create_customer("Anna Ltd")
        contact = self._create_customer("Bob", parent_id=customer.id)
        self._assign(customer, self.advisor, self.anna)
        contact = contact.with_company(self.company)
        self.assertEqual(contact.advisor_id, self.advisor)
        self.assertEqual(contact.advisor_backup_id, self.anna)
        with self.assertRaises(ValidationError):
            self._assign(contact, self.advisor)

    def test_customers_are_found_by_their_advisor(self):
        customer = self._create_customer("Anna Ltd")
        other = self._create_customer("Else")
        self._assign(customer, self.advisor)
        partners = self.env["res.partner"].with_company(self.company)
        both = [("id", "in", (customer | other).ids)]
        for condition, expected in (
            (("advisor_id", "=", self.advisor.id), customer),
            (("advisor_id", "!=", self.advisor.id), other),
            (("advisor_id", "=", False), other),
            (("advisor_id", "!=", False), customer),
            (("advisor_id", "ilike", "employee"), customer),
            (("advisor_id.login", "=", "employee"), customer),
        ):
            with self.subTest(condition=condition):
                self.assertEqual(partners.search([*both, condition]), expected)

    def test_merged_customers_keep_who_served_both(self):
        kept, gone = self._create_customer("Kept"), self._create_customer("Gone")
        self._assign(kept, self.advisor)
        self._assign(gone, self.anna)
        files = self.env["customer.file"].sudo()
        for partner, values in (
            (kept, {"needs": "Chairs"}),
            (gone, {"needs": "Tables", "best_time": "Tuesdays"}),
        ):
            files.create(
                {"partner_id": partner.id, "company_id": self.company.id} | values
            )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | gone).ids, kept)
        self.assertEqual(self._advisor_of(kept), self.advisor)
        rows = self.env["advisor.assignment"].search([("partner_id", "=", kept.id)])
        self.assertEqual(rows.user_id, self.advisor | self.anna, "history of both")
        file = files.search([("partner_id", "=", kept.id)])
        self.assertEqual((file.needs, file.best_time), ("Chairs", "Tuesdays"))
        self.assertIn("Tables", file.message_ids[0].body)

    def test_who_becomes_part_of_a_customer_is_served_by_its_advisor(self):
        whole, part = self._create_customer("Whole"), self._create_customer("Part")
        self._assign(whole, self.advisor)
        self._assign(part, self.anna)
        part.parent_id = whole
        self.assertEqual(self._advisor_of(part), self.advisor)
        rows = self.env["advisor.assignment"].search(
            [("user_id", "=", self.anna.id), ("date_to", "=", False)]
        )
        self.assertFalse(rows)

    def test_the_proposal_says_why_and_a_leader_decides(self):
        self._create_profile(self.advisor, 10, backup_id=self.anna.id)
        new = self._create_customer("New", self.important)
        action = new.with_user(self.lead).action_assign_advisor()
        wizard = self.env["advisor.assign"].with_user(self.lead)
        wizard = wizard.browse(action["res_id"])
        self.assertEqual(wizard.line_ids.user_id, self.advisor)
        self.assertEqual(wizard.line_ids.backup_id, self.anna)
        self.assertIn("0 of 10", wizard.line_ids.why_text)
        wizard.line_ids.user_id = self.bo
        wizard.line_ids.backup_id = False
        wizard.action_apply()
        self.assertEqual(self._advisor_of(new), self.bo)
        self.assertEqual(new.with_company(self.company).advisor_why, "Chosen by hand")

    def test_a_leader_takes_no_customer_away_from_another_team(self):
        customer = self._create_customer("Of Bo", self.important)
        self._assign(customer, self.bo)
        action = customer.with_user(self.lead).action_assign_advisor()
        wizard = self.env["advisor.assign"].with_user(self.lead)
        wizard = wizard.browse(action["res_id"])
        wizard.line_ids.user_id = self.advisor
        with self.assertRaisesRegex(AccessError, "Of Bo"):
            wizard.action_apply()
        wizard.with_user(self.boss)
        self.assertEqual(self._advisor_of(customer), self.bo)

    def test_an_advisor_assigns_nobody(self):
        customer = self._create_customer("New", self.important)
        with self.assertRaises(UserError):
            customer.with_user(self.advisor).action_assign_advisor()
        with self.assertRaises(AccessError):
            self.env["advisor.assign"].with_user(self.advisor).create({})
        with self.assertRaises(AccessError):
            self.env["advisor.assignment"].with_user(self.lead).create(
                {"partner_id": customer.id, "user_id": self.lead.id}
            )

    def test_every_customer_has_one(self):
        wizards = self.env["advisor.assign"].with_user(self.lead)
        nobody = wizards.browse(wizards.action_unserved()["res_id"])
        self.assertFalse(nobody.line_ids, "the dialog says that there is nobody")
        self._create_profile(self.advisor, 10)
        new = self._create_customer("New", self.important)
        self.env["advisor.assign"].with_user(self.lead).action_unserved()
        self.assertFalse(self._advisor_of(new), "a proposal assigns nobody")

    def test_a_change_of_tier_wakes_the_job(self):
        cron = self.env.ref("advisor_crm.ir_cron_advisor")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        standings = self.env["customer.standing"]
        customer = self._create_customer("New", self.general)
        change = {
            "partner_id": customer.id,
            "company_id": self.company.id,
            "old_tier_id": False,
            "cause": "up",
        }
        standings._on_tier_changed([change | {"new_tier_id": self.general.id}])
        now = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertEqual(now, triggers)
        standings._on_tier_changed([change | {"new_tier_id": self.important.id}])
        now = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertEqual(len(now - triggers), 1)

    def test_the_job_asks_as_much_for_many_as_for_few(self):
        self._create_profile(self.advisor, 1000)
        for count in (2, 40):
            for number in range(count):
                self._create_customer(f"Customer {number}", self.important)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            done = self.env["advisor.assigner"]._assign_unserved(self.company, False)
            self.env.flush_all()
            self.assertEqual(done, count)
            if count == 2:
                few = self.env.cr.sql_log_count - before
        self.assertLessEqual(self.env.cr.sql_log_count - before, few + 5)

    def test_sm_5_1_the_role_is_the_advisor_then_the_backup(self):
        """Before another add-on, the customer of an action is nobody's."""
        role = self.env.ref("advisor_crm.service_role_advisor")
        action = self.env["service.action"].create(
            {
                "name": "Call",
                "user_id": self.lead.id,
                "company_id": self.company.id,
                "date_due": self.today,
            }
        )
        self.assertFalse(role._holders(action))

    def test_a_strategy_is_put_into_force_by_its_button(self):
        strategy = self.strategy.with_user(self.boss)
        strategy.action_withdraw()
        with self.assertRaises(AccessError):
            strategy.write({"state": "in_force"})
        strategy.action_publish()
        self.assertEqual(strategy.state, "in_force")
        with self.assertRaises(AccessError):
            self.strategy.with_user(self.lead).action_withdraw()
