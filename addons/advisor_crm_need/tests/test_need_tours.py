from odoo.tests import HttpCase, tagged

from .common import NeedCase


@tagged("post_install", "-at_install")
class TestNeedTours(NeedCase, HttpCase):
    """What an advisor does with an enquiry, by hand and on a phone."""

    def test_an_enquiry_from_the_call_to_the_solution(self):
        lead = self._create_lead(name="Coffee for a tour")
        for question in self.env["advisor.need.question"].search([])[2:]:
            question.active = False
        self.env.flush_all()
        self.start_tour(
            "/odoo/enquiries", "advisor_crm_need_enquiry", login="anna", timeout=120
        )
        self.env.invalidate_all()
        self.assertTrue(lead.first_answer_at)
        answered = lead.need_answer_ids.filtered("is_answered")
        self.assertEqual(answered.mapped("text"), ["A party"])
        solution = lead.solution_ids
        self.assertEqual((solution.state, solution.version), ("sent", 1))


@tagged("post_install", "-at_install")
class TestNeedTourOnPhone(TestNeedTours):
    """The same, on a screen of 390 px, by finger."""

    browser_size = "390x844"
    touch_enabled = True
