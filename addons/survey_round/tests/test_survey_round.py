from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, new_test_user, tagged

from .common import RoundCase


@tagged("post_install", "-at_install")
class TestSurveyRound(RoundCase):
    # Asking

    def test_users_get_one_link_and_others_their_own(self):
        asked = self._round()
        self.assertEqual((asked.invited_count, asked.sent_count), (4, 4))
        message = self.env["mail.message"].search(
            [("model", "=", asked._name), ("res_id", "=", asked.id)]
        )[:1]
        self.assertEqual(message.notified_partner_ids, self.ann)
        self.assertIn(f'{asked.survey_id._ballot_url()}"', message.body)
        mail = self._mails(self.bea)
        self.assertIn(asked.survey_id._personal_ballot_url(self.bea), mail.body_html)
        self.assertTrue(mail.auto_delete)
        self.assertNotIn(asked.survey_id._personal_ballot_url(self.cem), mail.body_html)

    def test_whoever_cannot_be_written_to_is_asked_but_not_reached(self):
        self.bea.email = False
        asked = self._round()
        self.assertEqual((asked.invited_count, asked.sent_count), (4, 3))

    def test_everybody_reads_it_in_the_own_language(self):
        self.cem.lang = "zh_CN"
        asked = self._round(ask=False)
        asked.with_context(lang="zh_CN").introduction = "您觉得这里怎么样?"
        asked.introduction = "How do you like it?"
        asked.action_ask()
        self.assertIn("您觉得这里怎么样?", self._mails(self.cem).body_html)
        self.assertIn("How do you like it?", self._mails(self.bea).body_html)
        self.assertEqual(asked.survey_id._hand_out(self.cem).lang_id.code, "zh_CN")

    def test_a_round_keeps_its_questions(self):
        asked = self._round()
        self.assertNotEqual(asked.survey_id, self.template)
        before = asked.survey_id.question_ids.mapped("title")
        self.template.question_ids[0].title = "Changed"
        self.assertEqual(asked.survey_id.question_ids.mapped("title"), before)
        self.assertEqual(asked.survey_id.title, f"{self.template.title} · 2026-03")

    def test_queries_do_not_grow_with_the_people(self):
        def count(people):
            partners = self.env["res.partner"].create(
                [
                    {"name": f"P{number}", "email": f"p{number}@example.com"}
                    for number in range(people)
                ]
            )
            asked = self._round(ask=False, partner_ids=[(6, 0, partners.ids)])
            self.env.flush_all()
            before = self.cr.sql_log_count
            asked.action_ask()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(2)
        self.assertLess(count(60) - count(5), 20)

    # Reminders and the end

    def _run(self, day):
        with freeze_time(f"{day} 02:00:00"):
            self.env["survey.round.mixin"]._cron_run()

    @freeze_time("2026-03-02 02:00:00")
    def test_only_who_has_not_begun_is_reminded_and_not_for_ever(self):
        asked = self._round(reminder_days=3, reminder_most=2)
        self._answer(asked, self.bea, 4)
        for day, bea, cem in (
            ("2026-03-04", 1, 1),
            ("2026-03-05", 1, 2),
            ("2026-03-06", 1, 2),
            ("2026-03-08", 1, 3),
            ("2026-03-11", 1, 3),
        ):
            self._run(day)
            with self.subTest(day=day):
                found = len(self._mails(self.bea)), len(self._mails(self.cem))
                self.assertEqual(found, (bea, cem))
        self.assertEqual(asked.reminder_count, 2)
        self.assertIn("Reminder", self._mails(self.cem)[0].subject)

    @freeze_time("2026-03-02 02:00:00")
    def test_nobody_is_reminded_once_enough_have_answered(self):
        asked = self._round(reminder_days=3, target_rate=0.5)
        self._answer(asked, self.ann, 4)
        self.assertFalse(asked.target_reached)
        self._answer(asked, self.bea, 4)
        self.assertEqual((asked.answer_rate, asked.target_reached), (0.5, True))
        self._run("2026-03-09")
        self.assertEqual(len(self._mails(self.cem)), 1)

    def test_a_round_ends_by_itself_and_forgets_who_has_not_answered(self):
        asked = self._round()
        self._run("2026-03-16")
        self.assertEqual(asked.state, "running", "The last day counts.")
        self._run("2026-03-17")
        self.assertEqual(asked.state, "done")
        self.assertFalse(asked.survey_id.active)
        self.assertFalse(asked.survey_id.sudo().waiting_ids)
        self.assertFalse(asked.survey_id._hand_out(self.ann))

    # Anonymous

    def test_an_answer_carries_no_name_and_no_log_in(self):
        asked = self._round().with_user(self.user).sudo()
        answer = self._answer(asked, self.ann, 4, text="Fine")
        nobody = self.env.ref("base.user_root")
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        for rows in (answer, answer.user_input_line_ids):
            self.assertEqual(rows.create_uid + rows.write_uid, nobody)

    def test_other_surveys_know_who_answers(self):
        answer = self.template._create_answer(user=self.user)
        self.assertEqual(answer.partner_id, self.ann)

    def test_nobody_reads_or_writes_answers_one_by_one(self):
        answer = self._answer(self._round(), self.ann, 4, text="I am Ann")
        boss = new_test_user(
            self.env,
            "boss",
            groups="base.group_user,base.group_system,survey.group_survey_manager",
        )
        for rows in (answer, answer.user_input_line_ids):
            mine = rows.with_user(boss).sudo(False)
            with self.subTest(model=rows._name):
                self.assertFalse(mine.search([("id", "in", rows.ids)]))
                with self.assertRaises(AccessError):
                    mine.read([])
                with self.assertRaises(AccessError):
                    mine.write({"write_date": "2026-03-03"})
                with self.assertRaises(AccessError):
                    mine.unlink()

    def test_the_list_is_no_way_to_the_answers(self):
        asked = self._round()
        answer = self._answer(asked, self.bea, 4)
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'survey_round_waiting' ORDER BY 1"
        )
        self.assertEqual(self.env.cr.fetchall(), [("partner_id",), ("survey_id",)])
        self.assertNotIn(self.bea, asked.survey_id.sudo().waiting_ids)
        self.assertTrue(answer.invite_token, "Drawn at random.")
        survey = asked.survey_id.with_user(self.officer)
        with self.assertRaises(AccessError):
            survey.read(["waiting_ids"])
        with self.assertRaises(AccessError):
            survey.search([("waiting_ids", "=", self.bea.id)])

    def test_what_was_promised_is_kept(self):
        asked = self._round(minimum=5)
        self._answer(asked, self.bea, 4)
        officer = asked.with_user(self.officer)
        for values in ({"minimum": 3}, {"is_anonymous": False}):
            with self.subTest(values), self.assertRaisesRegex(UserError, "promised"):
                officer.write(values)
        with self.assertRaisesRegex(UserError, "answered anonymously"):
            officer.survey_id.is_anonymous = False

    def test_answers_stay_where_they_were_given(self):
        """A survey officer moves one to a survey that shows names, or into a round."""
        asked = self._round()
        self._answer(asked, self.bea, 4)
        answer = asked.survey_id.sudo().user_input_ids
        other = self.template.copy()
        elsewhere = other._create_answer()
        with self.assertRaisesRegex(UserError, "stay where they were given"):
            answer.survey_id = other
        with self.assertRaisesRegex(UserError, "stay where they were given"):
            elsewhere.survey_id = asked.survey_id
        with self.assertRaisesRegex(UserError, "stay where they were given"):
            answer.user_input_line_ids[:1].user_input_id = elsewhere

    def test_only_the_buttons_begin_and_end_a_round(self):
        asked = self._round().with_user(self.officer)
        other = self.env["survey.survey"].create({"title": "Secret"})
        for values in (
            {"state": "done"},
            {"survey_id": other.id},
            {"invited_count": 1},
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, "buttons"):
                asked.write(values)
        with self.assertRaisesRegex(UserError, "decided in a round"):
            asked.survey_id.waiting_ids = False

    def test_a_minimum_that_is_not_anonymous_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "three or more"):
            self._round(ask=False, minimum=2)
        self.assertTrue(self._round(ask=False, minimum=0, is_anonymous=False))

    # One answer each

    def test_each_answers_once(self):
        survey = self._round().survey_id
        self.assertTrue(survey._hand_out(self.bea))
        self.assertFalse(survey._hand_out(self.bea))
        self.assertTrue(survey._hand_out(self.cem))

    def test_whoever_was_not_asked_does_not_answer(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self.assertFalse(self._round().survey_id._hand_out(stranger))

    def test_odoo_gives_no_second_answer(self):
        for anonymous in (True, False):
            survey = self._round(is_anonymous=anonymous).survey_id
            forged = survey.with_context(survey_round_ballot=True)
            for values in (
                {"user": self.user},
                {"partner": self.bea, "check_attempts": False},
                {"invite_token": "of the first answer"},
            ):
                for attempt in (survey, forged):
                    with (
                        self.subTest(anonymous=anonymous, values=values),
                        self.assertRaisesRegex(UserError, "Everybody answers once"),
                    ):
                        attempt._create_answer(**values)

    # With names

    def test_a_round_with_names_knows_who_answered_what(self):
        asked = self._round(is_anonymous=False, minimum=0)
        answer = self._answer(asked, self.bea, 2)
        self.assertEqual(answer.partner_id, self.bea)
        self.assertEqual(asked.result[0]["mean"], 2)
        begun = asked.survey_id._hand_out(self.cem)
        self.assertEqual(asked.survey_id._begun_by(self.cem), begun)
        self.assertFalse(asked.survey_id._begun_by(self.dan))

    # Result

    def test_averages_appear_once_the_round_is_over(self):
        """From the averages before and after an answer it could be worked out."""
        asked = self._round()
        for partner, value in ((self.ann, 1), (self.bea, 3), (self.cem, 5)):
            self._answer(asked, partner, value, text=f"Idea {value}")
        self.assertEqual(asked.answer_count, 3)
        self.assertFalse(asked.result)
        self.assertNotIn("Idea", asked.result_html)
        asked.action_close()
        self.assertEqual(
            asked.result,
            [{"question": "It is clean.", "mean": 3.0, "highest": 5, "count": 3}],
        )
        self.assertEqual((asked.average, asked.answer_rate), (3.0, 0.75))
        self.assertIn("Idea 5", asked.result_html)

    def test_few_answers_are_not_shown(self):
        asked = self._round()
        self._answer(asked, self.ann, 1, text="I am Ann")
        self._answer(asked, self.bea, 2)
        asked.action_close()
        self.assertEqual(asked.answer_count, 2)
        self.assertFalse(asked.result)
        self.assertNotIn("I am Ann", asked.result_html)
        self.assertIn("from 3 answers", " ".join(asked.result_html.split()))

    def test_answers_that_are_not_finished_or_a_try_do_not_count(self):
        asked = self._round()
        asked.survey_id._hand_out(self.bea)
        tried = asked.survey_id._create_answer(user=self.officer, test_entry=True)
        tried._mark_done()
        asked.invalidate_recordset()
        self.assertEqual(asked.answer_count, 0)

    # Rights

    def test_survey_officers_make_rounds_in_their_companies(self):
        with Form(self.env["survey.round"].with_user(self.officer)) as form:
            form.name = "Second quarter"
            form.template_id = self.template
            form.date_end = "2099-12-31"
            form.partner_ids.add(self.bea)
        mine = form.save()
        mine.action_ask()
        self.assertEqual((mine.state, mine.invited_count), ("running", 1))
        abroad = self._round(company_id=self._create_company(name="Far").id)
        self.assertFalse(abroad.with_user(self.officer).has_access("read"))

    def test_others_have_nothing(self):
        asked = self._round()
        portal = new_test_user(self.env, "outsider", groups="base.group_portal")
        for user in (self.user, portal, self.env.ref("base.public_user")):
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertFalse(asked.with_user(user).has_access(operation))
            for button in ("action_ask", "action_remind", "action_close"):
                with self.subTest(button), self.assertRaises(AccessError):
                    getattr(asked.with_user(user), button)()

    def test_a_survey_that_is_restricted_is_not_copied_by_others(self):
        self.template.restrict_user_ids = self.env.ref("base.user_admin")
        asked = self._round(ask=False).with_user(self.officer)
        with self.assertRaises(AccessError):
            asked.action_ask()
