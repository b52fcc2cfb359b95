from pathlib import Path

from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tools import mute_logger

from odoo.addons.mail_incoming_robust.tests.common_corpus import corpus

from .common_complaint import ComplaintCommon

HERE = Path(__file__).parent
FIRST = """From: Bob Ross <bob@ross.example>
To: complaints.x@riverside-x.example
Subject: Lift
Message-Id: <first-{number}@ross.example>

The lift stands still
"""


@freeze_time("2026-03-02 09:00:00")
class TestIncomingCorpus(ComplaintCommon):
    """Invented e-mails of every kind through the gateway: what becomes of them.

    What an outcome says: ``before`` (the ticket that is there already), ``result``
    (new, joined, held, original), and what is to be true afterwards.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(
            mute_logger("odoo.addons.mail_incoming_robust.models.mail_thread")
        )
        domain = cls.env["mail.alias.domain"].create(
            {
                "name": "riverside-x.example",
                "catchall_alias": "catchall",
                "bounce_alias": "bounce",
            }
        )
        team = cls.team.with_env(cls.env)
        team.write(
            {
                "alias_name": "complaints.x",
                "alias_domain_id": domain.id,
                "service_type_id": cls.type_complaint.id,
            }
        )
        cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Service X",
                "alias_name": "service.x",
                "alias_domain_id": domain.id,
            }
        )
        cls.stage_wait.waits_for_customer = True
        cls.env["helpdesk.ticket.stage"].create(
            {"name": "In progress X", "sequence": 10}
        )
        cls.stage_new.unattended = True
        cls.env["mail.blacklist"].create({"email": "black@list.example"})
        cls.company.service_request_limit = 0
        cls.company.service_receipt_limit = 0
        cls.env["helpdesk.ticket.stage"].search(
            [("name", "not in", ["New X", "Waiting X", "Done X", "In progress X"])]
        ).team_ids = cls.other_team

    # --- before -----------------------------------------------------------------------

    def _first(self, number=1):
        raw = FIRST.format(number=number).encode()
        made = self.env["mail.thread"].message_process(None, raw)
        self._commit()
        return self.Ticket.browse(made)

    def _receipt(self, ticket):
        return ticket.message_ids.filtered(lambda m: m.message_type == "auto_comment")

    def _begin(self, before):
        """The ticket that is there before the e-mail comes."""
        ticket = self._first() if before else self.Ticket
        if before == "closed":
            ticket.stage_id = self.stage_done
        elif before == "waiting":
            ticket.stage_id = self.stage_wait
        elif before == "duplicate":
            ticket.write(
                {"duplicate_id": self._first(2).id, "stage_id": self.stage_done.id}
            )
        elif before == "duplicate_of_another":
            other = self._create_complaint()
            ticket.write({"duplicate_id": other.id, "stage_id": self.stage_done.id})
        self._commit()
        return ticket

    # --- the e-mail -------------------------------------------------------------------

    def test_what_becomes_of_every_email(self):
        for name, raw, expected in corpus(HERE):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self._check(raw, expected)
                savepoint.rollback()
            self.env.invalidate_all()

    def _check(self, raw, expected):
        ticket = self._begin(expected.pop("before", None))
        if ticket:
            receipt = self._receipt(ticket)
            self.assertTrue(receipt)
            raw = raw.replace(b"@@receipt@@", receipt.message_id.encode())
            raw = raw.replace(b"@@number@@", ticket.number.encode())
        newest = self.Ticket.search([], order="id desc", limit=1).id or 0
        made = self.env["mail.thread"].message_process(None, raw)
        self._commit()
        found = self.Ticket.browse(made or [])
        fresh = self.Ticket.search([("id", ">", newest)])
        getattr(self, f"_become_{expected.pop('result')}")(
            ticket, found, fresh, expected
        )
        for key, value in expected.items():
            getattr(self, f"_check_{key}")(found, value)

    def _become_new(self, before, found, fresh, expected):
        self.assertEqual(found, fresh)
        self.assertEqual(len(fresh), 1)

    def _become_joined(self, before, found, fresh, expected):
        self.assertFalse(fresh)
        self.assertEqual(found, before)

    def _become_original(self, before, found, fresh, expected):
        self.assertFalse(fresh)
        self.assertEqual(found, before.duplicate_id)
        self.assertTrue(before.closed, "the duplicate stays closed")

    def _become_held(self, before, found, fresh, expected):
        self.assertFalse(fresh)
        self.assertFalse(found)
        held = self.env["mail.held"].search([], order="id desc", limit=1)
        self.assertEqual(held.reason, expected.pop("held"))
        self.assertEqual(held.company_id, self.company)
        newest = self.env["res.partner"].search([], order="id desc", limit=1)
        self.assertNotEqual(newest.email_normalized, "bob@ross.example")

    # --- afterwards -------------------------------------------------------------------

    def _check_customer(self, ticket, value):
        self.assertEqual(ticket.partner_email_normalized or "", value)
        self.assertEqual(ticket.partner_id.email_normalized or "", value)

    def _check_receipts(self, ticket, value):
        self.assertEqual(len(self._receipt(ticket)), value)

    def _check_tickets(self, ticket, value):
        self.assertEqual(len(ticket), value)

    def _check_mentions(self, ticket, value):
        self.assertIn(value, " ".join(ticket.message_ids.mapped("body")))

    def _check_registered(self, ticket, value):
        self.assertEqual(ticket.registered_at, Datetime.to_datetime(value))

    def _check_note(self, ticket, value):
        message = ticket.message_ids.filtered(
            lambda m: m.message_type in ("email", "out_of_office")
        )[:1]
        self.assertEqual(message.subtype_id.internal, value)

    def _check_closed(self, ticket, value):
        self.assertEqual(ticket.closed, value)

    def _check_stage(self, ticket, value):
        self.assertEqual(ticket.stage_id.name, value)

    def _check_todo(self, ticket, value):
        self.assertEqual(bool(ticket.activity_ids), value)
        self.assertEqual(ticket.activity_ids.user_id, self.leader)
