from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import FollowUpCase


@tagged("post_install", "-at_install")
class TestServiceConsultation(FollowUpCase):
    """A question goes to a department, and the answer comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sa = cls.env.ref("service_policy.service_policy_sa")
        cls.sa.company_ids = cls.company
        cls.sa.rule_ids.date_from = cls.sa.adoption_ids.since = "2020-01-01"

    def _ask(self, **values):
        consultation = self._create_consultation(**values)
        consultation.action_ask()
        self.env.flush_all()
        return consultation

    def _answer(self, consultation, text="<p>At ten</p>"):
        mine = consultation.with_user(consultation.user_id)
        mine.answer = text
        mine.action_answer()
        self.env.flush_all()

    def test_sa_2_2_a_question_is_answered_and_the_answer_returned(self):
        consultation = self._create_consultation()
        self.assertFalse(self._promises(consultation), "not before it is asked")
        self.assertTrue(consultation.number.startswith("CL/"))
        consultation.action_ask()
        promise = self._promises(consultation)
        self.assertEqual(promise.rule_id.policy_ref, "SA-2.2")
        self.assertEqual(promise.user_id, self.manager.user_id)
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-04 01:00:00"))
        self.assertEqual(
            self._inbox(self.manager.user_id), {"service.consultation.asked": 1}
        )
        self._go("2026-03-03 01:00:00")
        self._answer(consultation)
        self.assertEqual((consultation.state, promise.state), ("answered", "met"))
        self.assertIn("At ten", consultation.reply)
        self.assertEqual(self._inbox(self.asker), {"service.consultation.answered": 1})

    def test_the_letter_reaches_who_is_asked_or_the_deputy(self):
        self.manager.user_id.deputy_id = self.employee.user_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": self.manager.resource_id.id,
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-10 00:00:00",
            }
        )
        letter = self._ask().message_ids.filtered("subject")
        self.assertIn("Internal contact letter", letter.subject)
        self.assertIn("When does the rink open?", letter.body)
        self.assertEqual(letter.notified_partner_ids, self.employee.user_id.partner_id)

    def test_an_agreed_time_goes_first(self):
        consultation = self._ask(wanted_at="2026-03-02 04:00:00")
        self.assertEqual(
            self._promises(consultation).due_at,
            Datetime.to_datetime("2026-03-02 04:00:00"),
        )

    def test_the_answer_is_returned_in_the_words_of_who_asked(self):
        consultation = self._ask(res_id=False, res_model=False)
        self._answer(consultation, "<p>At ten. Between us: the ice is bad.</p>")
        with self.assertRaises(AccessError):
            consultation.with_user(self.manager.user_id).reply = "<p>x</p>"
        mine = consultation.with_user(self.asker)
        mine.reply = "<p>At ten.</p>"
        mine.action_return()
        self.assertEqual(consultation.state, "returned")
        self.assertIn("Between us", consultation.answer)

    def test_the_question_stays_and_the_answer_is_given_once(self):
        consultation = self._ask()
        with self.assertRaises(AccessError):
            consultation.with_user(self.asker).question = "<p>Another one?</p>"
        with self.assertRaises(AccessError):
            consultation.with_user(self.asker).answer = "<p>Mine</p>"
        with self.assertRaises(UserError):
            consultation.with_user(self.manager.user_id).action_answer()
        self._answer(consultation)
        with self.assertRaises(AccessError):
            consultation.with_user(self.manager.user_id).answer = "<p>Later</p>"
        with self.assertRaises(AccessError):
            consultation.with_user(self.manager.user_id).action_answer()

    def test_nobody_forges_a_state(self):
        consultation = self._ask()
        for user in (self.asker, self.manager.user_id, self.policy_admin):
            for values in (
                {"state": "answered"},
                {"answered_at": "2026-03-01 00:00:00"},
                {"number": "CL/1"},
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaises(AccessError),
                ):
                    consultation.with_user(user).write(values)

    def test_somebody_has_to_be_there(self):
        empty = self.env["hr.department"].create({"name": "Nobody"})
        with self.assertRaisesRegex(UserError, "whom"):
            self._ask(department_id=empty.id)

    def test_a_withdrawn_question_breaks_no_promise(self):
        consultation = self._ask()
        consultation.action_withdraw()
        self.assertEqual(self._promises(consultation).state, "cancelled")

    def test_the_letter_can_be_printed(self):
        consultation = self._ask()
        self._answer(consultation)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "service_follow_up.service_consultation_document", consultation.ids
        )
        for text in (consultation.number, "When does the rink open?", "At ten"):
            self.assertIn(text, html.decode())
