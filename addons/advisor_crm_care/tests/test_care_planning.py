from datetime import date, datetime

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCarePlanning(CareCase):
    """Who is greeted on what, in the coming weeks."""

    def _days(self, partner):
        return [one.date for one in self._greetings(partner)]

    def test_sm_5_2_a_birthday_of_the_coming_weeks_is_planned(self):
        (greeting,) = self._greetings(self.lily)
        self.assertEqual(greeting.date, date(2026, 3, 10))
        self.assertEqual(greeting.send_at, datetime(2026, 3, 10, 1), "9:00 in Shanghai")
        self.assertEqual((greeting.user_id, greeting.year), (self.advisor, 2026))
        self.assertEqual(greeting.state, "planned")

    def test_sm_5_2_once_a_year_and_occasion(self):
        self._plan_again()
        self._plan_again()
        self.assertEqual(len(self._greetings(self.lily)), 1)
        self.day.day = 12
        self.assertEqual(self._days(self.lily), [date(2026, 3, 12)], "it moves along")
        self._greetings(self.lily).sudo().state = "sent"
        self.day.day = 20
        self.assertEqual(self._days(self.lily), [date(2026, 3, 12)], "not sent again")
        self._go("2027-03-01 01:30:00")
        self._run_job()
        self.assertEqual(self._days(self.lily), [date(2026, 3, 12), date(2027, 3, 20)])

    def test_sm_5_2_lunar_birthdays(self):
        mei = self._create_customer("Mei", self.general)
        self._assign(mei, self.anna)
        self._create_day(mei, 1, 20, calendar="lunar")
        self.assertEqual(self._days(mei), [date(2026, 3, 8)])
        self._go("2027-02-10 01:30:00")
        self._run_job()
        self.assertEqual(self._days(mei), [date(2026, 3, 8), date(2027, 2, 25)])

    def test_sm_5_2_29_february_as_the_company_has_it(self):
        self._go("2027-02-20 01:30:00")
        leap = self._create_customer("Leap", self.general)
        self._assign(leap, self.anna, day=date(2027, 1, 1))
        self._create_day(leap, 2, 29, year=2000)
        self.assertEqual(self._days(leap), [date(2027, 2, 28)])
        self.company.care_leap_day = "after"
        self._run_job()
        self.assertEqual(self._days(leap), [date(2027, 3, 1)])
        self._go("2027-03-01 00:30:00")
        self._plan_again()
        self.assertEqual(self._days(leap), [date(2027, 3, 1)])

    def test_sm_5_2_holidays_are_for_those_whom_the_strategy_names(self):
        festival = self._create_occasion(audience="strategy", month=3, day=20)
        general = self._create_customer("General", self.general)
        self._assign(general, self.anna)
        self._run_job()
        self.assertEqual(self._days(self.lily), [date(2026, 3, 10)])
        self._name_in_strategy(festival)
        self._run_job()
        self.assertIn(date(2026, 3, 20), self._days(self.lily))
        self.assertFalse(self._greetings(general))
        festival.audience = "all"
        self._run_job()
        self.assertEqual(self._days(general), [date(2026, 3, 20)])

    def test_sm_5_2_lunar_holidays_come_by_themselves(self):
        self._go("2026-09-01 01:30:00")
        self.env.ref("advisor_crm_care.customer_care_occasion_mid_autumn").write(
            {"active": True, "audience": "all", "with_gift": False}
        )
        self._run_job()
        self.assertIn(date(2026, 9, 25), self._days(self.lily))

    def test_contacts_of_a_customer_have_birthdays_too(self):
        mall = self._create_customer("Mall", self.general, is_company=True)
        self._assign(mall, self.anna)
        buyer = self._create_customer("Buyer", parent_id=mall.id)
        self._create_day(buyer, 3, 15)
        (greeting,) = self._greetings(buyer)
        self.assertEqual(greeting.user_id, self.anna)

    def test_who_has_no_advisor_is_not_greeted(self):
        nobody = self._create_customer("Nobody's", self.general)
        self._create_day(nobody, 3, 15)
        self.assertFalse(self._greetings(nobody))
        rows = self.env["advisor.assignment"].sudo()
        rows.search([("partner_id", "=", self.lily.id)])._end()
        self._plan_again()
        self.assertFalse(self._greetings(self.lily))

    def test_greetings_go_over_to_the_new_advisor(self):
        self._assign(self.lily, self.anna, day=date(2026, 3, 2))
        self.assertEqual(self._greetings(self.lily).user_id, self.anna)

    def test_a_day_that_is_deleted_is_not_greeted(self):
        self.day.unlink()
        self.assertFalse(self._greetings(self.lily))

    def test_nothing_is_planned_before_it_is_switched_on(self):
        self.company.care_active = False
        bud = self._create_customer("Bud", self.general)
        self._assign(bud, self.anna)
        self._create_day(bud, 3, 15)
        self._run_job()
        self.assertFalse(self._greetings(bud))
        self.company.care_active = True
        self._run_job()
        self.assertTrue(self._greetings(bud))

    def test_all_customers_are_planned_once_a_day(self):
        self._run_job()
        self.assertEqual(self.company.care_planned_on, date(2026, 3, 2))
        self._greetings(self.lily).sudo().unlink()
        self._run_job()
        self.assertFalse(self._greetings(self.lily), "not a second time on the day")
        self._go("2026-03-03 01:30:00")
        self._run_job()
        self.assertTrue(self._greetings(self.lily))

    def test_the_time_is_that_of_the_customer(self):
        self.lily.tz = "Europe/Berlin"
        self._plan_again()
        self.assertEqual(self._greetings(self.lily).send_at, datetime(2026, 3, 10, 8))

    def test_greetings_are_not_sent_in_quiet_hours_by_the_settings(self):
        with self.assertRaisesRegex(ValidationError, "quiet hours"):
            self.company.care_hour = 22
        self.company.write({"care_quiet_from": 23.5, "care_hour": 22})

    def test_words_name_what_is_known(self):
        with self.assertRaisesRegex(ValidationError, "{client}"):
            self.birthday.text = "Dear {client}"

    def test_a_strategy_takes_gifts_of_its_own_company(self):
        gift = self.env["customer.care.gift"].create(
            {"name": "Mug", "cost": 5, "company_id": self.other_company.id}
        )
        with self.assertRaises(ValidationError):
            self.strategy.care_gift_id = gift
