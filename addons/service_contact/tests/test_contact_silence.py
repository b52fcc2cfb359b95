import random
from datetime import date, timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from ..core.rhythm import silence
from .common import ContactCase

TODAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
class TestContactSilence(ContactCase):
    """Customers who are silent for longer than is usual for them."""

    def _contacts(self, partner, days_ago):
        """Notes at noon, so many days ago."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO service_contact_note
                       (partner_id, company_id, user_id, means_id, date)
                SELECT %s, %s, %s, %s, %s::timestamp - ago * interval '1 day'
                  FROM unnest(%s::int[]) ago
                """,
                partner.id,
                self.company.id,
                self.user.id,
                self.call.id,
                "2026-03-02 04:00:00",
                days_ago,
            )
        )

    def _silent(self, **values):
        self.env["service.contact.silence"].sudo()._refresh()
        return self.env["service.contact.silence"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_sa_2_1_silent_by_the_own_rhythm(self):
        self._contacts(self.tea, [21 + 7 * n for n in range(8)])
        self._contacts(self.silk, [90 + 365 * n for n in range(8)])
        self._contacts(self.paper, [100, 107])
        row = self._silent()
        self.assertEqual(row.partner_id, self.tea)
        self.assertEqual(
            (row.interval_count, row.usual_days, row.silent_days, row.beyond_days),
            (7, 7, 21, 14),
        )
        self.assertEqual(row.user_id, self.user)
        self._contacts(self.tea, [0])
        self.assertFalse(self._silent())

    def test_sa_2_1_the_same_as_the_core_says(self):
        seeded = random.Random(20260302)
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {n}"} for n in range(60)]
        )
        percent = self.company.service_contact_silence_percent
        minimum = self.company.service_contact_silence_minimum
        expected = {}
        for partner in partners:
            since = seeded.randint(0, 150)
            ago = [
                since + seeded.randint(0, 300) for _n in range(seeded.randint(0, 25))
            ]
            self._contacts(partner, ago)
            days = [TODAY - timedelta(number) for number in ago]
            if found := silence(days, TODAY, percent, minimum):
                expected[partner.id] = (found.last, found.n, found.usual, found.silent)
        rows = {
            row.partner_id.id: (
                row.last_on,
                row.interval_count,
                row.usual_days,
                row.silent_days,
            )
            for row in self._silent()
        }
        self.assertEqual(rows, expected)
        self.assertGreater(len(expected), 5)

    def test_sa_2_1_ranked_by_what_is_at_risk(self):
        silences = self.env["service.contact.silence"]
        for partner, ago in ((self.tea, 21), (self.silk, 50), (self.paper, 30)):
            self._contacts(partner, [ago + 7 * n for n in range(8)])
        self.assertEqual(
            self._silent().partner_id.ids, [self.silk.id, self.paper.id, self.tea.id]
        )
        worth = SQL(
            "SELECT %s AS partner_id, %s AS company_id, 100 AS value",
            self.tea.id,
            self.company.id,
        )
        self.patch(type(silences), "_value_sources", lambda self: [worth])
        rows = self._silent()
        self.assertEqual(rows.partner_id.ids[0], self.tea.id)
        self.assertEqual(rows[0].value, 100)
        cadence = self._create_cadence()
        self._plan(cadence)
        self.assertEqual(self._duties(self.tea).value, 100)
        self.assertEqual(self._duties()[0].partner_id, self.tea)

    def test_another_source_of_occasions(self):
        self._contacts(self.tea, [21 + 7 * n for n in range(8)])
        silences = self.env["service.contact.silence"]
        sources = silences._occasion_sources()
        order = SQL(
            "SELECT %s AS partner_id, %s AS company_id, %s::date AS day",
            self.person.id,
            self.company.id,
            TODAY,
        )
        self.patch(type(silences), "_occasion_sources", lambda self: [*sources, order])
        self.assertFalse(self._silent())

    def test_switched_off(self):
        self._contacts(self.tea, [21 + 7 * n for n in range(8)])
        self.assertTrue(self._silent())
        self.company.service_contact_silence_percent = 0
        self.assertFalse(self._silent())

    def test_who_sees_silent_customers(self):
        self._contacts(self.tea, [21 + 7 * n for n in range(8)])
        row = self._silent()
        for user, sees in (
            (self.user, True),
            (self.manager.user_id, True),
            (self.stranger, False),
            (self.policy_admin, True),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(row.with_user(user).has_access("read"), sees)

    def test_two_customers_become_one(self):
        for partner in (self.tea, self.silk):
            self._contacts(partner, [21 + 7 * n for n in range(8)])
        self._silent()
        self._merge(self.silk, self.tea)
        self.assertEqual(self._silent().partner_id, self.tea)
