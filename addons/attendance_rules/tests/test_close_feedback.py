from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, freeze_time, tagged

from .common_close import CloseCase


@tagged("post_install", "-at_install")
class TestFeedback(CloseCase):
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
                "attendance_feedback_minimum": 3,
                "attendance_feedback_survey_id": cls.env.ref(
                    "attendance_rules.survey_attendance_feedback"
                ).id,
            }
        )

    def _run(self, today):
        with freeze_time(f"{today} 02:00:00"):
            self.env["attendance.feedback.round"]._cron_ask()
        return self.env["attendance.feedback.round"].search(
            [("company_id", "=", self.company.id)]
        )

    def _answer(self, asked, *values, text=None, user=None):
        survey = asked.survey_id.sudo().with_user(user or self.env.user).sudo()
        answer = survey._create_answer(user=user or self.employee.user_id)
        scales = survey.question_ids.filtered(lambda q: q.question_type == "scale")
        for question, value in zip(scales, values, strict=False):
            answer._save_lines(question, value)
        if text:
            box = survey.question_ids.filtered(lambda q: q.question_type == "text_box")
            answer._save_lines(box, text)
        answer._mark_done()
        asked.invalidate_recordset()
        return answer

    # --- regularly --------------------------------------------------------------------

    def test_cs_1_7_employees_are_asked_regularly_by_setting(self):
        self.assertEqual(len(self._run("2026-03-02")), 1)
        self.assertEqual(len(self._run("2026-05-31")), 1)
        self.assertEqual(len(self._run("2026-06-02")), 2)

    def test_cs_1_7_nobody_is_asked_when_the_setting_is_off(self):
        self.company.attendance_feedback_months = 0
        self.assertFalse(self._run("2026-03-02"))

    def test_cs_1_7_everybody_gets_the_same_link(self):
        asked = self._run("2026-03-02")
        self.assertEqual(asked.policy_id, self.policy)
        self.assertEqual(asked.invited_count, 4)
        message = self.env["mail.message"].search(
            [("model", "=", asked._name), ("res_id", "=", asked.id)]
        )
        self.assertIn(asked.survey_id.get_start_url(), message[-1].body)
        self.assertLessEqual(self.people.work_contact_id, message.notified_partner_ids)

    def test_cs_1_7_a_round_keeps_its_questions(self):
        asked = self._run("2026-03-02")
        template = self.company.attendance_feedback_survey_id
        self.assertNotEqual(asked.survey_id, template)
        before = asked.survey_id.question_ids.mapped("title")
        template.question_ids[0].title = "Changed"
        self.assertEqual(asked.survey_id.question_ids.mapped("title"), before)

    def test_cs_1_7_a_round_ends_by_itself(self):
        asked = self._run("2026-03-02")
        self._run("2026-03-17")
        self.assertEqual(asked.state, "done")
        self.assertFalse(asked.survey_id.active)

    # --- anonymous --------------------------------------------------------------------

    def test_cs_1_7_an_answer_carries_no_name_and_no_log_in(self):
        asked = self._run("2026-03-02")
        answer = self._answer(
            asked, 4, 5, text="Fine", user=self.employee.user_id
        ).sudo()
        nobody = self.env.ref("base.user_root")
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        for rows in (answer, answer.user_input_line_ids):
            self.assertEqual(rows.create_uid + rows.write_uid, nobody)

    def test_cs_1_7_other_surveys_know_who_answers(self):
        survey = self.env["survey.survey"].create({"title": "Canteen"})
        answer = survey._create_answer(user=self.employee.user_id)
        self.assertEqual(answer.partner_id, self.employee.user_id.partner_id)

    def test_cs_1_7_nobody_reads_answers_one_by_one(self):
        answer = self._answer(self._run("2026-03-02"), 4)
        boss = self._create_user("survey_boss", "survey.group_survey_manager")
        self.assertFalse(
            self.env["survey.user_input"]
            .with_user(boss)
            .search([("id", "=", answer.id)])
        )
        with self.assertRaises(AccessError):
            answer.with_user(boss).sudo(False).read(["state"])

    # --- result -----------------------------------------------------------------------

    def test_cs_1_7_few_answers_are_not_shown(self):
        asked = self._run("2026-03-02")
        self._answer(asked, 1, text="I am Employee")
        self._answer(asked, 2)
        self.assertEqual(asked.answer_count, 2)
        self.assertFalse(asked.result)
        self.assertNotIn("I am Employee", asked.result_html)
        self.assertIn("from 3 answers", " ".join(asked.result_html.split()))

    def test_cs_1_7_averages_and_number_are_shown_beside_the_policy(self):
        asked = self._run("2026-03-02")
        for value in (1, 3, 5):
            self._answer(asked, value, 4, text=f"Idea {value}")
        first = asked.result[0]
        self.assertEqual((first["mean"], first["count"]), (3.0, 3))
        self.assertEqual(asked.average, 3.5)
        self.policy.invalidate_recordset()
        self.assertIn("Idea 5", self.policy.feedback_html)
        self.assertIn("n =", self.policy.feedback_html)

    def test_cs_1_7_unfinished_answers_do_not_count(self):
        asked = self._run("2026-03-02")
        asked.survey_id.sudo()._create_answer(user=self.employee.user_id)
        asked.invalidate_recordset()
        self.assertEqual(asked.answer_count, 0)

    def test_cs_1_7_a_minimum_that_is_not_anonymous_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "three or more"):
            self.company.attendance_feedback_minimum = 2


@tagged("post_install", "-at_install")
class TestFeedbackPage(HttpCase):
    def test_cs_1_7_a_signed_in_employee_answers_without_a_name(self):
        survey = self.env.ref("attendance_rules.survey_attendance_feedback").copy(
            {"attendance_anonymous": True, "access_mode": "public"}
        )
        self.authenticate("demo", "demo")
        page = self.url_open(f"/survey/start/{survey.access_token}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("/survey/", page.url)
        answer = survey.sudo().user_input_ids
        self.assertEqual(len(answer), 1)
        self.assertFalse(answer.partner_id)
        again = self.url_open(f"/survey/{survey.access_token}/{answer.access_token}")
        self.assertIn("Our attendance rules", again.text)
