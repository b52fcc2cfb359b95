import ast

from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tools import mute_logger

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC

from .common_complaint import ComplaintCommon

MAIL = """From: {sender}
To: complaints.x@riverside-x.example
Subject: {subject}
Message-Id: <{number}@ross.example>
{more}
{body}
"""


@freeze_time("2026-03-02 09:00:00")
class TestMailLife(ComplaintCommon):
    """Requests and answers over time: machines, floods, absences, languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "riverside-x.example"})
        cls.team.with_env(cls.env).write(
            {
                "alias_name": "complaints.x",
                "alias_domain_id": domain.id,
                "service_type_id": cls.type_complaint.id,
            }
        )
        cls.number = 0

    def _receive(self, sender="bob@ross.example", subject="Lift", body="Hi", more=""):
        type(self).number += 1
        raw = MAIL.format(
            sender=sender, subject=subject, body=body, more=more, number=self.number
        )
        made = self.env["mail.thread"].message_process(None, raw.encode())
        self._commit()
        return self.Ticket.browse(made or [])

    def _receipts(self, ticket):
        return ticket.message_ids.filtered(lambda m: m.message_type == "auto_comment")

    def _mails(self, message):
        return self.env["mail.mail"].search([("mail_message_id", "in", message.ids)])

    # --- machines --------------------------------------------------------------------

    def test_every_automatic_email_says_that_it_is_one(self):
        ticket = self._receive()
        headers = [
            ast.literal_eval(mail.headers)
            for mail in self._mails(self._receipts(ticket))
        ]
        self.assertTrue(headers)
        for marks in headers:
            self.assertEqual(marks["Auto-Submitted"], "auto-replied")
            self.assertEqual(marks["X-Auto-Response-Suppress"], "All")
        ticket.promised_at = "2026-03-03 09:00:00"
        told = self._told(ticket)[:1]
        for mail in self._mails(told):
            marks = ast.literal_eval(mail.headers)
            self.assertLessEqual(AUTOMATIC.items(), marks.items())

    def test_what_a_person_writes_is_not_automatic(self):
        ticket = self._receive()
        message = ticket.with_user(self.agent).message_post(
            body="We come",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=ticket.partner_id.ids,
        )
        mails = self._mails(message)
        self.assertTrue(mails)
        for mail in mails:
            self.assertNotIn("Auto-Submitted", mail.headers or "")

    def test_two_machines_stop_after_a_few(self):
        tickets = [self._receive(subject=f"Re: {n}") for n in range(20)]
        made = [ticket for ticket in tickets if ticket]
        self.assertEqual(len(made), self.company.service_request_limit)
        receipts = [ticket for ticket in made if self._receipts(ticket)]
        self.assertEqual(len(receipts), self.company.service_receipt_limit)
        held = self.env["mail.held"].search([("reason", "=", "many")])
        self.assertEqual(len(held), 10, "none is lost")
        self.assertTrue(self._receive(sender="rosa@ross.example"), "others are heard")

    def test_after_a_while_the_same_person_is_heard_again(self):
        self.company.service_request_limit = 1
        self.assertTrue(self._receive())
        self.assertFalse(self._receive())
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET create_date = '2026-03-02 07:59:00'"
        )
        self.env.invalidate_all()
        self.assertTrue(self._receive())

    # --- an import --------------------------------------------------------------------

    def test_an_import_tells_nobody(self):
        rows = [
            [
                "Old matter",
                "Text",
                self.stage_done.name,
                self.team.name,
                "Repaired",
                mail,
            ]
            for mail in ("a@x.example", "b@x.example")
        ]
        rows = [[*row, self.agent.id] for row in rows]
        names = [
            "name",
            "description",
            "stage_id",
            "team_id",
            "result",
            "partner_email",
        ]
        before = self.env["mail.mail"].search_count([])
        found = self.Ticket.with_context(tracking_disable=False).load(names, rows)
        self._commit()
        self.assertFalse(found["messages"])
        tickets = self.Ticket.browse(found["ids"])
        self.assertTrue(all(tickets.mapped("closed")))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(tickets.activity_ids)

    def test_an_import_tells_where_it_is_asked_to(self):
        rows = [["Old", "Text", self.stage_done.name, self.team.name, "Repaired"]]
        rows[0].append(self.customer.id)
        names = [
            "name",
            "description",
            "stage_id",
            "team_id",
            "result",
            "partner_id/.id",
        ]
        for tracked in (True, False):
            with self.subTest(tracked=tracked):
                asked = self.Ticket.with_context(
                    service_tell_customers=True, tracking_disable=not tracked
                )
                ticket = self.Ticket.browse(asked.load(names, rows)["ids"])
                self.assertEqual(ticket.result_told_at, Datetime.now())
                self.assertEqual(len(self._told(ticket)), 1)

    # --- answers ----------------------------------------------------------------------

    def _customer_writes(self, ticket, body="Here it is"):
        ticket.message_post(
            body=body,
            author_id=ticket.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self._commit()

    def test_an_answer_by_any_way_ends_waiting_for_it(self):
        self.stage_wait.waits_for_customer = True
        ticket = self._create_complaint(user_id=False, stage_id=self.stage_wait.id)
        self._customer_writes(ticket)
        self.assertFalse(ticket.stage_id.waits_for_customer)
        self.assertFalse(ticket.closed)
        self.assertEqual(ticket.activity_ids.user_id, self.leader)

    def test_an_answer_in_the_portal_on_a_duplicate_goes_to_the_original(self):
        original = self._create_complaint()
        duplicate = self._create_complaint(name="Again")
        duplicate.write({"duplicate_id": original.id, "stage_id": self.stage_done.id})
        self._customer_writes(duplicate)
        self.assertTrue(duplicate.closed)
        self.assertIn("Here it is", original.message_ids[:1].body)

    def test_nobody_who_has_left_is_asked(self):
        """An answer comes 45 days after closing; the assignee has left."""
        ticket = self._create_complaint()
        ticket.stage_id = self.stage_done
        self._commit()
        self.agent.active = False
        with freeze_time("2026-04-16 09:00:00"):
            self._customer_writes(ticket)
        self.assertEqual(ticket.activity_ids.user_id, self.leader)

    def test_whoever_answers_a_notice_learns_that_the_customer_got_nothing(self):
        ticket = self._create_complaint()
        notice = ticket.message_notify(
            partner_ids=self.agent.partner_id.ids, body="You have been assigned"
        )
        self.assertTrue(notice)
        self._receive(
            sender=self.agent.email, more=f"In-Reply-To: {notice.message_id}\n"
        )
        self.assertTrue(ticket.message_ids[:1].subtype_id.internal)
        told = self.env["mail.message"].search(
            [("subject", "like", "the customer has not got your e-mail")]
        )
        self.assertEqual(told.partner_ids, self.agent.partner_id)

    def test_what_a_customer_sets_off_is_told_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["service_management"], ["zh_CN"]
        )
        self.agent.lang, self.customer.lang = "zh_CN", "en_US"
        ticket = self._create_complaint()
        ticket.with_context(lang="en_US")._chase()
        message = ticket.message_ids[:1]
        self.assertIn("客户", message.body)
        self.assertEqual(message.author_id, self.customer)
        ticket.stage_id = self.stage_done
        self._commit()
        self._customer_writes(ticket)
        opened = ticket.message_ids.filtered(lambda m: "重新" in (m.body or ""))
        self.assertEqual(opened.author_id, self.customer)

    def test_the_receipt_is_in_the_language_of_the_email(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        ticket = self._receive(subject="电梯坏了", body="请尽快修理")
        self.assertEqual(ticket.customer_lang, "zh_CN")
        self.assertEqual(ticket.partner_id.lang, "zh_CN")
        self.customer.lang = "en_US"
        ticket = self._receive(sender=self.customer.email, subject="电梯坏了")
        self.assertEqual(ticket.customer_lang, "en_US", "whom we know has chosen")

    # --- a mailbox --------------------------------------------------------------------

    @mute_logger("odoo.addons.mail_incoming_robust.models.mail_thread")
    def test_what_fails_in_a_mailbox_is_held(self):
        fetching = self.env["mail.thread"].with_context(fetchmail_cron_running=True)
        lost = b"From: bob@ross.example\nTo: nobody@riverside-x.example\n\nHello"
        self.assertFalse(fetching.message_process(None, lost))
        held = self.env["mail.held"].search([], order="id desc", limit=1)
        self.assertEqual(held.reason, "no_route")

        def fail(*args, **kwargs):
            raise RuntimeError("no room")

        thread = self.env.registry["mail.thread"]
        self.patch(thread, "_message_route_process", fail)
        raw = MAIL.format(
            sender="b@x.example", subject="S", body="B", more="", number=0
        )
        self.assertFalse(fetching.message_process(None, raw.encode()))
        held = self.env["mail.held"].search([], order="id desc", limit=1)
        self.assertEqual((held.reason, held.detail), ("error", "no room"))
        self.assertIn(b"complaints.x", held._raw())
        with self.assertRaises(RuntimeError):
            self.env["mail.thread"].message_process(None, raw.encode())
