import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import LOW, SCORES


@tagged("post_install", "-at_install")
class TestRatingPage(HttpCase):
    """The link in the letter: opening changes nothing, the first press counts."""

    def setUp(self):
        super().setUp()
        now = fields.Datetime.now()
        self.rating = self.env["service.rating"].create(
            {
                "res_model": "res.partner",
                "res_id": self.env.user.partner_id.id,
                "record_name": "The lift stands still",
                "company_id": self.env.company.id,
                "customer_name": "Anna Weber",
                "email": "anna@customer.example",
                "lang": "en_US",
                "state": "asked",
                "wanted_at": now,
                "asked_at": now,
                "expires_at": now + timedelta(days=30),
            }
        )
        self.path = self.rating._link_path()

    def _press(self, **values):
        page = self.url_open(self.path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return self.url_open(
            self.path, data={"csrf_token": token and token[1], **values}
        )

    def test_sm_2_4_opening_changes_nothing(self):
        for _time in range(3):
            page = self.url_open(self.path)
            self.assertIn("The lift stands still", page.text)
            self.assertIn("<textarea", page.text)
            self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(self.rating.state, "asked")

    def test_sm_2_4_a_press_counts_once(self):
        first = self.url_open(self.path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', first.text)[1]
        thanks = self.url_open(
            self.path, data={"csrf_token": token, **SCORES, "comment": "好"}
        )
        self.assertIn("Thank you!", thanks.text)
        again = self.url_open(self.path, data={"csrf_token": token, **LOW})
        self.assertIn("your first answer counts", again.text)
        self.assertIn("your first answer counts", self.url_open(self.path).text)
        self.assertEqual((self.rating.timeliness, self.rating.comment), (3, "好"))

    def test_what_is_made_up_is_refused(self):
        for values in ({}, {**SCORES, "effect": "6"}, {**SCORES, "effect": "٣"}):
            with self.subTest(values):
                self.assertIn("from 1 to 5", self._press(**values).text)
        self.assertEqual(self.rating.state, "asked")

    def test_a_press_of_another_site_counts_nothing(self):
        self.assertEqual(self.url_open(self.path, data=SCORES).status_code, 400)

    def test_each_end_is_explained(self):
        for values, text in (
            ({"state": "expired"}, "too old"),
            ({"state": "withdrawn"}, "withdrawn"),
            (
                {"state": "asked", "expires_at": fields.Datetime.now()},
                "too old",
            ),
        ):
            with self.subTest(values):
                self.rating.write(values)
                self.assertIn(text, self.url_open(self.path).text)
                self.assertNotIn("<form", self.url_open(self.path).text)

    def test_another_link_leads_nowhere(self):
        for path in (
            self.path[:-1] + ("0" if self.path[-1] != "0" else "1"),
            self.path.replace(f"/{self.rating.id}/", f"/{self.rating.id + 1}/"),
            self.path.replace(f"/{self.rating.id}/", f"/{2**40}/"),
        ):
            self.assertEqual(self.url_open(path).status_code, 404)

    def test_the_counter_is_for_the_staff(self):
        self.assertIn("/web/login", self.url_open(f"{self.path}/here").url)
        self.authenticate("admin", "admin")
        page = self.url_open(f"{self.path}/here")
        self.assertIn("/report/barcode/QR/", page.text)
