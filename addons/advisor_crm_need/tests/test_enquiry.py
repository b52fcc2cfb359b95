from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import NeedCase

MAIL = """From: {sender}
To: {to}
Subject: {subject}
Message-Id: <{key}@customer.example>
Date: Mon, 02 Mar 2026 01:00:00 +0000
Content-Type: text/plain; charset="utf-8"
{headers}
{body}
"""


@tagged("post_install", "-at_install")
class TestEnquiry(NeedCase):
    """Enquiries run under promises (SA-4.1)."""

    def test_sa_4_1_enquiry_is_answered_within_minutes(self):
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        self.assertEqual(promise.state, "running")
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-02 01:30:00"))
        self.assertEqual(promise.partner_id, self.customer)
        self.assertEqual(promise.user_id, self.anna)
        self.assertTrue(promise.public)
        self._go("2026-03-02 01:10:00")
        self._reply(lead)
        self.assertEqual(promise.state, "met")
        self.assertEqual(
            lead.first_answer_at, Datetime.to_datetime("2026-03-02 01:10:00")
        )

    def test_sa_4_1_urgent_need_has_a_reply_and_a_solution(self):
        lead = self._create_lead(enquiry_kind_id=self.urgent.id)
        self.assertTrue(lead.is_urgent)
        self.assertFalse(self._promise(lead, "enquiry_answer"))
        reply = self._promise(lead, "enquiry_urgent_reply")
        solution = self._promise(lead, "enquiry_solution")
        self.assertEqual(reply.due_at, Datetime.to_datetime("2026-03-02 01:15:00"))
        # 9 to 12 and 13 to 14 in Shanghai
        self.assertEqual(solution.due_at, Datetime.to_datetime("2026-03-02 06:00:00"))
        self._go("2026-03-02 01:05:00")
        self._create_solution(lead).action_send()
        self.env.cr.precommit.run()
        self.env.cr.postcommit.run()
        self.env.flush_all()
        self.assertEqual(solution.state, "met")
        self.assertEqual(reply.state, "met", "a solution is an answer, too")

    def test_what_is_no_answer(self):
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        self._reply(lead, subtype_xmlid="mail.mt_note")
        self._reply(lead, message_type="auto_comment")
        self._reply(lead, author_id=self.customer.id)
        self.assertEqual(promise.state, "running")
        self.assertFalse(lead.first_answer_at)

    def test_a_call_is_an_answer_only_when_the_customer_was_reached(self):
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        dialog = self.env["advisor.enquiry.contact"].with_user(self.anna)
        missed = {"lead_id": lead.id, "note": "Nobody there", "reached": False}
        dialog.create(missed).action_note()
        self.assertEqual(self._promise(lead, "enquiry_answer").state, "running")
        dialog.create({"lead_id": lead.id, "note": "40 people"}).action_note()
        self.env.flush_all()
        self.assertEqual(promise.state, "met")
        self.assertIn("40 people", lead.message_ids[0].body)

    def test_own_initiative_is_promised_nothing(self):
        lead = self._create_lead(enquiry_kind_id=False)
        self.assertFalse(lead.deadline_ids)
        self.assertEqual(lead.next_deadline_state, "none")

    def test_lost_still_owes_the_first_answer(self):
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        lead.with_user(self.anna).action_set_lost()
        self.env.flush_all()
        self.assertEqual(lead.won_status, "lost")
        self.assertEqual(promise.state, "running")

    def test_archiving_gets_rid_of_no_promise(self):
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        lead.with_user(self.anna).action_archive()
        self.env.flush_all()
        self.assertEqual(promise.state, "running")

    def test_spam_needs_no_answer(self):
        spam = self.env["crm.lost.reason"].create(
            {"name": "Spam", "drops_promises": True}
        )
        lead = self._create_lead()
        lead.with_user(self.anna).action_set_lost(lost_reason_id=spam.id)
        self.assertEqual(self._promise(lead, "enquiry_answer").state, "cancelled")

    def test_won_needs_no_answer_any_more(self):
        lead = self._create_lead()
        lead.with_user(self.anna).action_set_won()
        self.assertEqual(self._promise(lead, "enquiry_answer").state, "cancelled")

    def test_lost_needs_no_solution_and_reopened_begins_anew(self):
        lead = self._create_lead(enquiry_kind_id=self.urgent.id)
        lead.action_set_lost()
        self.assertEqual(self._promise(lead, "enquiry_solution").state, "cancelled")
        self._go("2026-03-02 02:00:00")
        lead.action_restore()
        solutions = self._promise(lead, "enquiry_solution")
        self.assertEqual(solutions.mapped("state"), ["cancelled", "running"])
        self.assertEqual(
            solutions[1].started_at, Datetime.to_datetime("2026-03-02 02:00:00")
        )

    def test_conversion_leaves_the_promise_alone(self):
        lead = self._create_lead(type="lead")
        promise = self._promise(lead, "enquiry_answer")
        self._go("2026-03-02 01:20:00")
        lead.convert_opportunity(self.customer)
        self.assertEqual(self._promise(lead, "enquiry_answer"), promise)
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-02 01:30:00"))

    def test_without_user_the_promise_runs_and_nobody_answers_for_it(self):
        lead = self._create_lead(user_id=False)
        promise = self._promise(lead, "enquiry_answer")
        self.assertEqual(promise.state, "running")
        self.assertFalse(promise.user_id)
        self.assertEqual(lead._deadline_present(lead.user_id), self.manager.user_id)

    def test_without_working_hours_every_hour_counts(self):
        self.company.resource_calendar_id = False
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-02 01:30:00"))

    def test_hours_of_the_team_count(self):
        self.team.enquiry_calendar_id = self._create_calendar(hours=((13, 17),))
        rule = self.env.ref("advisor_crm_need.deadline_rule_sa_enquiry_answer")
        rule.calendar_source = "team"
        lead = self._create_lead()
        promise = self._promise(lead, "enquiry_answer")
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-02 05:30:00"))

    def test_waiting_ends_with_the_answer_of_the_customer(self):
        lead = self._create_lead(enquiry_kind_id=self.urgent.id)
        solution = self._promise(lead, "enquiry_solution")
        reason = self.env.ref("service_deadline.pause_reason_customer")
        solution.with_user(self.anna).action_pause(reason)
        self.assertEqual(solution.state, "paused")
        self._go("2026-03-02 02:00:00")
        self._reply(lead, author_id=self.customer.id, user=self.env.user)
        self.assertEqual(solution.state, "running")
        self.assertEqual(solution.due_at, Datetime.to_datetime("2026-03-02 07:00:00"))

    def test_facts_cannot_be_forged(self):
        lead = self._create_lead()
        for name in ("first_answer_at", "solution_sent_at", "deadline_reply_at"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                lead.with_user(self.anna).write({name: "2026-03-02 01:00:00"})
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.env["crm.lead"].with_user(self.anna).create(
                    {"name": "Forged", name: "2026-03-02 01:00:00"}
                )

    def test_nobody_gets_rid_of_a_promise_by_other_ways(self):
        lead = self._create_lead()
        with self.assertRaisesRegex(AccessError, "ask a leader"):
            lead.with_user(self.anna).enquiry_kind_id = False
        with self.assertRaisesRegex(ValidationError, "later than now"):
            self._create_lead(enquired_at="2026-03-05 01:00:00")
        self._go("2026-03-02 01:40:00")
        lead.with_user(self.anna).enquired_at = "2026-03-02 01:39:00"
        promise = self._promise(lead, "enquiry_answer")
        self.assertEqual(
            promise.started_at, Datetime.to_datetime("2026-03-02 01:00:00")
        )
        lead.with_user(self.boss).enquiry_kind_id = False
        self.env.flush_all()
        self.assertFalse(promise.is_open)

    def test_leads_of_others_are_left_alone(self):
        lead = self._create_lead()
        with self.assertRaises(AccessError):
            lead.with_user(self.berta).action_note_contact()
        dialog = self.env["advisor.enquiry.contact"].with_user(self.berta)
        with self.assertRaises(AccessError):
            dialog.create({"lead_id": lead.id, "note": "I was it"})

    # --- by e-mail --------------------------------------------------------------------

    def _mail(self, key, headers="", **values):
        raw = MAIL.format(
            **{
                "sender": "Carl <carl@customer.example>",
                "to": "sales@lotus.example",
                "subject": "Coffee?",
                "key": key,
                "headers": headers,
                "body": "We are 40.",
            }
            | values
        )
        return self.env["mail.thread"].message_process(
            "crm.lead", raw, custom_values={"team_id": self.team.id}
        )

    def test_sm_2_1_an_email_is_an_enquiry_at_once(self):
        lead = self.env["crm.lead"].browse(self._mail("a"))
        self.assertEqual(lead.enquiry_kind_id, self.kind)
        self.assertEqual(lead.company_id, self.company)
        self.assertEqual(self._promise(lead, "enquiry_answer").state, "running")

    def test_sa_4_1_a_second_email_of_the_customer_is_no_answer(self):
        lead = self.env["crm.lead"].browse(self._mail("b"))
        promise = self._promise(lead, "enquiry_answer")
        self._mail("c", headers="In-Reply-To: <b@customer.example>\n", body="Hello?")
        self.assertEqual(
            len(lead.message_ids.filtered(lambda m: m.message_type == "email")), 2
        )
        self.env.flush_all()
        self.assertEqual(promise.state, "running")

    def test_sa_4_1_who_is_an_address_only_is_answered_by_email(self):
        lead = self._create_lead(partner_id=False, email_from="dora@customer.example")
        promise = self._promise(lead, "enquiry_answer")
        self._reply(lead, outgoing_email_to="dora@customer.example", partner_ids=[])
        self.assertEqual(promise.state, "met")

    # --- merging ----------------------------------------------------------------------

    def test_merged_leads_keep_the_clock_that_started_first(self):
        first = self._create_lead()
        kept = self._promise(first, "enquiry_answer")
        self._go("2026-03-02 01:20:00")
        second = self._create_lead(probability=90)
        other = self._promise(second, "enquiry_answer")
        merged = (first | second).merge_opportunity()
        self.assertEqual(merged, second)
        promises = self._promise(merged, "enquiry_answer")
        self.assertEqual(promises, kept | other)
        self.assertEqual(kept.state, "running")
        self.assertEqual(kept.due_at, Datetime.to_datetime("2026-03-02 01:30:00"))
        self.assertEqual(other.state, "cancelled")
        self.assertEqual(
            merged.enquired_at, Datetime.to_datetime("2026-03-02 01:00:00")
        )
        self._reply(merged)
        self.assertEqual(kept.state, "met")
        self.assertEqual(kept.event_ids._clock().state, "met", "as its log says")

    def test_merged_leads_keep_verdicts_needs_solutions_and_questions(self):
        tail = self._create_lead(enquiry_kind_id=self.urgent.id)
        head = self._create_lead(probability=90)
        solution = self._create_solution(tail)
        solution.action_send()
        met = self._promise(tail, "enquiry_solution")
        self.assertEqual(met.state, "met")
        tail.with_user(self.anna)._list_questions()
        head.with_user(self.anna)._list_questions()
        tail.need_answer_ids[0].text = "A party"
        question = self.env["service.consultation"].create(
            {
                "name": "Beans",
                "question": "<p>Which?</p>",
                "user_id": self.manager.user_id.id,
                "res_model": "crm.lead",
                "res_id": tail.id,
            }
        )
        merged = (head | tail).merge_opportunity()
        self.assertEqual(merged, head)
        self.assertEqual(self._promise(merged, "enquiry_solution"), met)
        self.assertEqual(met.state, "met")
        self.assertEqual(merged.solution_ids, solution)
        self.assertEqual(merged.need_answer_ids.mapped("text").count("A party"), 1)
        questions = merged.need_answer_ids.question_id
        self.assertEqual(len(merged.need_answer_ids), len(questions))
        self.assertEqual(question.res_id, head.id)

    # --- experts ----------------------------------------------------------------------

    def test_sa_2_2_the_answer_of_an_expert_returns_to_the_customer(self):
        lead = self._create_lead()
        context = lead.with_user(self.anna).action_ask_expert()["context"]
        question = (
            self.env["service.consultation"]
            .with_user(self.anna)
            .with_context(**context)
            .create({"question": "<p>Which beans?</p>", "user_id": self.boss.id})
        )
        self.assertEqual(question.name, lead.name)
        question.action_ask()
        self._go("2026-03-02 02:00:00")
        expert = question.with_user(self.boss)
        expert.answer = "<p>Dark ones.</p>"
        expert.action_answer()
        promise = self._promise(question, "enquiry_return")
        self.assertEqual(promise.state, "running")
        self.assertEqual(promise.user_id, self.anna)
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-02 07:00:00"))
        question.reply = "<p>Take dark ones.</p>"
        question.action_return()
        self.env.flush_all()
        self.assertEqual(promise.state, "met")
        told = lead.message_ids.filtered(lambda m: "Take dark ones" in m.body)
        self.assertIn(self.customer, told.partner_ids)

    def test_day_has_enquiries_that_wait(self):
        lead = self._create_lead()
        self._create_lead(user_id=self.berta.id)
        self._create_lead(enquiry_kind_id=False)
        day = self.env["advisor.day"].with_user(self.anna).get_day()
        part = next(part for part in day["parts"] if part["key"] == "needs")
        self.assertEqual([row["id"] for row in part["rows"]], lead.ids)
        self.assertEqual(part["rows"][0]["actions"][0]["method"], "action_note_contact")

    def test_indicators_count_answers(self):
        quick, late = self._create_lead(), self._create_lead()
        self._go("2026-03-02 01:10:00")
        self._reply(quick)
        self._go("2026-03-02 01:50:00")
        self._reply(late)
        day = Datetime.to_datetime("2026-03-02").date()
        codes = ["enquiry_first_answer", "enquiry_answered_in_time"]
        figures = self.env["service.indicator"]._read(codes, day, day)
        self.assertEqual(figures["enquiry_first_answer"][0].value, (600 + 3000) / 2)
        self.assertEqual(figures["enquiry_answered_in_time"][0].value, 0.5)

    def test_a_hundred_enquiries_are_settled_with_as_many_queries_as_ten(self):
        def queries(count):
            values = {
                "name": "Import",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "user_id": self.anna.id,
                "partner_id": self.customer.id,
                "enquiry_kind_id": self.kind.id,
            }
            leads = self.env["crm.lead"].create([values] * count)
            self.env.flush_all()
            self.env.invalidate_all()
            leads._refresh_deadlines()
            before = self.env.cr.sql_log_count
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(100), queries(10) + 2)
