import re

from lxml import html

from odoo import http
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestComplaintPortal(HttpCase):
    """Customers in the portal: Anna and Ben of different companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.policy"].search([]).company_ids = [Command.clear()]
        cls.type_complaint = cls.env.ref("service_management.ticket_type_complaint")
        cls.kind = cls.env.ref("service_management.complaint_kind_goods")
        cls.env.ref("base.main_company").helpdesk_mgmt_portal_type = True
        cls.users = {
            login: new_test_user(cls.env, login, groups="base.group_portal")
            for login in ("anna_x", "ben_x")
        }
        cls.anna = cls.users["anna_x"].partner_id
        cls.agent = new_test_user(
            cls.env, "agent_x", groups="helpdesk_mgmt.group_helpdesk_user"
        )
        cls.colleague = new_test_user(cls.env, "colleague_x", groups="base.group_user")
        cls.stage_done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.stage_new = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new")
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Team X", "user_ids": [Command.set(cls.agent.ids)]}
        )
        cls.complaint = cls.env["helpdesk.ticket"].create(
            {
                "name": "Escalator of Anna",
                "description": "<p>It stands still</p>",
                "type_id": cls.type_complaint.id,
                "complaint_kind_id": cls.kind.id,
                "team_id": cls.team.id,
                "user_id": cls.agent.id,
                "partner_id": cls.anna.id,
            }
        )

    def _post(self, path, **data):
        return self.url_open(
            path,
            data={"csrf_token": http.Request.csrf_token(self), **data},
            allow_redirects=False,
        )

    def _page(self, path):
        return html.fromstring(self.url_open(path).text)

    def _ticket_page(self, **query):
        suffix = "&".join(f"{key}={value}" for key, value in query.items())
        return self._page(f"/my/ticket/{self.complaint.id}?{suffix}")

    # --- closing ----------------------------------------------------------------------

    def _close(self, ticket=None, stage=None):
        return self._post(
            "/ticket/close",
            ticket_id=(ticket or self.complaint).id,
            stage_id=(stage or self.stage_done).id,
        )

    def test_customer_closes_the_own_ticket(self):
        self.authenticate("anna_x", "anna_x")
        response = self._close()
        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.complaint.stage_id, self.stage_done)

    def test_stranger_cannot_close_a_ticket(self):
        self.authenticate("ben_x", "ben_x")
        response = self._close()
        self.assertTrue(response.headers["Location"].endswith("/my"))
        self.assertFalse(self.complaint.closed)

    def test_follower_reads_and_cannot_close(self):
        self.complaint.message_subscribe(self.users["ben_x"].partner_id.ids)
        self.authenticate("ben_x", "ben_x")
        self.assertIn("Escalator of Anna", self._ticket_page().text_content())
        self._close()
        self.assertFalse(self.complaint.closed)
        self.assertFalse(self._ticket_page().xpath("//form[@action='/ticket/close']"))

    def test_colleague_who_may_not_write_cannot_close(self):
        self.complaint.message_subscribe(self.colleague.partner_id.ids)
        self.authenticate("colleague_x", "colleague_x")
        self._close()
        self.assertFalse(self.complaint.closed)

    def test_agent_closes_in_the_portal(self):
        self.authenticate("agent_x", "agent_x")
        self._close()
        self.assertTrue(self.complaint.closed)

    def test_ticket_is_not_closed_by_a_link(self):
        self.authenticate("anna_x", "anna_x")
        path = f"/ticket/close?ticket_id={self.complaint.id}"
        response = self.url_open(f"{path}&stage_id={self.stage_done.id}")
        self.assertEqual(response.status_code, 405)
        self.assertFalse(self.complaint.closed)

    def test_ticket_is_not_closed_without_token(self):
        self.authenticate("anna_x", "anna_x")
        response = self.url_open(
            "/ticket/close",
            data={"ticket_id": self.complaint.id, "stage_id": self.stage_done.id},
        )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.complaint.closed)

    def test_ticket_is_closed_into_a_stage_of_its_team_only(self):
        foreign = self.env["helpdesk.ticket.stage"].create(
            {
                "name": "Closed by others",
                "closed": True,
                "close_from_portal": True,
                "team_ids": self.team.copy({"name": "Other"}).ids,
            }
        )
        rejected = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_rejected")
        self.authenticate("anna_x", "anna_x")
        for stage in (foreign, rejected):
            self._close(stage=stage)
            self.assertFalse(self.complaint.closed)

    def test_closing_with_nonsense(self):
        self.authenticate("anna_x", "anna_x")
        for values in (
            {},
            {"ticket_id": "abc", "stage_id": "1"},
            {"ticket_id": "999999999", "stage_id": "1"},
            {"ticket_id": self.complaint.id, "stage_id": "1 or 1"},
        ):
            response = self._post("/ticket/close", **values)
            self.assertIn(response.status_code, (302, 303))
        self.assertFalse(self.complaint.closed)

    # --- the page ---------------------------------------------------------------------

    def test_page_shows_own_tickets_only(self):
        self.authenticate("ben_x", "ben_x")
        response = self.url_open(
            f"/my/ticket/{self.complaint.id}", allow_redirects=False
        )
        self.assertTrue(response.headers["Location"].endswith("/my"))
        self.assertNotIn("Escalator of Anna", self.url_open("/my/tickets").text)
        self.authenticate("anna_x", "anna_x")
        self.assertIn("Escalator of Anna", self.url_open("/my/tickets").text)

    def test_the_list_names_its_choices_itself(self):
        self.authenticate("anna_x", "anna_x")
        page = html.fromstring(self.url_open("/my/tickets").text)
        shown = " ".join(page.xpath("//main")[0].text_content().split())
        for words in ("Newest first", "All requests", "Not grouped"):
            self.assertIn(words, shown)

    def test_cm_2_4_page_tells_progress_promise_and_result(self):
        self.complaint.promised_at = "2030-03-05 16:00:00"
        self.env["service.progress"].create(
            {"ticket_id": self.complaint.id, "body": "<p>The part is ordered</p>"}
        )
        self.complaint.result = "<p>Not to be seen yet</p>"
        self.authenticate("anna_x", "anna_x")
        page = self._ticket_page()
        self.assertIn(
            "Tue, Mar 5, 2030", page.xpath("//*[@name='promised']")[0].text_content()
        )
        self.assertIn(
            "The part is ordered", page.xpath("//*[@name='progress']")[0].text_content()
        )
        self.assertNotIn("Not to be seen yet", page.text_content())
        self.complaint.stage_id = self.stage_done
        self.assertIn(
            "Not to be seen yet",
            self._ticket_page().xpath("//*[@name='result']")[0].text_content(),
        )

    def test_cm_2_2_page_tells_why_it_is_declined(self):
        self.complaint._decline("Not our <b>shop</b>")
        self.authenticate("anna_x", "anna_x")
        declined = self._ticket_page().xpath("//*[@name='declined']")[0]
        self.assertIn("Not our <b>shop</b>", declined.text_content())

    def test_page_shows_public_promises_only(self):
        policy = self.env["service.policy"].create(
            {"name": "P", "code": "P", "company_ids": self.env.company.ids}
        )
        for name, public in (("Solution public", True), ("Letter internal", False)):
            promise = self.env["service.promise"].create({"name": name, "code": name})
            self.env["service.deadline.rule"].create(
                {
                    "name": name,
                    "policy_id": policy.id,
                    "promise_id": promise.id,
                    "date_from": "2020-01-01",
                    "limit": 8,
                    "unit": "hour",
                    "stop_domain": "[('stage_id.closed', '=', True)]",
                    "public": public,
                }
            )
        self.complaint._refresh_deadlines()
        self.env.flush_all()
        self.authenticate("anna_x", "anna_x")
        promises = self._ticket_page().xpath("//*[@name='promises']")[0]
        self.assertIn("Solution public", promises.text_content())
        self.assertNotIn("Letter internal", promises.text_content())
        due = promises.xpath(".//*[@data-service-due]")[0].get("data-service-due")
        self.assertRegex(due, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")

    # --- call-back --------------------------------------------------------------------

    def _answer(self, **values):
        return self._post(f"/my/ticket/{self.complaint.id}/callback", **values)

    def test_cm_2_4_customer_answers_in_the_portal(self):
        self.complaint.stage_id = self.stage_done
        self.authenticate("anna_x", "anna_x")
        self.assertTrue(self._ticket_page().xpath("//form[@name='callback']"))
        self._answer(verdict="satisfied", remarks="Thank you")
        self.assertRecordValues(
            self.complaint.callback_ids,
            [{"verdict": "satisfied", "remarks": "Thank you", "user_id": False}],
        )
        self.assertFalse(self._ticket_page().xpath("//form[@name='callback']"))
        self._answer(verdict="not_accepted", remarks="Changed my mind")
        self.assertEqual(len(self.complaint.callback_ids), 1, "asked once")

    def test_cm_2_4_customer_does_not_accept_in_the_portal(self):
        self.complaint.stage_id = self.stage_done
        self.authenticate("anna_x", "anna_x")
        self._answer(verdict="not_accepted", remarks="<i>Still</i> broken")
        self.assertRecordValues(
            self.complaint, [{"severity": "important", "closed": False}]
        )
        notes = "".join(self.complaint.message_ids.mapped("body"))
        self.assertIn("&lt;i&gt;Still&lt;/i&gt; broken", notes)

    def test_cm_2_4_answer_by_the_link_of_the_mail(self):
        self.complaint.stage_id = self.stage_done
        token = self.complaint._portal_ensure_token()
        self.authenticate(None, None)
        page = self._ticket_page(access_token=token)
        self.assertTrue(page.xpath("//form[@name='callback']"))
        self._answer(verdict="accepted", access_token=token)
        self.assertEqual(self.complaint.callback_verdict, "accepted")

    def test_cm_2_4_nobody_else_answers(self):
        self.complaint.stage_id = self.stage_done
        self.authenticate("ben_x", "ben_x")
        self._answer(verdict="satisfied")
        self._answer(verdict="satisfied", access_token="guessed")
        self.authenticate(None, None)
        self._answer(verdict="satisfied")
        self.assertFalse(self.complaint.callback_ids)

    def test_cm_2_4_incomplete_answer(self):
        self.complaint.stage_id = self.stage_done
        self.authenticate("anna_x", "anna_x")
        for values in ({}, {"verdict": "x"}, {"verdict": "not_accepted"}):
            response = self._answer(**values)
            self.assertIn("no_verdict", response.headers["Location"])
        self.assertFalse(self.complaint.callback_ids)
        notice = self._ticket_page(notice="no_verdict").xpath("//*[@name='notice']")
        self.assertIn("choose one of the answers", notice[0].text_content())

    def test_no_call_back_asked_while_open(self):
        self.authenticate("anna_x", "anna_x")
        self.assertFalse(self._ticket_page().xpath("//form[@name='callback']"))
        self._answer(verdict="satisfied")
        self.assertFalse(self.complaint.callback_ids)

    # --- chase ------------------------------------------------------------------------

    def test_customer_chases(self):
        self.authenticate("anna_x", "anna_x")
        self.assertTrue(self._ticket_page().xpath("//form[@name='chase']"))
        path = f"/my/ticket/{self.complaint.id}/chase"
        self.assertIn("notice=chased", self._post(path).headers["Location"])
        self.assertIn("notice=chased_before", self._post(path).headers["Location"])
        self.assertEqual(self.complaint.chase_count, 1)
        self.authenticate("ben_x", "ben_x")
        self._post(path)
        self.assertEqual(self.complaint.chase_count, 1)

    # --- the form ---------------------------------------------------------------------

    def _submit(self, files=None, **values):
        defaults = {
            "csrf_token": http.Request.csrf_token(self),
            "type": self.type_complaint.id,
            "kind": self.kind.id,
            "subject_ref": "Shop 12",
            "partner_phone": "+49 30 1",
            "subject": "Shoes of Anna",
            "description": "They fell apart\nafter two days",
        }
        return self.url_open(
            "/submitted/ticket", data={**defaults, **values}, files=files
        )

    def _new_ticket(self):
        return self.env["helpdesk.ticket"].search(
            [("partner_id", "=", self.anna.id), ("id", "!=", self.complaint.id)]
        )

    def test_cm_2_2_complaint_by_the_form(self):
        self.authenticate("anna_x", "anna_x")
        self.assertTrue(self._page("/new/ticket").xpath("//select[@name='kind']"))
        response = self._submit(files={"attachment": ("a.txt", b"receipt")})
        self.assertEqual(response.status_code, 200)
        ticket = self._new_ticket()
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Shoes of Anna",
                    "class_id": self.env.ref(
                        "service_management.request_class_complaint"
                    ).id,
                    "complaint_kind_id": self.kind.id,
                    "subject_ref": "Shop 12",
                    "partner_phone": "+49 30 1",
                    "severity": "general",
                    "user_id": False,
                    "repeat_of_id": self.complaint.id,
                }
            ],
        )
        self.assertEqual(ticket.attachment_ids.raw, b"receipt")
        receipt = ticket.message_ids.filtered(
            lambda message: message.message_type == "auto_comment"
        )
        self.assertEqual(receipt.notified_partner_ids, self.anna)

    def test_form_can_be_filled_by_a_link(self):
        """For a code on the wall of the shop."""
        self.authenticate("anna_x", "anna_x")
        path = f"/new/ticket?type={self.type_complaint.id}&subject_ref=Shop+12"
        page = self._page(path)
        self.assertEqual(page.xpath("//input[@name='subject_ref']/@value"), ["Shop 12"])
        selected = page.xpath("//select[@name='type']/option[@selected]/@value")
        self.assertEqual(selected, [str(self.type_complaint.id)])

    def test_customer_does_not_choose_the_severity(self):
        self.authenticate("anna_x", "anna_x")
        self._submit(severity="major", user_id=str(self.agent.id), scope="accepted")
        self.assertRecordValues(
            self._new_ticket(),
            [{"severity": "general", "user_id": False, "scope": "to_check"}],
        )

    def test_scripts_are_kept_as_text(self):
        self.authenticate("anna_x", "anna_x")
        evil = "<script>alert('x')</script>"
        response = self._submit(subject=evil, description=evil, subject_ref=evil)
        self.assertFalse(re.search(r"<script>\s*alert", response.text))
        ticket = self._new_ticket()
        self.assertEqual(ticket.name, evil, "nothing lost")
        self.assertIn("&lt;script&gt;", ticket.description)
        self.assertNotIn("<script", ticket.description)

    def _assert_refused(self, response, message):
        """One message, everything entered is in the form again, no ticket."""
        self.assertEqual(response.status_code, 422)
        page = html.fromstring(response.text)
        errors = page.xpath("//*[@name='error']")
        self.assertEqual(len(errors), 1)
        self.assertIn(message, errors[0].text_content())
        self.assertFalse(self._new_ticket())
        return page

    def test_missing_fields(self):
        self.authenticate("anna_x", "anna_x")
        page = self._assert_refused(self._submit(subject="  "), "Subject")
        self.assertIn(
            "They fell apart", page.xpath("//textarea[@name='description']")[0].text
        )
        self.assertEqual(page.xpath("//input[@name='subject_ref']/@value"), ["Shop 12"])
        selected = page.xpath("//select[@name='kind']/option[@selected]/@value")
        self.assertEqual(selected, [str(self.kind.id)])
        page = self._assert_refused(
            self._submit(subject="", description=""), "Subject, Description"
        )

    def test_missing_type_where_the_company_requires_it(self):
        self.env.company.helpdesk_mgmt_portal_type_id_required = True
        self.authenticate("anna_x", "anna_x")
        self._assert_refused(self._submit(type=""), "Type")

    def test_entered_scripts_do_not_run_when_the_form_comes_back(self):
        self.authenticate("anna_x", "anna_x")
        evil = '"><script>alert(1)</script>'
        page = self._assert_refused(
            self._submit(
                subject="", subject_ref=evil, description="</textarea>" + evil
            ),
            "Subject",
        )
        self.assertEqual(page.xpath("//input[@name='subject_ref']/@value"), [evil])
        self.assertFalse(page.xpath("//script[contains(text(), 'alert(1)')]"))

    def test_choices_that_are_not_in_the_list(self):
        hidden = self.kind.copy({"name": "Internal", "show_in_portal": False})
        self.env.company.helpdesk_mgmt_portal_select_category = True
        self.env.company.helpdesk_mgmt_portal_category_id_required = False
        self.env["helpdesk.ticket.category"].create({"name": "Shops"})
        self.authenticate("anna_x", "anna_x")
        for name, value in (
            ("kind", hidden.id),
            ("kind", "abc"),
            ("type", "999999"),
            ("type", "1; DROP TABLE"),
            ("category", "-1"),
        ):
            with self.subTest(name=name, value=value):
                self._assert_refused(self._submit(**{name: value}), "choose an entry")

    def test_choices_that_are_not_offered(self):
        self.env.company.helpdesk_mgmt_portal_select_category = False
        category = self.env["helpdesk.ticket.category"].create({"name": "Shops"})
        self.authenticate("anna_x", "anna_x")
        for value in (category.id, "abc"):
            self.assertEqual(self._submit(category=value).status_code, 200)
        self.assertFalse(self._new_ticket().category_id)

    def test_file_too_large(self):
        self.env["ir.config_parameter"].set_param("web.max_file_upload_size", "10000")
        self.authenticate("anna_x", "anna_x")
        page = self._assert_refused(
            self._submit(files={"attachment": ("film.mp4", b"x" * 10001)}), "film.mp4"
        )
        self.assertEqual(
            page.xpath("//input[@name='subject']/@value"), ["Shoes of Anna"]
        )

    # --- too much ---------------------------------------------------------------------

    def _write(self, **data):
        return self._post(
            "/submitted/ticket",
            **{
                "subject": "Escalator",
                "description": "It stands still",
                "type": self.type_complaint.id,
                **data,
            },
        )

    def _own(self):
        return self.env["helpdesk.ticket"].search([("partner_id", "=", self.anna.id)])

    def test_a_customer_waits_after_too_many_requests(self):
        self.env.company.service_request_limit = 3
        self.authenticate("anna_x", "anna_x")
        codes = [self._write(subject=f"Number {n}").status_code for n in range(6)]
        self.assertEqual(codes, [302, 302, 422, 422, 422, 422], "one was there before")
        self.assertEqual(len(self._own()), 3)
        text = self._write().text
        self.assertIn("3 requests within 60 minutes", text)
        self.assertIn("It stands still", text, "nothing that was typed is lost")
        self.authenticate("ben_x", "ben_x")
        self.assertEqual(self._write().status_code, 302, "others do not wait")

    def test_what_is_too_long_is_said_and_kept(self):
        self.authenticate("anna_x", "anna_x")
        for name in ("subject", "subject_ref", "partner_phone"):
            response = self._write(**{name: "x" * 3000})
            self.assertEqual(response.status_code, 422)
            self.assertIn("at most", response.text)
            self.assertIn("x" * 3000, response.text)
        self.assertEqual(len(self._own()), 1)

    def test_the_language_of_the_page_is_taken_over(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.anna.lang = "en_US"
        self.authenticate("anna_x", "anna_x")
        self.session.context = {**self.session.context, "lang": "zh_CN"}
        http.root.session_store.save(self.session)
        self._write(subject="电梯")
        ticket = self._own().filtered(lambda ticket: ticket.name == "电梯")
        self.assertEqual(ticket.customer_lang, "zh_CN")
        receipt = ticket.message_ids.filtered(
            lambda m: m.message_type == "auto_comment"
        )
        self.assertTrue(receipt)
