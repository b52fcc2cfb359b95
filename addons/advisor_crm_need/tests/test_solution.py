import re

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import NeedCase


@tagged("post_install", "-at_install")
class TestSolution(NeedCase):
    """Needs become solutions, versions, and a quotation (SA-3)."""

    def test_sa_3_open_questions_are_the_next_agenda(self):
        lead = self._create_lead().with_user(self.anna)
        action = lead.action_analyse()
        dialog = (
            self.env["advisor.need.dialog"]
            .with_user(self.anna)
            .with_context(**action["context"])
            .create({})
        )
        first = dialog.answer_id
        dialog.text = "A party"
        dialog.action_next()
        self.assertEqual(first.text, "A party")
        second = dialog.answer_id
        self.assertNotEqual(second, first)
        dialog.action_next()  # left for next time
        self.assertNotIn(dialog.answer_id, first | second)
        self.assertFalse(second.is_answered)
        count = len(lead.need_answer_ids)
        self.assertEqual(lead.need_open_count, count - 1)
        lead.action_analyse()
        self.assertEqual(len(lead.need_answer_ids), count, "asked once")

    def test_sa_3_the_dialog_ends_after_the_last_question(self):
        lead = self._create_lead().with_user(self.anna)
        action = lead.action_analyse()
        dialog = (
            self.env["advisor.need.dialog"]
            .with_user(self.anna)
            .with_context(**action["context"])
            .create({})
        )
        for _question in lead.need_answer_ids[1:]:
            self.assertEqual(dialog.action_next()["res_model"], dialog._name)
        self.assertEqual(dialog.action_next()["type"], "ir.actions.act_window_close")

    def test_an_answer_belongs_to_its_question(self):
        lead = self._create_lead().with_user(self.anna)
        lead._list_questions()
        week = self.env.ref("advisor_crm_need.need_option_when_week")
        other = lead.need_answer_ids.filtered(
            lambda one: one.question_id != week.question_id
        )[:1]
        with self.assertRaisesRegex(UserError, "another question"):
            other.option_id = week

    def test_sa_3_the_answers_speak_for_a_solution(self):
        week = self.env.ref("advisor_crm_need.need_option_when_week")
        price = self.env.ref("advisor_crm_need.need_option_budget_price")
        self.env["advisor.solution.template"].search([]).active = False
        fast, cheap = self.env["advisor.solution.template"].create(
            [
                {"name": "Fast", "option_ids": [Command.set(week.ids)]},
                {"name": "Cheap", "option_ids": [Command.set((week | price).ids)]},
            ]
        )
        lead = self._create_lead().with_user(self.anna)
        lead._list_questions()
        answers = {one.question_id: one for one in lead.need_answer_ids}
        answers[week.question_id].option_id = week
        self.assertEqual(lead.recommended_ids, fast | cheap)
        answers[price.question_id].option_id = price
        self.assertEqual(lead.recommended_ids[0], cheap)
        made = self.env["advisor.solution"].browse(lead.action_recommend()["res_id"])
        self.assertEqual((made.template_id, made.name), (cheap, "Cheap"))

    def test_sa_3_won_and_lost_feed_back(self):
        week = self.env.ref("advisor_crm_need.need_option_when_week")
        template = self.env["advisor.solution.template"].create({"name": "Fast"})
        for is_won in (True, True, False):
            lead = self._create_lead()
            lead.with_user(self.anna)._list_questions()
            lead.need_answer_ids.filtered(
                lambda one: one.question_id == week.question_id
            ).option_id = week
            self._create_solution(lead, template_id=template.id).action_send()
            self.env.flush_all()
            lead.action_set_won() if is_won else lead.action_set_lost()
        unsent = self._create_lead()
        self._create_solution(unsent, template_id=template.id)
        unsent.action_set_lost()
        self.env.flush_all()
        mine = template.with_company(self.company)
        self.assertEqual((mine.won_count, mine.closed_count), (2, 3))
        self.assertIn("67 %", mine.win_share)
        self.assertEqual(week.with_company(self.company).closed_count, 3)
        other = template.with_context(allowed_company_ids=self.other_company.ids)
        self.assertEqual(other.closed_count, 0, "companies apart")

    def test_sa_3_versions_until_the_customer_agrees(self):
        lead = self._create_lead()
        first = self._create_solution(lead)
        self.assertEqual((first.version, first.amount_total), (1, 200))
        first.action_send()
        self.assertEqual(first.state, "sent")
        message = lead.message_ids[0]
        self.assertIn(first._link_path(), message.body)
        self.assertIn(self.customer, message.partner_ids)
        self.assertTrue(first.sudo()._answer(False, "Carl", "Three machines"))
        self.assertEqual(first.state, "changes")
        self.assertIn("Three machines", lead.message_ids[0].body)
        self.assertEqual(lead.message_ids[0].author_id, self.customer)
        self.assertIn(self.anna, lead.activity_ids.user_id)
        action = first.action_revise()
        second = first.browse(action["res_id"])
        self.assertEqual((second.version, second.content), (2, first.content))
        self.assertEqual(first.action_revise()["res_id"], second.id, "one draft")
        second.line_ids.quantity = 3
        second.action_send()
        self.assertEqual(first.state, "replaced")
        self.assertFalse(first.sudo()._answer(True, "Carl", ""), "the old one is over")
        self.assertTrue(second.sudo()._answer(True, "Carl", ""))
        self.assertEqual((second.state, second.answered_by), ("agreed", "Carl"))
        self.assertFalse(
            second.sudo()._answer(False, "Carl", "No!"), "the first press counts"
        )

    def test_what_was_sent_stays_as_it_was(self):
        solution = self._create_solution(self._create_lead())
        solution.action_send()
        line = solution.line_ids
        for name, value in (("content", "<p>Else</p>"), ("valid_until", "2027-01-01")):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "was sent"):
                solution.write({name: value})
        with self.assertRaisesRegex(UserError, "was sent"):
            line.price_unit = 1
        with self.assertRaisesRegex(UserError, "was sent"):
            line.unlink()
        with self.assertRaisesRegex(UserError, "was sent"):
            line.copy({"solution_id": solution.id})
        with self.assertRaisesRegex(UserError, "was sent"):
            solution.unlink()
        for name, value in (("state", "agreed"), ("answered_by", "Carl")):
            with self.subTest(name=name), self.assertRaises(AccessError):
                solution.write({name: value})

    def test_sa_3_one_press_makes_a_quotation(self):
        lead = self._create_lead(type="lead")
        solution = self._create_solution(lead)
        solution.line_ids.write({"price_unit": 90, "discount": 10})
        with self.assertRaisesRegex(UserError, "Send the solution first"):
            solution.action_make_quotation()
        solution.action_send()
        order = self.env["sale.order"].browse(
            solution.action_make_quotation()["res_id"]
        )
        self.assertEqual(order.opportunity_id, lead)
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(order.partner_id, self.customer)
        self.assertEqual(order.company_id, self.company)
        line = order.order_line
        self.assertEqual(
            (line.product_id, line.product_uom_qty, line.price_unit, line.discount),
            (self.product, 2, 90, 10),
        )
        self.assertEqual(order.amount_untaxed, solution.amount_total)
        self.assertEqual(solution.action_make_quotation()["res_id"], order.id)

    def test_who_has_no_contact_becomes_one(self):
        lead = self._create_lead(
            partner_id=False, email_from="dora@customer.example", contact_name="Dora"
        )
        self._create_solution(lead).action_send()
        self.assertEqual(lead.partner_id.email, "dora@customer.example")

    def test_who_has_no_address_gets_it_by_hand(self):
        self.customer.email = False
        lead = self._create_lead(enquiry_kind_id=self.urgent.id)
        solution = self._create_solution(lead)
        with self.assertRaisesRegex(UserError, "Given by Hand"):
            solution.action_send()
        self.assertEqual(solution.state, "draft")
        self.assertFalse(lead.solution_sent_at)
        solution.action_hand_over()
        self.env.flush_all()
        self.assertEqual(self._promise(lead, "enquiry_solution").state, "met")
        self.assertEqual(self._promise(lead, "enquiry_urgent_reply").state, "met")

    def test_nothing_is_not_sent(self):
        solution = self._create_solution(
            self._create_lead(), content=False, line_ids=False
        )
        with self.assertRaisesRegex(UserError, "Write what is recommended"):
            solution.action_send()
        solution.content = "<p>Beans</p>"
        solution.valid_until = "2026-03-01"
        with self.assertRaisesRegex(UserError, "later day"):
            solution.action_send()

    def test_letters_are_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["advisor_crm_need"], ["zh_CN"])
        self.customer.lang = "zh_CN"
        solution = self._create_solution(self._create_lead())
        solution.action_send()
        self.assertRegex(solution.lead_id.message_ids[0].subject, "[一-鿿]")

    def test_needs_and_solutions_of_others_are_hidden(self):
        lead = self._create_lead()
        lead.with_user(self.anna)._list_questions()
        solution = self._create_solution(lead)
        stranger = solution.with_user(self.berta)
        self.assertFalse(stranger.search([("id", "=", solution.id)]))
        lines, answers = stranger.line_ids, lead.need_answer_ids.with_user(self.berta)
        for records in (stranger, lines, answers):
            with self.subTest(model=records._name), self.assertRaises(AccessError):
                records.read(["display_name"])
        with self.assertRaises(AccessError):
            self.env["advisor.solution"].with_user(self.berta).create(
                {"name": "Mine", "lead_id": lead.id}
            )
        mine = self._create_lead(user_id=self.berta.id)
        own = self.env["advisor.solution"].with_user(self.berta)
        own = own.create({"name": "Mine", "lead_id": mine.id})
        with self.assertRaises(AccessError):
            own.lead_id = lead


@tagged("post_install", "-at_install")
class TestSolutionPage(HttpCase):
    """The customer's page: opening changes nothing, a press counts once."""

    def setUp(self):
        super().setUp()
        self.customer = self.env["res.partner"].create(
            {"name": "Carl", "email": "carl@customer.example"}
        )
        self.lead = self.env["crm.lead"].create(
            {"name": "Coffee", "partner_id": self.customer.id}
        )
        self.solution = self.env["advisor.solution"].create(
            {
                "name": "Two machines",
                "lead_id": self.lead.id,
                "content": "<p>Best of all</p>",
            }
        )
        self.solution.action_send()
        self.path = self.solution._link_path()

    def _press(self, path=None, **values):
        page = self.url_open(path or self.path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return self.url_open(
            path or self.path, data={"csrf_token": token and token[1], **values}
        )

    def test_sa_3_opening_changes_nothing(self):
        for _time in range(2):
            page = self.url_open(self.path)
            self.assertIn("Best of all", page.text)
            self.assertIn("I Agree", page.text)
            self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(self.solution.state, "sent")

    def test_sa_3_the_customer_agrees_once(self):
        page = self._press(decision="agree", name="Carl")
        self.assertIn("You have agreed", page.text)
        self.assertEqual(self.solution.state, "agreed")
        self._press(decision="change", name="Eve", comment="No")
        self.assertEqual(self.solution.answered_by, "Carl")

    def test_sa_3_changes_are_asked_for_with_words(self):
        page = self._press(decision="change", name="Carl")
        self.assertIn("Please write what", page.text)
        page = self._press(decision="change", name="  ", comment="Three")
        self.assertIn("Please enter your name", page.text)
        self.assertEqual(self.solution.state, "sent")
        page = self._press(
            decision="change", name="Carl" * 99, comment="<b>Three</b>" * 999
        )
        self.assertIn("next version", page.text)
        self.assertEqual(len(self.solution.answered_by), 100)
        self.assertEqual(len(self.solution.comment), 4000)
        self.assertNotIn("<b>", self.lead.message_ids[0].body)

    def test_an_old_version_leads_to_the_new_one(self):
        self.solution._answer(False, "Carl", "Three")
        second = self.solution.browse(self.solution.action_revise()["res_id"])
        self.assertNotIn(second._link_path(), self.url_open(self.path).text)
        second.action_send()
        page = self.url_open(self.path)
        self.assertIn(second._link_path(), page.text)
        self.assertNotIn("I Agree", page.text)

    def test_links_of_others_are_not_found(self):
        draft = self.solution.create(
            {"name": "Secret", "lead_id": self.lead.id, "content": "<p>x</p>"}
        )
        secret = self.path.rsplit("/", 1)[1]
        for path in (
            f"/solution/{draft.id}/{secret}",
            draft._link_path(),
            f"/solution/{self.solution.id}/{'0' * 64}",
            f"/solution/{2**40}/{secret}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_what_ended_cannot_be_agreed_to(self):
        self.solution.valid_until = "2020-01-01"
        page = self.url_open(self.path)
        self.assertIn("offer has ended", page.text)
        self.assertNotIn("I Agree", page.text)
        self.assertFalse(self.solution._answer(True, "Carl", ""))
        self.solution.action_withdraw()
        page = self.url_open(self.path)
        self.assertIn("not offered any more", page.text)
        self.assertNotIn("Best of all", page.text)
        self.assertEqual(self.solution.state, "withdrawn")
