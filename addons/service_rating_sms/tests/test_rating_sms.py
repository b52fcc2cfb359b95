from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.service_rating.tests.common import RatingCase
from odoo.addons.sms.tools.sms_api import SmsApi


@tagged("post_install", "-at_install")
class TestRatingSms(RatingCase):
    """Customers are asked by text message; what cannot be sent is said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_rating_sms = "first"
        cls.customer.phone = "+1 202 555 0122"

    def _ask(self):
        """As the mixin does it, of a record whose customer is known."""
        mixin = self.env.registry["service.rating.mixin"]
        partner, company = self.customer, self.company
        records = self.env["service.rating.mixin"]
        with (
            patch.object(mixin, "_rating_company", lambda _self: company),
            patch.object(
                mixin,
                "_rating_customer",
                lambda _self: (partner, partner.name, partner.email),
            ),
            patch.object(mixin, "_rating_user", lambda _self: company.env.user),
            patch.object(mixin, "_rating_leader", lambda _self: company.env.user),
        ):
            row = records.new({})._prepare_rating("mail")
            rows = [row]
            ratings = self.env["service.rating"]
            address = records._rating_address(row)
            records._decide_whom(rows, ratings._count_asked({address} - {""}))
        row |= {"res_model": "res.partner", "res_id": partner.id, "record_name": "Lift"}
        return ratings.create(rows)

    def _send(self, state):
        """The jobs run; the gateway answers with a state."""
        self.env["service.rating"]._cron_run()
        sent = []

        def answer(_api, messages, **_more):
            sent.extend(messages)
            return [
                {"uuid": number["uuid"], "state": state}
                for message in messages
                for number in message["numbers"]
            ]

        with patch.object(SmsApi, "_send_sms_batch", answer):
            self.env["sms.sms"].search([("state", "=", "outgoing")]).send()
        return sent

    def test_cs_6_3_asked_by_text_message_with_the_own_link(self):
        rating = self._ask()
        self.assertEqual((rating.way, rating.state), ("sms", "waiting"))
        [message] = self._send("success")
        self.assertIn(rating._link_path(), message["content"])
        self.assertEqual(message["numbers"][0]["number"], "+12025550122")
        self.assertEqual(rating.state, "asked")
        self.assertFalse(
            self.env["mail.mail"].search([("email_to", "=", rating.email)])
        )

    def test_cs_6_3_without_credit_an_e_mail_goes_out(self):
        rating = self._ask()
        self._send("insufficient_credit")
        self.assertEqual(
            (rating.way, rating.state, rating.reason), ("mail", "waiting", "sms_credit")
        )
        self.env["service.rating"]._cron_run()
        self.assertEqual(rating.state, "asked")
        self.assertTrue(self.env["mail.mail"].search([("email_to", "=", rating.email)]))

    def test_cs_6_3_without_credit_and_address_it_is_said(self):
        self.customer.email = False
        rating = self._ask()
        self._send("wrong_number_format")
        self.assertEqual((rating.state, rating.reason), ("undelivered", "sms_number"))
        self.assertEqual(rating._link_state(), "open", "Who has the link may use it")

    def test_who_has_neither_is_not_asked_and_it_is_said(self):
        self.customer.write({"email": False, "phone": False})
        rating = self._ask()
        self.assertEqual((rating.state, rating.reason), ("left_out", "no_number"))

    def test_by_e_mail_where_there_is_an_address(self):
        self.company.service_rating_sms = "no_email"
        self.assertEqual(self._ask().way, "mail")
        self.customer.email = False
        self.assertEqual(self._ask().way, "sms")
        self.company.service_rating_sms = "no"
        self.assertEqual(self._ask().way, "mail")

    def test_a_number_is_asked_as_often_as_is_allowed(self):
        self.company.service_rating_most = 1
        self._ask()
        again = self._ask()
        self.assertEqual((again.state, again.reason), ("left_out", "often"))
