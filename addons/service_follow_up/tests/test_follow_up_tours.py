from urllib.parse import urlsplit

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import FollowUpCase


class FollowUpTourCase(FollowUpCase, HttpCase):
    """At the time of the browser, which keeps its own."""

    def _meeting(self, state="planned"):
        """A meeting that the asker leads and the manager takes part in."""
        meetings = self.env["service.meeting"].with_user(self.asker)
        meeting = meetings.create(
            {
                "name": "Quality",
                "date": "2026-03-02",
                "company_id": self.company.id,
                "attendance_ids": [
                    Command.create({"user_id": self.manager.user_id.id})
                ],
                "item_ids": [Command.create({"name": "Figures"})],
            }
        )
        if state == "published":
            meeting.action_hold()
            meeting.attendance_ids.presence = "present"
            meeting.action_publish()
        return meeting

    def _tour(self, path, tour, user=None):
        self.env.flush_all()
        login = user and user.login
        self.start_tour(path, tour, login=login)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestFollowUpTours(FollowUpTourCase):
    """Whoever asks and leads sits at a desk."""

    def test_an_action_that_has_not_helped_is_done_again(self):
        action = self._create_action(verifier_id=self.asker.id)
        self._step(action, self.employee.user_id, "done", "A new cylinder")
        self._tour(
            f"/odoo/actions-agreed/{action.id}",
            "service_action_checked",
            self.asker,
        )
        self.assertEqual(action.state, "open")
        self.assertEqual(str(action.date_due), "2026-12-31")

    def test_a_review_is_asked_for(self):
        review = self._create_review(ask=False)
        self._tour(
            f"/odoo/service-reviews/{review.id}", "service_review_ask", self.asker
        )
        self.assertEqual(review.opinion_ids.mapped("state"), ["asked", "asked"])

    def test_sa_2_2_a_letter_is_sent_and_its_answer_returned(self):
        letter = self._create_consultation()
        path = f"/odoo/consultations/{letter.id}"
        self._tour(path, "service_consultation_ask", self.asker)
        self.assertEqual(letter.state, "asked")
        letter.with_user(self.manager.user_id).answer = "<p>At ten.</p>"
        letter.with_user(self.manager.user_id).action_answer()
        letter.sudo().write({"res_model": False, "res_id": False})
        self._tour(path, "service_consultation_return", self.asker)
        self.assertEqual(letter.state, "returned")

    def test_cm_4_3_minutes_become_actions(self):
        meeting = self._meeting()
        self._tour(
            f"/odoo/service-meetings/{meeting.id}",
            "service_meeting_minutes",
            self.asker,
        )
        self.assertEqual(meeting.state, "published")
        action = meeting.item_ids.action_id
        self.assertEqual(action.name, "A sign at the gate")
        self.assertEqual(action.user_id, self.employee.user_id)


@tagged("post_install", "-at_install")
class TestFollowUpToursOnAPhone(FollowUpTourCase):
    """Whoever is asked answers with a finger."""

    browser_size = "390x844"
    touch_enabled = True

    def test_an_action_is_done(self):
        action = self._create_action()
        self._tour("/odoo/my-actions", "service_action_done", self.employee.user_id)
        self.assertEqual(action.state, "done")
        self.assertEqual(action.result, "A new cylinder")

    def test_sm_2_2_an_opinion_is_given(self):
        opinion = self._create_review().opinion_ids[0]
        self._tour("/odoo/my-opinions", "service_review_answer", self.manager.user_id)
        self.assertEqual(opinion.verdict, "on_condition")

    def test_sm_2_2_an_opinion_is_given_by_the_link(self):
        opinion = self._create_review().opinion_ids[0]
        self._tour(self._path(opinion), "service_review_page")
        self.assertEqual(opinion.verdict, "on_condition")
        self.assertEqual(opinion.opinion, "Not on Sundays")

    def _path(self, opinion):
        """The address of the link, as long as the browser's day lasts."""
        return urlsplit(opinion.sudo()._answer_url(opinion.user_id)).path

    def test_a_letter_is_answered(self):
        letter = self._create_consultation()
        letter.action_ask()
        self._tour(
            f"/odoo/consultations/{letter.id}",
            "service_consultation_answer",
            self.manager.user_id,
        )
        self.assertEqual(letter.state, "answered")

    def test_minutes_are_confirmed(self):
        meeting = self._meeting("published")
        self._tour(
            f"/odoo/service-meetings/{meeting.id}",
            "service_meeting_confirm",
            self.manager.user_id,
        )
        self.assertTrue(meeting.attendance_ids.confirmed_at)
