from contextlib import suppress
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine import sending
from ..models import customer_care_greeting
from .common import CareCase

BIRTHDAY = "2026-03-10 01:30:00"  # half past nine in Shanghai


class Killed(BaseException):
    """The process is ended."""


@tagged("post_install", "-at_install")
class TestCareSending(CareCase):
    """Greetings reach those who have agreed, in the day, once."""

    def setUp(self):
        super().setUp()
        self.greeting = self._greetings(self.lily)

    def _assert_call(self, reason):
        self.assertEqual((self.greeting.state, self.greeting.reason), ("call", reason))
        self.assertFalse(self._mails(self.lily))
        self.assertFalse(self._texts(self.lily))

    def test_sm_5_2_a_birthday_greeting_by_e_mail(self):
        self._consent(self.lily, "mail")
        self._run_job()
        self.assertEqual(self.greeting.state, "planned", "not before its day")
        self._go(BIRTHDAY)
        self._run_job()
        self._run_job()
        (mail,) = self._mails(self.lily)
        self.assertEqual(mail.subject, "Happy birthday, Lily!")
        self.assertIn("Lotus Mall", mail.body_html)
        self.assertIn("employee", mail.email_from)
        self.assertEqual((self.greeting.state, self.greeting.means), ("sent", "mail"))

    def test_sm_5_2_by_text_message_where_that_was_agreed(self):
        self._consent(self.lily, "sms")
        self._go(BIRTHDAY)
        self._run_job()
        (text,) = self._texts(self.lily)
        self.assertEqual(text.number, "+8613800000000")
        self.assertIn("happy birthday", text.body)
        self.assertFalse(self._mails(self.lily))

    def test_which_means_is_tried_first(self):
        self._consent(self.lily, "mail", "sms")
        self.birthday.means = "sms_mail"
        self._go(BIRTHDAY)
        self._run_job()
        self.assertEqual(self.greeting.means, "sms")

    def test_sm_5_2_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.birthday.with_context(lang="zh_CN").write(
            {"subject": "{customer},生日快乐", "text": "祝您生日快乐\n{company}"}
        )
        self.lily.lang = "zh_CN"
        self._consent(self.lily, "mail")
        self._go(BIRTHDAY)
        self._run_job()
        mail = self._mails(self.lily)
        self.assertEqual(mail.subject, "Lily,生日快乐")
        self.assertIn("祝您生日快乐</p>", mail.body_html)

    def test_what_a_customer_is_called_is_no_html(self):
        self.lily.name = "<b>Lily</b>"
        self._consent(self.lily, "mail")
        self._go(BIRTHDAY)
        self._run_job()
        self.assertNotIn("<b>", self._mails(self.lily).body_html)

    def test_sm_5_2_without_consent_the_advisor_calls(self):
        self._go(BIRTHDAY)
        self._run_job()
        self._assert_call("no_consent")

    def test_a_withdrawn_consent_is_none(self):
        self._consent(self.lily, "mail").action_withdraw()
        self._go(BIRTHDAY)
        self._run_job()
        self._assert_call("no_consent")

    def test_without_an_address_or_a_number_the_reason_is_said(self):
        self._consent(self.lily, "mail", "sms")
        self.lily.write({"email": False, "phone": False})
        self._go(BIRTHDAY)
        self._run_job()
        self._assert_call("no_email")

    def test_without_a_number(self):
        self.birthday.means = "sms"
        self.lily.phone = False
        self._go(BIRTHDAY)
        self._run_job()
        self._assert_call("no_number")

    def test_an_archived_customer_is_left_in_peace(self):
        self._consent(self.lily, "mail")
        self.lily.active = False
        self._go(BIRTHDAY)
        sending.send_each(sending.due_greetings(self.env, 9))
        self.assertEqual(
            (self.greeting.state, self.greeting.reason), ("left_out", "archived")
        )

    def test_in_person_where_the_occasion_says_so(self):
        self.birthday.means = "person"
        self._go(BIRTHDAY)
        self._run_job()
        self._assert_call(False)

    def test_sm_5_2_quiet_hours_are_those_of_the_customer(self):
        """Settings change after the planning; quiet hours are asked when it is sent."""
        self._consent(self.lily, "mail")
        self.lily.tz = "America/New_York"
        self._go("2026-03-10 01:30:00")  # the evening of the day before
        sending.send_each(sending.due_greetings(self.env, 9))
        self.assertEqual(self.greeting.state, "planned")
        self.assertEqual(str(self.greeting.send_at), "2026-03-10 13:00:00", "9:00")
        self._go("2026-03-10 12:00:00")
        self._run_job()
        self.assertFalse(self._mails(self.lily))
        self._go("2026-03-10 13:05:00")
        self._run_job()
        self.assertEqual(len(self._mails(self.lily)), 1)

    def test_sm_5_2_what_is_late_is_not_sent(self):
        self._consent(self.lily, "mail")
        self._go("2026-03-11 02:00:00")
        self._run_job()
        self._assert_call("late")

    def test_the_evening_is_too_late_as_well(self):
        self._consent(self.lily, "mail")
        self._go("2026-03-10 14:00:00")  # ten o'clock at night in Shanghai
        self._run_job()
        self._assert_call("late")

    def _many(self):
        """Lily and four others, who have agreed to both."""
        self._consent(self.lily, "mail")
        customers = self.lily
        for number in range(4):
            other = self._create_customer(
                f"C{number}",
                self.important,
                email=f"c{number}@customer.example",
                phone=f"+861380000001{number}",
            )
            self._assign(other, self.advisor)
            self._create_day(other, 3, 10)
            self._consent(other, "sms" if number % 2 else "mail")
            customers |= other
        return customers

    def test_sm_5_2_a_killed_sender_sends_each_once(self):
        """The process ends in the third batch, with its messages made."""
        customers = self._many()
        self._go(BIRTHDAY)
        send, calls = sending.send_each, []

        def killed(greetings):
            send(greetings)
            calls.append(greetings)
            if len(calls) == 3:
                raise Killed

        self.env.flush_all()
        with (
            patch.object(customer_care_greeting, "AT_ONCE", 1),
            patch.object(customer_care_greeting, "send_each", killed),
            self.enter_registry_test_mode(),
            suppress(Killed),  # assertRaises would take back what is committed
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr)["customer.care.greeting"]._cron_care()
        messages = self._mails(customers), self._texts(customers)
        self.assertEqual(sum(map(len, messages)), 2, "two batches were committed")
        self._run_job()
        self._run_job()
        for customer in customers:
            with self.subTest(customer=customer.name):
                sent = len(self._mails(customer)) + len(self._texts(customer))
                self.assertEqual(sent, 1)

    @mute_logger(sending.__name__)
    def test_one_that_cannot_be_sent_keeps_no_other_from_it(self):
        customers = self._many()
        self._go(BIRTHDAY)
        words = type(self.greeting)._words

        def broken(greeting):
            if greeting.partner_id == self.lily:
                raise ValueError
            return words(greeting)

        with patch.object(type(self.greeting), "_words", broken):
            self._run_job()
        self._assert_call("error")
        self.assertEqual(len(self._mails(customers)), 2)

    def test_a_text_message_that_is_not_taken_becomes_a_call(self):
        self._consent(self.lily, "sms")
        self._go(BIRTHDAY)
        self._run_job()
        text = self._texts(self.lily)
        text.write({"state": "error", "failure_type": "sms_credit"})
        text._handle_call_result_hook([{"uuid": text.uuid, "state": "error"}])
        self.assertEqual((self.greeting.state, self.greeting.reason), ("call", "sms"))

    def test_an_e_mail_that_is_not_taken_becomes_a_call(self):
        self._consent(self.lily, "mail")
        self._go(BIRTHDAY)
        self._run_job()
        self._mails(self.lily).state = "exception"
        self._run_job()
        self.assertEqual((self.greeting.state, self.greeting.reason), ("call", "mail"))

    def test_who_was_greeted_by_hand_gets_no_message(self):
        self._consent(self.lily, "mail")
        self.greeting.with_user(self.advisor).action_greeted()
        self._go(BIRTHDAY)
        self._run_job()
        self.assertFalse(self._mails(self.lily))
        self.assertEqual(self.greeting.done_by_id, self.advisor)

    def test_nothing_is_sent_where_it_is_switched_off(self):
        self._consent(self.lily, "mail")
        self.company.care_active = False
        self._go(BIRTHDAY)
        self._run_job()
        self.assertFalse(self._mails(self.lily))
