from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ContactCase


@tagged("post_install", "-at_install")
class TestContactAttack(ContactCase):
    """Calls from outside with records and values of the caller's own choice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls("test_nobody_writes_what_the_steps_write")._plan(cls._create_cadence())

    def test_nobody_writes_what_the_steps_write(self):
        duty = self._duties(self.tea)
        for values in (
            {"state": "done"},
            {"user_id": self.stranger.id},
            {"due_at": "2030-01-01 00:00:00"},
            {"tries": 9},
            {"drop_reason": "left"},
            {"value": 9},
        ):
            for user in (self.user, self.manager.user_id, self.policy_admin):
                subtest = self.subTest(values=values, user=user.login)
                with subtest, self.assertRaises(AccessError):
                    duty.with_user(user).write(values)

    def test_nobody_makes_duties_by_hand(self):
        for user in (self.user, self.policy_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["service.contact.duty"].with_user(user).create(
                    {
                        "partner_id": self.tea.id,
                        "company_id": self.company.id,
                        "period_start": "2026-03-01",
                        "period_end": "2026-03-31",
                        "begins_at": "2026-03-01",
                        "due_at": "2026-03-31",
                    }
                )

    def test_a_stranger_ends_nothing_of_others(self):
        duty = self._duties(self.tea)
        stranger = duty.with_user(self.stranger)
        for call in ("action_reached", "action_not_reached", "action_step"):
            with self.subTest(call=call), self.assertRaises(AccessError):
                getattr(stranger, call)()
        with self.assertRaises(AccessError):
            self._note(self.tea, user=self.stranger, duty_ids=duty.ids)
        with self.assertRaises(AccessError):
            self.env["service.contact.step"].with_user(self.stranger).create(
                {"duty_ids": [Command.set(duty.ids)], "reason": "x"}
            )
        self.assertEqual(duty.state, "open")

    def test_nobody_notes_in_another_name_or_company(self):
        with self.assertRaises(AccessError):
            self._note(self.tea, user_id=self.chief.user_id.id)
        with self.assertRaises(AccessError):
            self._note(self.tea, company_id=self.other_company.id)
        notes = self.env["service.contact.note"].with_user(self.user)
        note = notes.with_context(default_user_id=self.chief.user_id.id).create(
            {"partner_id": self.tea.id, "means_id": self.call.id}
        )
        self.assertEqual(note.user_id, self.user)

    def test_no_private_part_for_the_note_of_somebody_else(self):
        note = self._note(self.tea)
        private = self.env["service.contact.private"]
        for user in (self.stranger, self.manager.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                private.with_user(user).create({"note_id": note.id, "text": "Forged"})

    def test_no_agreed_item_takes_another_record_for_its_own(self):
        action = self.env["service.action"].create(
            {
                "name": "Of others",
                "user_id": self.chief.user_id.id,
                "date_due": "2026-03-06",
                "company_id": self.company.id,
            }
        )
        with self.assertRaises(AccessError):
            self._note(self.tea, action_ids=[Command.link(action.id)])

    def test_map_of_contacts_takes_whatever_is_sent(self):
        coverage = self.env["service.contact.coverage"].with_user(self.stranger)
        for scope in ("mine", "team", "all", "nonsense"):
            found = coverage.get_coverage(scope, 10**9, -5)
            self.assertEqual(found["rows"], [])
