from datetime import timedelta

from odoo.tests import tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestAdvisorContacts(AdvisorCase):
    """Contacts are kept by tier, and by the advisor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Own", cls.important, phone="123")
        cls.other = cls._create_customer("Lesser", cls.general)
        cls._assign(cls.customer, cls.advisor)
        cls._assign(cls.other, cls.anna)
        cls.cadence = cls.env["service.contact.cadence"].create(
            {
                "name": "Important customers",
                "company_id": cls.company.id,
                "tier_ids": cls.important.ids,
                "role_id": cls.env.ref("advisor_crm.service_role_advisor").id,
            }
        )
        cls.cadence.action_publish()

    def _duties(self):
        self.cadence._plan()
        while self.env["service.contact.duty"].sudo()._settle_pending():
            pass
        return self.env["service.contact.duty"].search(
            [("cadence_id", "=", self.cadence.id), ("state", "=", "open")]
        )

    def _part(self, user, key):
        day = self.env["advisor.day"].with_user(user).get_day()
        return {part["key"]: part["rows"] for part in day["parts"]}.get(key)

    def test_sa_2_1_the_advisor_contacts_the_customers_of_a_tier(self):
        duty = self._duties()
        self.assertEqual(duty.partner_id, self.customer)
        self.assertEqual(duty.user_id, self.advisor)
        (row,) = self._part(self.advisor, "contacts")
        self.assertEqual(row["title"], "Own")
        methods = [action.get("method") for action in row["actions"]]
        self.assertEqual(methods, [None, "action_reached", "action_not_reached"])
        self.assertIsNone(self._part(self.anna, "contacts"))

    def test_sa_2_1_only_customers_of_its_tiers_are_concerned(self):
        self.assertEqual(self.cadence.partner_count, 1)
        domain = self.cadence.action_open_partners()["domain"]
        self.assertEqual(self.env["res.partner"].search(domain), self.customer)
        self.cadence.tier_ids |= self.general
        self.assertEqual(self.cadence.partner_count, 2)

    def test_sa_2_1_a_strategy_shows_how_often_its_customers_are_contacted(self):
        everybody = self.env["service.contact.cadence"].create(
            {"name": "Everybody", "company_id": self.company.id}
        )
        strategies = self.env["customer.strategy"].search(
            [("company_id", "=", self.company.id)]
        )
        found = {each.tier_id: each.cadence_ids for each in strategies}
        self.assertEqual(found[self.important], self.cadence)
        self.assertFalse(found[self.general])
        self.assertNotIn(everybody, strategies.cadence_ids)
        mine = self.strategy.with_user(self.advisor)
        self.assertEqual(mine.cadence_ids.name, "Important customers")

    def test_sa_2_1_who_leaves_the_tier_is_asked_for_no_more(self):
        duty = self._duties()
        self.env["customer.standing"].sudo().search(
            [("partner_id", "=", self.customer.id)]
        ).tier_id = self.general
        self.assertFalse(self._duties())
        self.assertEqual(duty.drop_reason, "left")

    def test_sa_2_1_many_customers_are_given_out_with_the_same_queries(self):
        role = self.env.ref("advisor_crm.service_role_advisor")
        more = [self._create_customer(f"C{n}", self.important) for n in range(9)]
        for customer in more:
            self._assign(customer, self.advisor)
        duties = self._duties()
        self.assertEqual(len(duties), 10)

        def queries(rows):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people = role._contact_people(rows)
            self.assertEqual({user.id for user in people.values()}, {self.advisor.id})
            return self.env.cr.sql_log_count - before

        queries(duties[:1])
        self.assertEqual(queries(duties), queries(duties[:1]))

    def test_sa_2_1_silence_is_measured_by_orders_and_ranked_by_amount(self):
        for days in (160, 150, 140, 130, 120, 110, 100):
            order = self._create_order(self.customer)
            order.sudo().action_confirm()
            order.sudo().date_order = self.today - timedelta(days=days)
        self.env["customer.standing"].sudo().search(
            [("partner_id", "=", self.customer.id)]
        ).amount = 700
        self.env["service.contact.silence"].sudo()._refresh()
        silent = self.env["service.contact.silence"].search(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertEqual((silent.usual_days, silent.value), (10, 700))
        (row,) = self._part(self.advisor, "silent")
        self.assertEqual(row["actions"][-1]["method"], "action_contact")
        self.assertIsNone(self._part(self.bo, "silent"))

    def test_sa_2_1_contacts_to_keep_go_over_with_the_customer(self):
        duty = self._duties()
        self._create_profile(self.anna, 10)
        handover = self.env["advisor.handover"].with_user(self.lead)
        handover = handover.create(
            {
                "user_id": self.advisor.id,
                "reason": "Moves away",
                "rest_user_id": self.lead.id,
            }
        )
        handover.action_propose()
        handover.action_apply()
        self.assertEqual(duty.user_id, self.anna)
        self.assertEqual(duty.state, "open")
