from itertools import count
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

MEGABYTE = 1024 * 1024
LOGGER = "odoo.addons.mail_incoming_robust.models.mail_thread"
# An id that comes twice is the same e-mail, and is left out.
_NUMBERS = count(1)


@tagged("post_install", "-at_install")
class TestMailThread(TransactionCase):
    """Every e-mail is taken in, whatever its state; contacts are what they make."""

    def _receive(self, body=b"The lift stands still", **headers):
        """Let the gateway take an e-mail that makes a contact.

        :return: the new contact
        """
        lines = {
            "From": "Rosa Ross <rosa@ross.example>",
            "To": "robust@example.com",
            "Subject": "Robust",
            "Message_Id": f"<{next(_NUMBERS)}@ross.example>",
            "Content_Type": "text/plain; charset=utf-8",
            **headers,
        }
        head = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in lines.items())
        contacts = self.env["res.partner"]
        made = self.env["mail.thread"].message_process(
            "res.partner", head.encode() + b"\r\n" + body
        )
        return contacts.browse(made or [])

    def _body(self, contact):
        return contact.message_ids[:1].body

    # --- reading ----------------------------------------------------------------------

    def test_an_ordinary_one_is_read_as_ever(self):
        self.assertIn("stands still", self._body(self._receive()))

    def test_a_wrong_charset_is_put_right(self):
        """Chinese programs name gb2312 and write its larger successor."""
        for charset, body in (
            ("gb2312", "㎡投诉电梯".encode("gb18030")),
            ("us-ascii", "投诉".encode()),
            ("x-unknown", "投诉".encode()),
        ):
            with self.subTest(charset=charset):
                contact = self._receive(
                    body, Content_Type=f"text/plain; charset={charset}"
                )
                self.assertIn("投诉", self._body(contact))

    @mute_logger(LOGGER)
    def test_an_unreadable_one_is_kept_as_it_came(self):
        contact = self._receive(
            b"Nothing that looks like a part",
            Content_Type="multipart/mixed; boundary=zz",
        )
        self.assertIn("could not be read", self._body(contact))
        original = contact.message_ids[:1].attachment_ids
        self.assertIn(b"looks like a part", original.raw)

    @mute_logger(LOGGER)
    def test_an_error_of_the_parser_keeps_the_email(self):
        thread = self.env.registry["mail.thread"]
        method = "_message_parse_extract_payload_postprocess"
        with patch.object(thread, method, side_effect=AssertionError("broken")):
            contact = self._receive()
        self.assertIn("could not be read", self._body(contact))

    def test_an_endless_one_is_cut_and_attached(self):
        body = b"All work and no play \r\n" * (MEGABYTE // 16) + b"THE END"
        contact = self._receive(body)
        self.assertIn("very long", self._body(contact))
        self.assertLess(len(self._body(contact)), MEGABYTE)
        original = contact.message_ids[:1].attachment_ids
        self.assertEqual(original.raw[-7:], b"THE END")
        self.assertGreater(len(original.raw), len(body))

    # --- machines ---------------------------------------------------------------------

    def test_an_answer_of_a_machine_begins_nothing_where_a_model_says_so(self):
        contacts = type(self.env["res.partner"])
        for headers in (
            {"Auto_Submitted": "auto-replied (vacation)"},
            {"Precedence": "auto_reply"},
            {"X_Autoreply": "yes"},
        ):
            with self.subTest(headers=headers):
                self.assertTrue(self._receive(**headers), "others are as ever")
                with patch.object(contacts, "_takes_mail_of", return_value=False):
                    self.assertFalse(self._receive(b"I am away", **headers))

    def test_what_a_machine_writes_is_an_internal_note(self):
        contact = self._receive(Auto_Submitted="auto-generated")
        self.assertTrue(contact.message_ids[:1].is_internal)
        self.assertFalse(self._receive(Precedence="list").message_ids[:1].is_internal)
