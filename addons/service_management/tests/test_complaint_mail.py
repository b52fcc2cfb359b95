import base64

from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tools import mute_logger

from .common_complaint import ComplaintCommon

ADDRESS = "complaints.x@riverside-x.example"
MEGABYTE = 1024 * 1024


class TestComplaintMail(ComplaintCommon):
    """Raw e-mails through the gateway, good and bad: no request of a person is lost."""

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
        cls.mails = 0

    def _receive(self, body=b"The escalator stands still", **headers):
        """Pass an e-mail to the gateway; return the ticket it made or changed.

        A header that is None is left out.
        """
        type(self).mails += 1
        defaults = {
            "From": "Bob Ross <bob@ross.example>",
            "To": ADDRESS,
            "Subject": "Escalator",
            "Message-Id": f"<{self.mails}@ross.example>",
            "Content-Type": "text/plain; charset=utf-8",
            "MIME-Version": "1.0",
        }
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [
            f"{name}: {value}\r\n"
            for name, value in {**defaults, **names}.items()
            if value is not None
        ]
        raw = "".join(lines).encode() + b"\r\n" + body
        ticket_id = self.env["mail.thread"].message_process(None, raw)
        self._commit()
        return self.Ticket.browse(ticket_id or [])

    def _acknowledgements(self, ticket):
        return ticket.message_ids.filtered(lambda m: m.message_type == "auto_comment")

    # --- a new complaint --------------------------------------------------------------

    @freeze_time("2026-03-02 09:00:00")
    def test_sm_5_3_email_is_registered_and_classified(self):
        ticket = self._receive(Date="Tue, 29 Nov 2011 12:43:21 +0530")
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Escalator",
                    "class_id": self.env.ref(
                        "service_management.request_class_complaint"
                    ).id,
                    "team_id": self.team.id,
                    "channel_id": self.env.ref(
                        "helpdesk_mgmt.helpdesk_ticket_channel_email"
                    ).id,
                    "registered_at": Datetime.now(),
                    "partner_name": "Bob Ross",
                    "partner_email": "bob@ross.example",
                    "user_id": False,
                }
            ],
        )
        self.assertIn("stands still", ticket.description)

    def test_sa_2_4_unknown_sender_becomes_a_contact(self):
        first, second = self._receive(), self._receive()
        self.assertEqual(first.partner_id.email, "bob@ross.example")
        self.assertEqual(first.partner_id, second.partner_id, "one contact only")
        self.assertEqual(second.repeat_of_id, first)

    def test_known_sender_is_linked(self):
        self.customer.phone = "+1 555 0100"
        ticket = self._receive(From=self.customer.email)
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertEqual(ticket.partner_phone, "+1 555 0100")

    def test_contacts_are_made_only_where_the_company_wants_it(self):
        self.company.service_create_partner = False
        ticket = self._receive()
        self.assertFalse(ticket.partner_id)
        self.assertEqual(ticket.partner_email, "bob@ross.example")

    def test_sender_with_a_log_in_is_not_made_responsible(self):
        portal = self._create_new_portal_user(
            login="portal_x", name="Portal X", email="portal@x.example"
        )
        ticket = self._receive(From="portal@x.example")
        self.assertEqual(ticket.partner_id, portal.partner_id)
        self.assertFalse(ticket.user_id)

    # --- acknowledgement --------------------------------------------------------------

    def test_receipt_is_acknowledged_and_is_no_reply(self):
        ticket = self._receive()
        receipt = self._acknowledgements(ticket)
        self.assertEqual(len(receipt), 1)
        self.assertIn(ticket.number, receipt.body)
        self.assertIn(ticket.partner_id, receipt.notified_partner_ids)
        self.assertFalse(ticket.deadline_reply_at)

    def test_receipt_can_be_switched_off(self):
        self.company.service_acknowledge = False
        self.assertFalse(self._acknowledgements(self._receive()))

    def test_staff_registering_a_call_acknowledges_nothing(self):
        self.assertFalse(self._acknowledgements(self._create_complaint()))

    # --- bad e-mails ------------------------------------------------------------------

    def test_no_sender(self):
        for sender in (None, "", "undisclosed"):
            ticket = self._receive(From=sender)
            self.assertEqual(ticket.name, "Escalator")
            self.assertFalse(ticket.partner_id)
            self.assertTrue(ticket.is_unreachable)
            self.assertFalse(self._acknowledgements(ticket))

    def test_no_subject(self):
        self.assertEqual(self._receive(Subject=None).name, "No Subject")

    def test_no_body(self):
        self.assertTrue(self._receive(body=b""))

    def test_wrong_charset(self):
        cases = {
            "gb2312": "投诉镕基".encode("gb18030"),
            "x-unknown-9": "投诉镕基".encode(),
            "us-ascii": "投诉镕基".encode(),
            "utf-8": "投诉镕基".encode("gb18030"),
        }
        for charset, body in cases.items():
            with self.subTest(charset=charset):
                ticket = self._receive(
                    body=body, Content_Type=f"text/plain; charset={charset}"
                )
                self.assertIn("投诉镕基", ticket.description)

    def test_bytes_of_no_charset(self):
        ticket = self._receive(body=b"caf\xe9 \xff now")
        self.assertIn("caf\xe9", ticket.description)

    def test_html_with_scripts(self):
        ticket = self._receive(
            body=b"<p onclick='a()'>Hi<script>steal()</script>"
            b"<a href='javascript:b()'>x</a></p>",
            Content_Type="text/html; charset=utf-8",
        )
        self.assertIn("Hi", ticket.description)
        for evil in ("script", "steal", "onclick"):
            self.assertNotIn(evil, ticket.description)
            self.assertNotIn(evil, ticket.message_ids[-1:].body)

    def test_attachment_of_20_megabytes(self):
        content = b"x" * 20 * MEGABYTE
        body = (
            b"--b\r\nContent-Type: text/plain\r\n\r\nSee the film\r\n"
            b"--b\r\nContent-Type: video/mp4\r\n"
            b'Content-Disposition: attachment; filename="a.mp4"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(content)
            + b"--b--\r\n"
        )
        ticket = self._receive(body=body, Content_Type="multipart/mixed; boundary=b")
        attachment = ticket.attachment_ids
        self.assertEqual(attachment.name, "a.mp4")
        self.assertEqual(attachment.file_size, 20 * MEGABYTE)
        self.assertIn("See the film", ticket.description)

    def test_text_of_20_megabytes(self):
        """The form stays quick, and the whole text is kept."""
        line = b"All work and no play makes Jack a dull boy " * 2 + b"\r\n"
        body = line * (20 * MEGABYTE // len(line)) + b"THE END"
        ticket = self._receive(body=body)
        self.assertIn("very long", ticket.description)
        self.assertLess(len(ticket.description), MEGABYTE)
        self.assertTrue(ticket.attachment_ids.raw.endswith(b"THE END"))

    @mute_logger("odoo.addons.mail_incoming_robust.models.mail_thread")
    def test_unreadable_parts(self):
        """A part that the parser chokes on is kept as it came."""
        ticket = self._receive(
            body=b"Nothing that looks like a part",
            Content_Type="multipart/mixed; boundary=zz",
        )
        self.assertIn("could not be read", ticket.description)
        self.assertIn(b"looks like a part", ticket.attachment_ids.raw)

    @mute_logger("odoo.addons.mail_incoming_robust.models.mail_thread")
    def test_parser_error_keeps_the_email(self):
        mail_thread = self.env.registry["mail.thread"]

        def fail(*args):
            raise AssertionError("the parser is broken")

        self.patch(mail_thread, "_message_parse_extract_payload_postprocess", fail)
        ticket = self._receive()
        self.assertIn("could not be read", ticket.description)
        self.assertIn(b"stands still", ticket.attachment_ids.raw)

    # --- machines ---------------------------------------------------------------------

    def test_automatic_answer_makes_no_ticket(self):
        before = self.Ticket.search_count([])
        for headers in (
            {"Auto_Submitted": "auto-replied (vacation)"},
            {"Precedence": "auto_reply"},
            {"X_Autoreply": "yes"},
        ):
            self.assertFalse(self._receive(**headers))
        self.assertEqual(self.Ticket.search_count([]), before)

    def test_automatic_answer_on_a_ticket_is_a_silent_note(self):
        ticket = self._receive()
        receipt = self._acknowledgements(ticket)
        ticket.stage_id = self.stage_done
        self._commit()
        self._receive(
            body=b"I am on holiday",
            Auto_Submitted="auto-replied",
            In_Reply_To=receipt.message_id,
        )
        note = ticket.message_ids[:1]
        self.assertIn("on holiday", note.body)
        self.assertTrue(note.subtype_id.internal)
        self.assertTrue(ticket.closed, "a machine opens nothing again")
        self.assertEqual(len(self._acknowledgements(ticket)), 1)

    def test_news_of_a_machine_that_is_trusted_is_a_request_without_receipt(self):
        """An alarm of the lift; of other machines nothing is a request."""
        news = {"From": "alarm@machine.example", "Auto_Submitted": "auto-generated"}
        self.assertFalse(self._receive(**news))
        self.env["mail.gateway.allowed"].create({"email": "alarm@machine.example"})
        ticket = self._receive(
            From="alarm@machine.example", Auto_Submitted="auto-generated"
        )
        self.assertTrue(ticket)
        self.assertFalse(ticket.partner_id)
        self.assertFalse(self._acknowledgements(ticket))

    def test_mailing_list_is_no_machine(self):
        """A shared mailbox that forwards customers' letters sends such a header."""
        self.assertTrue(self._receive(Precedence="list").partner_id)

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_loop_is_cut(self):
        """More e-mails of one sender than a person writes make no more tickets."""
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", "3")
        tickets = [self._receive() for _number in range(5)]
        self.assertEqual([bool(ticket) for ticket in tickets], [True] * 3 + [False] * 2)
        self.assertTrue(self._receive(From="somebody@else.example"))

    def test_same_email_twice(self):
        self.assertTrue(self._receive(Message_Id="<same@ross.example>"))
        self.assertFalse(self._receive(Message_Id="<same@ross.example>"))

    # --- answers ----------------------------------------------------------------------

    def _answer(self, ticket, **headers):
        return self._receive(
            body=b"It still stands still",
            Subject=f"Re: {ticket.name}",
            In_Reply_To=self._acknowledgements(ticket).message_id,
            **headers,
        )

    def test_answer_goes_to_the_ticket(self):
        ticket = self._receive()
        self.assertEqual(self._answer(ticket), ticket)
        self.assertIn("still stands still", ticket.message_ids[:1].body)

    def test_answer_reopens_a_closed_ticket_within_the_window(self):
        self.company.service_reopen_days = 14
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._receive()
            ticket.stage_id = self.stage_done
            self._commit()
        with freeze_time("2026-03-16 08:59:59"):
            self._answer(ticket)
        self.assertEqual(ticket.stage_id, self.stage_new)
        self.assertFalse(ticket.closed_date)

    def test_late_answer_is_brought_to_somebodys_attention(self):
        self.company.service_reopen_days = 14
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._receive()
            ticket.stage_id = self.stage_done
            self._commit()
        with freeze_time("2026-03-16 09:00:00"):
            self.assertEqual(self._answer(ticket), ticket)
        self.assertTrue(ticket.closed)
        self.assertEqual(ticket.activity_ids.user_id, self.leader)

    def test_answer_of_staff_does_not_reopen(self):
        ticket = self._receive()
        ticket.stage_id = self.stage_done
        self._commit()
        self._answer(ticket, From=self.agent.email)
        self.assertTrue(ticket.closed)

    def test_reopened_into_the_stage_of_the_company(self):
        self.company.service_reopen_stage_id = self.stage_wait
        ticket = self._receive()
        ticket.stage_id = self.stage_done
        self._commit()
        self._answer(ticket)
        self.assertEqual(ticket.stage_id, self.stage_wait)
