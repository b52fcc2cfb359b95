from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.attendance_rules_close.tests.common import CloseCase


@tagged("post_install", "-at_install")
class TestFeedback(CloseCase):
    """CS-1.7: the company asks its employees every three months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).write(
            {"attendance_feedback_months": 0}
        )
        cls.company.write(
            {
                "attendance_feedback_months": 3,
                "attendance_feedback_days": 14,
                "attendance_feedback_reminder_days": 5,
                "attendance_feedback_minimum": 3,
                "attendance_feedback_survey_id": cls.env.ref(
                    "attendance_rules_feedback.survey_attendance_feedback"
                ).id,
            }
        )

    def _run(self, today):
        with freeze_time(f"{today} 02:00:00"):
            self.env["survey.round.mixin"]._cron_run()
        return self.env["attendance.feedback.round"].search(
            [("company_id", "=", self.company.id)]
        )

    def _answer(self, asked, partner, *values, text=None):
        answer = asked.survey_id._hand_out(partner)
        questions = answer.survey_id.question_ids
        scales = questions.filtered(lambda q: q.question_type == "scale")
        for question, value in zip(scales, values, strict=False):
            answer._save_lines(question, value)
        if text:
            box = questions.filtered(lambda q: q.question_type == "text_box")
            answer._save_lines(box, text)
        answer._mark_done()
        asked.invalidate_recordset()
        return answer

    # Regularly

    def test_cs_1_7_employees_are_asked_regularly_by_setting(self):
        self.assertEqual(len(self._run("2026-03-02")), 1)
        self.assertEqual(len(self._run("2026-05-31")), 1)
        self.assertEqual(len(self._run("2026-06-02")), 2)

    def test_cs_1_7_nobody_is_asked_when_the_setting_is_off(self):
        self.company.attendance_feedback_months = 0
        self.assertFalse(self._run("2026-03-02"))

    def test_cs_1_7_every_employee_of_the_company_is_asked(self):
        guard = self._create_employee("Guard", work_email="guard@example.com")
        self._create_employee(
            "Stranger", company_id=self.other_company.id, resource_calendar_id=False
        )
        asked = self._run("2026-03-02")
        self.assertEqual(asked.policy_id, self.policy)
        self.assertEqual(asked.invited_count, 5)
        message = self.env["mail.message"].search(
            [("model", "=", asked._name), ("res_id", "=", asked.id)]
        )
        self.assertIn(asked.survey_id._ballot_url(), message[-1].body)
        users = (self.employee | self.manager | self.chief).user_id.partner_id
        self.assertEqual(message[-1].notified_partner_ids, users)
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "=", guard.work_contact_id.id)]
        )
        link = asked.survey_id._personal_ballot_url(guard.work_contact_id)
        self.assertIn(link, mail.body_html)

    def test_cs_1_7_employees_without_a_user_read_their_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.colleague.lang = "zh_CN"
        self.assertEqual(self.colleague.work_contact_id._reader_lang(), "zh_CN")
        answer = self._run("2026-03-02").survey_id._hand_out(
            self.colleague.work_contact_id
        )
        self.assertEqual(answer.lang_id.code, "zh_CN")

    def test_cs_1_7_a_round_ends_by_itself(self):
        asked = self._run("2026-03-02")
        self._run("2026-03-07")
        self.assertEqual(asked.reminder_count, 1)
        self._run("2026-03-17")
        self.assertEqual(asked.state, "done")
        self.assertFalse(asked.survey_id.active)

    # Without names

    @mute_logger("odoo.sql_db")
    def test_cs_1_7_employees_are_never_asked_by_name(self):
        with self.assertRaises(CheckViolation), self.cr.savepoint():
            self.env["attendance.feedback.round"].create(
                {
                    "company_id": self.company.id,
                    "date_end": "2026-03-16",
                    "is_anonymous": False,
                }
            )
            self.env.flush_all()

    def test_cs_1_7_an_answer_carries_no_name_and_no_log_in(self):
        asked = self._run("2026-03-02").with_user(self.employee.user_id).sudo()
        partner = self.employee.user_id.partner_id
        answer = self._answer(asked, partner, 4, 5, text="Fine")
        nobody = self.env.ref("base.user_root")
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        for rows in (answer, answer.user_input_line_ids):
            self.assertEqual(rows.create_uid + rows.write_uid, nobody)
        self.assertFalse(asked.survey_id._hand_out(partner), "Once.")

    def test_cs_1_7_a_minimum_that_is_not_anonymous_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "three or more"):
            self.company.attendance_feedback_minimum = 2

    # Result

    def test_cs_1_7_averages_and_number_are_shown_beside_the_policy(self):
        asked = self._run("2026-03-02")
        for partner, value in zip(
            asked.survey_id.sudo().waiting_ids[:3], (1, 3, 5), strict=True
        ):
            self._answer(asked, partner, value, 4, text=f"Idea {value}")
        self.assertNotIn("Idea 5", self.policy.feedback_html)
        asked.action_close()
        first = asked.result[0]
        self.assertEqual((first["mean"], first["count"]), (3.0, 3))
        self.assertEqual(asked.average, 3.5)
        self.policy.invalidate_recordset()
        read = self.policy.with_user(self.employee.user_id).feedback_html
        self.assertIn("Idea 5", read)
        self.assertIn("n =", read)

    def test_cs_1_7_the_company_says_how_many_answers_are_enough(self):
        self.company.attendance_feedback_minimum = 4
        asked = self._run("2026-03-02")
        self.company.attendance_feedback_minimum = 3
        self.assertEqual(asked.minimum, 4, "As it was when they were asked.")
        for partner in asked.survey_id.sudo().waiting_ids[:3]:
            self._answer(asked, partner, 1, text="I am here")
        asked.action_close()
        self.assertFalse(asked.result)
        self.assertNotIn("I am here", asked.result_html)
        with self.assertRaisesRegex(UserError, "promised"):
            asked.with_user(self.hr_admin).minimum = 3
