from lxml import html

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from odoo.addons.attendance_rules_close.tests.common import CloseCase


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
                    "attendance_rules_feedback.survey_attendance_feedback"
                ).id,
            }
        )

    def _run(self, today):
        with freeze_time(f"{today} 02:00:00"):
            self.env["attendance.feedback.round"]._cron_ask()
        return self.env["attendance.feedback.round"].search(
            [("company_id", "=", self.company.id)]
        )

    def _answer(self, asked, *values, text=None, employee=None):
        answer = asked._hand_out(employee or asked.sudo().waiting_ids[0])
        survey = answer.survey_id
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

    def test_cs_1_7_whoever_signs_in_gets_the_same_link(self):
        asked = self._run("2026-03-02")
        self.assertEqual(asked.policy_id, self.policy)
        self.assertEqual(asked.invited_count, 4)
        message = self.env["mail.message"].search(
            [("model", "=", asked._name), ("res_id", "=", asked.id)]
        )
        self.assertIn(f'/attendance/feedback/{asked.id}"', message[-1].body)
        users = self.people.filtered("user_id")
        self.assertLessEqual(users.work_contact_id, message.notified_partner_ids)

    def test_cs_1_7_whoever_cannot_sign_in_gets_an_own_link(self):
        guard = self._create_employee("Guard", work_email="guard@example.com")
        asked = self._run("2026-03-02")
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "=", guard.work_contact_id.id)]
        )
        self.assertIn(asked._personal_url(guard), mail.body_html)
        self.assertTrue(mail.auto_delete)

    def test_cs_1_7_a_round_keeps_its_questions(self):
        asked = self._run("2026-03-02")
        template = self.company.attendance_feedback_survey_id
        self.assertNotEqual(asked.survey_id, template)
        before = asked.survey_id.question_ids.mapped("title")
        template.question_ids[0].title = "Changed"
        self.assertEqual(asked.survey_id.question_ids.mapped("title"), before)
        self.assertEqual(asked.survey_id.title, f"{template.title} · 2026-03")

    def test_cs_1_7_a_round_ends_by_itself(self):
        asked = self._run("2026-03-02")
        self._run("2026-03-17")
        self.assertEqual(asked.state, "done")
        self.assertFalse(asked.survey_id.active)

    # --- anonymous --------------------------------------------------------------------

    def test_cs_1_7_an_answer_carries_no_name_and_no_log_in(self):
        asked = self._run("2026-03-02")
        as_user = asked.with_user(self.employee.user_id).sudo()
        answer = self._answer(as_user, 4, 5, text="Fine", employee=self.employee)
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

    def test_cs_1_7_the_list_of_who_has_answered_is_no_way_to_the_answers(self):
        asked = self._run("2026-03-02")
        answer = self._answer(asked, 4, employee=self.employee)
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'attendance_feedback_waiting' ORDER BY 1"
        )
        self.assertEqual(self.env.cr.fetchall(), [("employee_id",), ("round_id",)])
        self.env.cr.execute(
            "SELECT employee_id FROM attendance_feedback_waiting WHERE round_id = %s",
            [asked.id],
        )
        left = {row[0] for row in self.env.cr.fetchall()}
        self.assertEqual(left, set(asked.sudo().waiting_ids.ids))
        self.assertNotIn(self.employee.id, left)
        self.assertTrue(answer.invite_token, "Drawn at random.")
        with self.assertRaises(AccessError):
            asked.with_user(self.hr_admin).read(["waiting_ids"])

    # --- one answer per employee ------------------------------------------------------

    def test_cs_1_7_an_employee_answers_once(self):
        asked = self._run("2026-03-02")
        self.assertTrue(asked._hand_out(self.employee))
        self.assertFalse(asked._hand_out(self.employee))
        self.assertTrue(asked._hand_out(self.colleague))

    def test_cs_1_7_whoever_was_not_asked_does_not_answer(self):
        asked = self._run("2026-03-02")
        self.assertFalse(asked._hand_out(self._create_employee("Newcomer")))

    def test_cs_1_7_nobody_begins_once_the_round_is_over(self):
        asked = self._run("2026-03-02")
        self._run("2026-03-17")
        self.assertFalse(asked._hand_out(self.employee))

    def test_cs_1_7_odoo_gives_no_second_answer(self):
        survey = self._run("2026-03-02").survey_id
        for values in (
            {"user": self.employee.user_id},
            {"partner": self.employee.work_contact_id, "check_attempts": False},
            {"invite_token": "of the first answer"},
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(UserError, "Every employee answers once"),
            ):
                survey._create_answer(**values)
        forged = survey.with_context(attendance_ballot=True)
        with self.assertRaisesRegex(UserError, "Every employee answers once"):
            forged._create_answer()

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
        asked._hand_out(self.employee)
        asked.invalidate_recordset()
        self.assertEqual(asked.answer_count, 0)

    def test_cs_1_7_a_minimum_that_is_not_anonymous_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "three or more"):
            self.company.attendance_feedback_minimum = 2


@tagged("post_install", "-at_install")
class TestFeedbackPage(HttpCase):
    """As a browser sees it: the demo user has an employee, the guard has no user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Feedback"})
        cls.user = new_test_user(
            cls.env,
            "feedback_user",
            groups="base.group_user",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        cls.env["hr.employee"].create(
            {"name": "User", "user_id": cls.user.id, "company_id": company.id}
        )
        cls.guard = cls.env["hr.employee"].create(
            {"name": "Guard", "company_id": company.id}
        )
        cls.asked = cls.env["attendance.feedback.round"].create(
            {
                "company_id": company.id,
                "date_start": "2026-03-02",
                "date_end": "2099-12-31",
            }
        )
        cls.asked.action_ask()

    def _begin(self, url):
        """Open the page and press its button."""
        page = self.url_open(url)
        token = html.fromstring(page.text).xpath("//input[@name='csrf_token']/@value")
        return self.url_open(url, data={"csrf_token": token[0] if token else ""})

    def _answers(self):
        answers = self.asked.survey_id.sudo().user_input_ids
        answers.invalidate_recordset()
        return answers

    def test_cs_1_7_a_signed_in_employee_answers_once_without_a_name(self):
        self.authenticate("feedback_user", "feedback_user")
        url = self.asked.action_answer()["url"]
        page = self._begin(url)
        self.assertIn("I know the attendance rules.", page.text)
        answer = self._answers()
        self.assertEqual(len(answer), 1)
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        again = self.url_open(url)
        self.assertIn("You have begun your answers already.", again.text)
        self.assertFalse(html.fromstring(again.text).xpath("//form"))

    def test_cs_1_7_opening_the_link_takes_nothing(self):
        self.url_open(self.asked._personal_url(self.guard))
        self.assertFalse(self._answers())
        self.assertTrue(self.asked._is_waiting(self.guard))

    def test_cs_1_7_an_employee_without_a_user_answers_by_the_own_link(self):
        page = self._begin(self.asked._personal_url(self.guard))
        self.assertIn("I know the attendance rules.", page.text)
        answer = self._answers()
        retry = f"/survey/retry/{answer.survey_id.access_token}/{answer.access_token}"
        self.url_open(retry)
        self.assertEqual(self._answers(), answer, "There is no second try.")

    def test_cs_1_7_a_link_is_for_nobody_else(self):
        url = self.asked._personal_url(self.guard)
        other = url.replace(f"/{self.guard.id}/", f"/{self.guard.id - 1}/")
        self.assertEqual(self.url_open(other).status_code, 404)
        start = self.url_open(self.asked.survey_id.get_start_url())
        self.assertNotIn("I know the attendance rules.", start.text)
        self.assertFalse(self._answers())
