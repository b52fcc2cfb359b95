import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged

from odoo.addons.service_contact.tests.common import ContactCase
from odoo.addons.service_contact.tests.test_contact_tours import ContactTourCase
from odoo.addons.service_rating.tests.common import LOW, SCORES


class VisitCase(ContactCase):
    """Lotus Mall asks for ratings; Employee visits, Manager leads him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_rating_active = True
        cls.tea.email = "tea@customer.example"

    def _visit(self, **values):
        return self._note(self.tea, means_id=self.visit.id, **values)

    def _ratings(self, note):
        return self.env["service.rating"].search(
            [("res_model", "=", note._name), ("res_id", "=", note.id)]
        )


@tagged("post_install", "-at_install")
class TestRatingAfterVisit(VisitCase):
    """Who is asked after a visit, and who is not."""

    def test_cs_6_3_whoever_was_visited_is_asked_at_once(self):
        note = self._visit()
        action = note.action_rate_here()
        rating = self._ratings(note)
        self.assertEqual(action["url"], f"{rating._link_path()}/here")
        self.assertEqual((rating.state, rating.way), ("asked", "visit"))
        self.assertEqual((rating.user_id, rating.partner_id), (self.user, self.tea))
        self.assertEqual(rating.leader_id, self.manager.user_id)
        note.action_rate_here()
        self.assertEqual(self._ratings(note), rating, "one question for each visit")

    def test_cs_6_3_the_person_who_was_there_is_asked(self):
        note = self._note(self.person, means_id=self.visit.id)
        note.action_rate_here()
        rating = self._ratings(note)
        self.assertEqual(rating.partner_id, self.person)
        self.assertEqual(rating.customer_name, "Mrs Tea")

    def test_who_was_called_is_not_here(self):
        note = self._note(self.tea)
        self.assertFalse(note.can_rate_here)
        with self.assertRaisesRegex(UserError, "not here"):
            note.action_rate_here()
        self.assertFalse(self._ratings(note))

    def test_the_dialog_offers_it_for_visits_where_the_company_asks(self):
        notes = self.env["service.contact.note"].with_user(self.user)
        form = Form(
            notes.with_context(default_partner_id=self.tea.id),
            "service_contact.service_contact_note_view_form_quick",
        )
        form.means_id = self.visit
        self.assertTrue(form.can_rate_here)
        form.means_id = self.call
        self.assertFalse(form.can_rate_here)
        self.company.service_rating_active = False
        form.means_id = self.visit
        self.assertFalse(form.can_rate_here)
        with self.assertRaisesRegex(UserError, "does not ask"):
            self._visit().action_rate_here()

    def test_of_the_visits_of_others_nobody_asks(self):
        note = self._visit()
        with self.assertRaises(AccessError):
            note.with_user(self.stranger).action_rate_here()
        self.assertFalse(self._ratings(note))

    def test_sm_2_4_a_comment_is_read_where_the_visit_is_noted(self):
        note = self._visit()
        note.action_rate_here()
        self._ratings(note).sudo()._submit(SCORES, "Come again")
        said = note.message_ids.filtered(lambda one: "Come again" in one.body)
        self.assertEqual(said.author_id, self.tea)
        self.assertIn(self.user.partner_id, said.notified_partner_ids)

    def test_sm_2_4_a_low_rating_of_a_visit_is_investigated(self):
        note = self._visit()
        note.action_rate_here()
        rating = self._ratings(note)
        rating.sudo()._submit(LOW, "")
        action = rating.sudo()._follow_ups()
        self.assertEqual(action.user_id, self.manager.user_id)


@tagged("post_install", "-at_install")
class TestRatingAfterVisitPage(VisitCase, HttpCase):
    """The telephone goes from the visitor to the customer."""

    def test_cs_6_3_the_telephone_is_handed_over(self):
        note = self._visit()
        self.authenticate(self.user.login, self.user.login)
        here = self.url_open(note.action_rate_here()["url"])
        self.assertIn("/report/barcode/QR/", here.text)
        path = self._ratings(note)._link_path()
        self.assertIn(path, here.text)
        token = re.search(
            r'name="csrf_token" value="([^"]+)"', self.url_open(path).text
        )[1]
        thanks = self.url_open(path, data={"csrf_token": token, **SCORES})
        self.assertIn("Thank you!", thanks.text)
        rating = self._ratings(note)
        self.assertEqual((rating.state, rating.user_id), ("done", self.user))


@tagged("post_install", "-at_install")
class TestRatingAfterVisitTour(VisitCase, ContactTourCase):
    """A visit is noted on the way."""

    browser_size = "390x844"
    touch_enabled = True

    def test_cs_6_3_noted_and_handed_over_by_taps(self):
        self._plan(self._create_cadence())
        self._tour("/odoo/call-list", "service_rating_contact", self.user)
        note = self._duties(self.tea).note_id
        self.assertEqual((note.means_id, note.result), (self.visit, "All is well"))
        self.assertEqual(self._ratings(note).way, "visit")
        self.assertEqual(self._duties(self.tea).state, "done")
