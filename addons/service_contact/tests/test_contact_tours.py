from odoo.tests import HttpCase, tagged

from .common import ContactCase


class ContactTourCase(ContactCase, HttpCase):
    """At the time of the browser, which keeps its own."""

    def _tour(self, path, tour, user):
        self.env.flush_all()
        self.start_tour(path, tour, login=user.login)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestContactTours(ContactTourCase):
    """A manager sits at a desk."""

    def test_cm_4_2_a_manager_makes_a_cadence(self):
        self._tour(
            "/odoo/contact-cadences", "service_contact_cadence", self.policy_admin
        )
        cadence = self.env["service.contact.cadence"].search(
            [("name", "=", "Shops upstairs")]
        )
        self.assertEqual((cadence.state, cadence.every), ("published", 2))


@tagged("post_install", "-at_install")
class TestContactPhoneTours(ContactTourCase):
    """Whoever keeps contact does so on the way."""

    browser_size = "390x844"
    touch_enabled = True

    def test_sa_2_1_a_day_of_calls(self):
        self._plan(self._create_cadence())
        self._tour("/odoo/call-list", "service_contact_calls", self.user)
        first = self._duties(self.tea)
        second = self._duties(self.silk, state="done")
        self.assertEqual(first.tries, 1)
        self.assertEqual(second.note_id.result, "All is well")
        self.assertEqual(second.note_id.mood, "good")
        self.assertTrue(self._duties(self.silk, state="open").agreed_note_id)
