from datetime import timedelta
from email.message import EmailMessage

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..core.interval import interval_of_mean
from .common import LOW, SCORES, RatingCase


@tagged("post_install", "-at_install")
class TestServiceRating(RatingCase):
    """Letters, answers, what follows from them, and the figures."""

    def _letters(self):
        return self.env["mail.mail"].search([("email_to", "=", self.customer.email)])

    def test_cs_6_3_asked_by_the_next_run_in_one_letter(self):
        rating = self._create_rating()
        self.env["service.rating"]._cron_run()
        self.assertEqual(rating.state, "asked")
        letter = self._letters()
        self.assertEqual(len(letter), 1)
        self.assertIn(rating._link_path(), letter.body_html)
        self.assertIn("The lift stands still", letter.subject)
        self.assertFalse(letter.model or letter.res_id, "Nobody else gets the link")
        self.assertIn("'Auto-Submitted': 'auto-generated'", letter.headers)

    def test_whoever_has_no_name_is_called_by_no_other(self):
        """Neither by that of the sample in the letter, nor by an address."""
        for name in (False, "anna@customer.example"):
            self._letters().unlink()
            self._create_rating(customer_name=name)
            self.env["service.rating"]._cron_run()
            body = str(self._letters().body_html)
            self.assertIn("Hello,", body)
            self.assertNotIn("Anna Weber", body)
            self.assertNotIn("anna@", body)

    def test_reminders_stop(self):
        start = fields.Datetime.now()
        rating = self._create_rating()
        for days in range(0, 40, 2):
            with freeze_time(start + timedelta(days=days)):
                self.env["service.rating"]._cron_run()
        self.assertEqual(len(self._letters()), 2, "The letter and one reminder")
        self.assertEqual((rating.state, rating.reminded), ("expired", 1))

    def test_nobody_is_reminded_after_an_answer(self):
        rating = self._create_rating()
        self.env["service.rating"]._cron_run()
        rating._submit(SCORES, "")
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            self.env["service.rating"]._cron_run()
        self.assertEqual(len(self._letters()), 1)

    def test_nobody_is_asked_before_it_is_switched_on(self):
        self.company.service_rating_active = False
        self._create_rating()
        self.env["service.rating"]._cron_run()
        self.assertFalse(self._letters())

    def test_a_letter_that_does_not_arrive_is_said(self):
        rating = self._create_rating()
        self.env["service.rating"]._cron_run()
        self._letters()._postprocess_sent_message([], [], "No", "mail_email_invalid")
        self.assertEqual(rating.state, "undelivered")
        self.assertFalse(rating.remind_at)

    def test_a_letter_that_comes_back_is_said(self):
        rating = self._create_rating()
        self.env["service.rating"]._cron_run()
        bounce = {
            "email_from": "daemon@customer.example",
            "to": "bounce@example.com",
            "message_id": "<bounce@customer.example>",
            "bounced_email": False,
            "bounced_partner": self.env["res.partner"],
            "bounced_msg_ids": [self._letters().message_id],
            "bounced_message": self.env["mail.message"],
        }
        self.env["mail.thread"]._routing_handle_bounce(EmailMessage(), bounce)
        self.assertEqual(rating.state, "undelivered")
        self.assertEqual(rating._link_state(), "open", "Who has the link may use it")

    def test_merged_customers_keep_what_they_said(self):
        rating = self._create_rating()
        rating._submit(SCORES, "")
        kept = self.customer.copy({"email": self.customer.email})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | self.customer).ids, kept)
        rating.invalidate_recordset()
        self.assertEqual((rating.partner_id, rating.score), (kept, 4.0))

    def test_sm_2_4_the_first_answer_counts(self):
        rating = self._create_rating()
        self.assertTrue(rating._submit(SCORES, " Thanks "))
        self.assertFalse(rating._submit(LOW, "Changed my mind"))
        self.assertEqual(
            (rating.score, rating.comment, rating.is_low), (4.0, "Thanks", False)
        )
        self.assertFalse(rating._follow_ups())

    def test_sm_2_4_low_satisfaction_is_investigated(self):
        rating = self._create_rating()
        rating.with_user(self.env.ref("base.public_user")).sudo()._submit(LOW, "Slow")
        action = rating._follow_ups()
        leader = self.manager.user_id
        self.assertEqual(action.user_id, leader)
        self.assertEqual(action.kind_id.code, "investigation")
        self.assertEqual(action.activity_ids.user_id, leader)
        inbox = self.env["hr.inbox"].with_user(leader)
        waiting = next(one for one in inbox._sources() if one.key == "service.action")
        self.assertIn(action, self.env["service.action"].search(waiting.domain))

    def test_who_served_stays(self):
        rating = self._create_rating()
        self.employee.parent_id = self.chief
        rating._submit(SCORES, "")
        self.assertEqual(rating.user_id, self.employee.user_id)
        self.assertEqual(rating.leader_id, self.manager.user_id)

    def test_an_answer_survives_its_record_and_its_customer(self):
        rating = self._create_rating()
        self.customer.unlink()
        self.assertTrue(rating._submit(SCORES, "Well done"))
        self.assertEqual(rating.customer_name, "Anna Weber")

    def test_sa_4_4_how_sure_a_mean_is_stands_beside_it(self):
        for scores in (SCORES, LOW, SCORES):
            self._create_rating(state="asked", asked_at=fields.Datetime.now())._submit(
                scores, ""
            )
        self._create_rating()
        mine = [("company_id", "=", self.company.id), ("record_name", "like", "lift")]
        [(mean, margin)] = self.env["service.rating"]._read_group(
            mine, [], ["score:avg", "score_margin:avg"]
        )
        low, high = interval_of_mean(3, 12, 48, 1, 5)
        self.assertEqual(mean, 4)
        self.assertAlmostEqual(margin, (high - low) / 2)
        [(of_none,)] = self.env["service.rating"]._read_group(
            [*mine, ("state", "=", "waiting")], [], ["score_margin:avg"]
        )
        self.assertFalse(of_none)

    def test_sa_4_4_satisfaction_is_a_figure(self):
        today = fields.Date.context_today(self.env["service.rating"])
        for scores in (SCORES, LOW):
            self._create_rating(state="asked", asked_at=fields.Datetime.now())._submit(
                scores, ""
            )
        self._create_rating(state="asked", asked_at=fields.Datetime.now())
        day = timedelta(days=1)
        codes = ["satisfaction", "satisfaction_timeliness", "rating_response"]
        indicators = self.env["service.indicator"].with_user(self.manager.user_id)
        indicators = indicators.with_context(allowed_company_ids=self.company.ids)
        found = indicators._read(codes, today - day, today + day, ["user_id"])
        figures = {code: (parts[0].value, parts[0].n) for code, parts in found.items()}
        self.assertEqual(
            figures,
            {
                "satisfaction": (4.0, 2),
                "satisfaction_timeliness": (2.5, 2),
                "rating_response": (2 / 3, 3),
            },
        )

    def test_every_mean_stands_with_its_number(self):
        for scores in (SCORES, LOW):
            self._create_rating()._submit(scores, "")
        self.env.flush_all()
        rows = self.env["service.rating.summary"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((rows.answered, rows.asked, rows.score), (2, 2, 4.0))
        self.assertEqual(rows.score_interval, "4.00 – 4.00")
        self.assertEqual(rows.response_interval, "34% – 100%")

    def test_a_month_is_said_as_its_readers_say_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        row = self.env["service.rating.summary"].new({"month": "2026-11-01"})
        self.assertEqual(row.month_name, "November 2026")
        self.assertEqual(row.with_context(lang="zh_CN").month_name, "2026年11月")

    def test_letters_cost_the_same_for_few_and_many(self):
        for number in (5, 25):
            with self.subTest(number):
                self.env["service.rating"].search([]).unlink()
                for _time in range(number):
                    self._create_rating()
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["service.rating"]._cron_run()
                self.env.flush_all()
                spent = self.env.cr.sql_log_count - before
                self.assertLess(spent, 90)

    def test_nobody_writes_a_score(self):
        rating = self._create_rating()
        for user in (self.employee.user_id, self.manager.user_id, self.hr_admin):
            with self.subTest(user.name), self.assertRaises(AccessError):
                rating.with_user(user).write({"attitude": 5})
