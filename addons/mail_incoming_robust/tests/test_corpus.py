from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

from hypothesis import assume, given, settings

from odoo.fields import Datetime
from odoo.tests import TransactionCase, tagged
from odoo.tools import email_normalize, mute_logger

from ..core.body import word_set
from ..core.html_text import html_to_text
from .common_corpus import corpus
from .test_core_incoming_properties import HEAD, MAILS

HERE = Path(__file__).parent
LOGGER = "odoo.addons.mail_incoming_robust.models.mail_thread"


@tagged("post_install", "-at_install")
class TestCorpus(TransactionCase):
    """Invented e-mails of every kind through the gateway; each makes a contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(mute_logger(LOGGER))

    def _take_in(self, raw):
        """The contact that an e-mail makes, and its message."""
        made = self.env["mail.thread"].message_process("res.partner", raw)
        contact = self.env["res.partner"].browse(made or [])
        self.env.flush_all()
        return contact, contact.message_ids[:1]

    def test_every_email_is_taken_in_with_its_text(self):
        for name, raw, expected in corpus(HERE):
            if "held" in expected and expected["held"]:
                continue
            with self.subTest(name):
                contact, message = self._take_in(raw)
                self.assertTrue(contact, "it makes a contact")
                for key, value in expected.items():
                    getattr(self, f"_check_{key}")(message, value)

    @settings(max_examples=40, deadline=None, database=None)
    @given(mail=MAILS)
    def test_random_nesting_is_taken_in_with_its_text(self, mail):
        """Shown, or attached with a note."""
        content, texts = mail
        assume(b"multipart/report" not in content)  # Odoo knows it as a bounce
        head = HEAD + f"Message-Id: <{uuid4()}@random.example>\r\n".encode()
        _contact, message = self._take_in(head + content)
        self.assertTrue(message)
        if "original_email.eml" in message.attachment_ids.mapped("name"):
            return
        shown = word_set(html_to_text(message.body))
        ascii_words = {text for text in texts if text.isascii()}
        if b"multipart/alternative" not in content:
            for text in ascii_words:
                self.assertLessEqual(word_set(text), shown)

    def test_what_no_person_wrote_is_held(self):
        """By a model that takes people's e-mails only, with the whole e-mail."""
        contacts = type(self.env["res.partner"])
        for name, raw, expected in corpus(HERE):
            if "held" not in expected:
                continue
            with (
                self.subTest(name),
                patch.object(contacts, "_takes_mail_of", return_value=False),
            ):
                newest = self.env["mail.held"].search([], order="id desc", limit=1).id
                contact, _message = self._take_in(raw)
                held = self.env["mail.held"].search([("id", ">", newest or 0)])
                self.assertEqual(held.reason or "", expected["held"])
                self.assertEqual(bool(contact), not expected["held"])
                if held:
                    self.assertIn(b"The lift stands still", held._raw())
                    self.assertTrue(held.email_from)

    def test_a_held_one_is_taken_in_as_a_persons(self):
        contacts = type(self.env["res.partner"])
        for name, raw, expected in corpus(HERE):
            if not expected.get("held"):
                continue
            with (
                self.subTest(name),
                patch.object(
                    contacts, "_takes_mail_of", side_effect=lambda reason: not reason
                ),
            ):
                self._take_in(raw)
                held = self.env["mail.held"].search([], order="id desc", limit=1)
                newest = self.env["res.partner"].search([], order="id desc", limit=1)
                held.action_take_in()
                self.assertFalse(held.exists())
                made = self.env["res.partner"].search([("id", ">", newest.id)])
                self.assertEqual(len(made), 1)
                self.assertEqual(made.message_ids.message_type, "email")

    # --- what is expected -------------------------------------------------------------

    def _check_held(self, message, value):
        self.assertFalse(message.is_internal)

    def _check_subject(self, message, value):
        self.assertEqual(message.subject, value)

    def _check_subject_length(self, message, value):
        self.assertEqual(len(message.subject), value)

    def _check_sender(self, message, value):
        self.assertIn(value, message.email_from)

    def _check_from_address(self, message, value):
        self.assertEqual(email_normalize(message.email_from), value)

    def _check_contains(self, message, value):
        text = " ".join(message.body.replace("&nbsp;", " ").split())
        for words in value:
            self.assertIn(words, text)

    def _check_contains_or_file(self, message, value):
        found = message.body.encode() + b"".join(message.attachment_ids.mapped("raw"))
        self.assertIn(value.encode(), found)

    def _check_files(self, message, value):
        self.assertEqual(message.attachment_ids.mapped("name"), value)

    def _check_file_contains(self, message, value):
        content = message.attachment_ids[:1].raw
        self.assertIn(value, content.decode("gb18030"))

    def _check_attachments(self, message, value):
        self.assertEqual(len(message.attachment_ids), value)

    def _check_original(self, message, value):
        names = message.attachment_ids.mapped("name")
        self.assertEqual("original_email.eml" in names, value)

    def _check_not_in_future(self, message, value):
        self.assertLessEqual(message.date, Datetime.now())
