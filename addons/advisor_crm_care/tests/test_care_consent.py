from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareConsent(CareCase):
    """Who has agreed, since when, and what is kept how long."""

    def _agreed(self):
        consents = self.env["customer.care.consent"]
        found = consents._in_force_for(self.lily, self.company)
        return {means for _partner, means in found}

    def test_sm_5_2_consent_is_given_and_withdrawn(self):
        mine = self.env["customer.care.consent"].with_user(self.advisor)
        consent = mine.create(
            {"partner_id": self.lily.id, "means": "mail", "obtained": "spoken"}
        )
        self.assertEqual(consent.user_id, self.advisor)
        self.assertEqual(consent.given_on, date(2026, 3, 2))
        self.assertEqual(self._agreed(), {"mail"})
        consent.action_withdraw()
        self.assertEqual(consent.withdrawn_on, date(2026, 3, 2))
        self.assertFalse(self._agreed())
        with self.assertRaises(UserError):
            consent.action_withdraw()

    def test_what_was_noted_stays(self):
        consent = self._consent(self.lily, "mail").with_user(self.advisor)
        with self.assertRaises(UserError):
            consent.given_on = "2020-01-01"

    def test_one_consent_at_a_time(self):
        self._consent(self.lily, "mail")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._consent(self.lily, "mail")

    def test_consent_is_of_one_company(self):
        self._consent(self.lily, "mail")
        consents = self.env["customer.care.consent"]
        self.assertFalse(consents._in_force_for(self.lily, self.other_company))

    def test_who_is_on_a_blacklist_has_not_agreed(self):
        self._consent(self.lily, "mail", "sms")
        self.assertEqual(self._agreed(), {"mail", "sms"})
        self.env["mail.blacklist"]._add("lily@customer.example")
        self.assertEqual(self._agreed(), {"sms"})
        self.env["phone.blacklist"].create({"number": "+8613800000000"})
        self.assertFalse(self._agreed())

    def test_sm_5_2_what_is_old_is_erased(self):
        self._consent(self.lily, "mail").action_withdraw()
        kept = self._consent(self.lily, "sms")
        greeting = self._greetings(self.lily)
        greeting.sudo().state = "sent"
        self._go("2028-02-20 01:30:00")
        self._run_job()
        self.assertTrue(greeting.exists(), "not yet two years ago")
        self._go("2028-04-01 01:30:00")
        self._run_job()
        self.assertFalse(greeting.exists())
        consents = self.env["customer.care.consent"]
        consents = consents.search([("partner_id", "=", self.lily.id)])
        self.assertEqual(consents, kept)
        self.assertTrue(self.day.exists(), "somebody still serves Lily")

    def test_days_of_former_customers_are_erased(self):
        rows = self.env["advisor.assignment"].sudo()
        rows.search([("partner_id", "=", self.lily.id)])._end()
        self._go("2028-02-20 01:30:00")
        self._run_job()
        self.assertTrue(self.day.exists())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_care_date SET write_date = '2026-03-02' WHERE id = %s",
            (self.day.id,),
        )
        self._go("2028-04-01 01:30:00")
        self._run_job()
        self.assertFalse(self.day.exists())

    def test_sm_5_2_care_data_are_erased_on_request(self):
        self._consent(self.lily, "mail")
        with self.assertRaises(UserError):
            self.lily.with_user(self.advisor).action_erase_care()
        self.lily.with_user(self.lead).action_erase_care()
        for model in ("greeting", "date", "consent"):
            rows = self.env[f"customer.care.{model}"]
            self.assertFalse(rows.search([("partner_id", "=", self.lily.id)]))
        self.assertIn("erased", self.lily.message_ids[0].body)

    def test_a_leader_erases_nothing_of_another_team(self):
        leader = self._create_user("far_leader", "advisor_crm.group_leader")
        with self.assertRaises(UserError):
            self.lily.with_user(leader).action_erase_care()
        self.assertTrue(self.day.exists())

    def test_merged_customers_are_greeted_once(self):
        twin = self._create_customer("Lily L.", self.important)
        self._assign(twin, self.anna)
        self._create_day(twin, 3, 10)
        self._consent(self.lily, "mail")
        self._consent(twin, "mail")
        self._greetings(twin).sudo().state = "sent"
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.lily | twin).ids, self.lily
        )
        self.env.invalidate_all()
        self.assertEqual(self._greetings(self.lily).mapped("state"), ["sent"])
        self.assertEqual(len(self.lily.care_date_ids), 1)
        consents = self.lily.care_consent_ids
        self.assertEqual(len(consents.filtered(lambda one: not one.withdrawn_on)), 1)
