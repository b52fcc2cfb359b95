from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import ContactCase

SECRET = "The owner is ill"


@tagged("post_install", "-at_install")
class TestContactNote(ContactCase):
    """A contact is noted in one go: what was said, what it ends, what comes next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cadence = cls._create_cadence()
        cls("test_sa_2_1_a_note_ends_the_duty")._plan(cls.cadence)

    def test_sa_2_1_a_note_ends_the_duty(self):
        duty = self._duties(self.tea)
        note = self._note(self.tea, result="All is well")
        self.assertEqual(duty.state, "done")
        self.assertEqual((duty.note_id, note.duty_ids), (note, duty))
        self.assertEqual(self._promise(duty).state, "met")

    def test_sa_2_1_kept_by_when_it_was_noted(self):
        """A day that somebody enters does not make up for a broken promise."""
        duty = self._duties(self.tea)
        self._go("2026-04-02 01:00:00")
        self._run()
        self._note(self.tea, date="2026-03-30 02:00:00")
        self.assertEqual(duty.state, "done")
        self.assertEqual(self._promise(duty).state, "met_late")

    def test_one_contact_ends_what_is_overdue_and_what_is_due(self):
        self._go("2026-04-02 01:00:00")
        self._plan(self.cadence)
        duties = self._duties(self.tea, state="open")
        self.assertEqual(len(duties), 2)
        self.assertEqual(self._note(self.tea).duty_ids, duties)
        self.assertEqual(set(duties.mapped("state")), {"done"})

    def test_the_author_chooses_what_it_ends(self):
        self._note(self.tea, duty_ids=[Command.clear()])
        self.assertEqual(self._duties(self.tea).state, "open")

    def test_cm_4_2_only_the_means_that_count(self):
        self.cadence.means_ids = self.visit
        self._note(self.tea)
        self.assertEqual(self._duties(self.tea).state, "open")
        with self.assertRaises(ValidationError):
            self._note(self.tea, duty_ids=self._duties(self.tea).ids)
        self._note(self.tea, means_id=self.visit.id)
        self.assertEqual(self._duties(self.tea).state, "done")

    def test_a_contact_with_a_person_is_one_with_the_customer(self):
        note = self._note(self.person)
        self.assertEqual((note.partner_id, note.people_ids), (self.tea, self.person))
        self.assertEqual(self._duties(self.tea).state, "done")

    def test_sa_2_1_next_date_and_content_in_one_go(self):
        note = self._note(
            self.tea, next_date="2026-03-12", next_content="Talk about the offer"
        )
        agreed = self._duties(self.tea, state="open")
        self.assertEqual(agreed.agreed_note_id, note)
        self.assertEqual(agreed.subject, "Talk about the offer")
        self.assertEqual(agreed.user_id, self.user)
        self.assertEqual(agreed.period_end, date(2026, 3, 12))
        self.assertEqual(self._promise(agreed).state, "running")
        self._go("2026-03-12 01:00:00")
        self._note(self.tea)
        self.assertEqual(agreed.state, "done")
        with self.assertRaises(ValidationError):
            self._note(self.tea, next_content="About nothing")

    def test_cm_4_3_agreed_items_are_actions(self):
        note = self._note(
            self.tea,
            action_ids=[
                Command.create(
                    {
                        "name": "Send the price list",
                        "user_id": self.manager.user_id.id,
                        "date_due": "2026-03-06",
                    }
                )
            ],
        )
        action = note.action_ids
        self.assertEqual((action.res_model, action.res_id), (note._name, note.id))
        self.assertEqual(action.company_id, self.company)
        self.assertEqual(action.kind_id.code, "agreed")
        self.assertEqual(note.service_action_count, 1)
        note.action_ids = [
            Command.create(
                {
                    "name": "Call again",
                    "user_id": self.user.id,
                    "date_due": "2026-03-06",
                }
            )
        ]
        self.assertEqual(len(note.action_ids), 2)

    def test_a_contact_in_the_future_is_none(self):
        with self.assertRaises(ValidationError):
            self._note(self.tea, date="2026-03-03 09:00:00")

    def test_what_a_contact_was_stays(self):
        note = self._note(self.tea)
        for values in (
            {"partner_id": self.silk.id},
            {"date": "2026-03-01 09:00:00"},
            {"duty_ids": [Command.clear()]},
            {"next_date": "2026-03-20"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                note.write(values)
        note.said = "A longer text"
        with self.assertRaises(UserError):
            note.unlink()

    # --- what is private --------------------------------------------------------------

    def test_cm_4_3_private_to_author_and_leaders(self):
        note = self._note(self.tea, said="Open", private_text=SECRET)
        readers = {
            self.user: SECRET,
            self.manager.user_id: SECRET,
            self.chief.user_id: SECRET,
            self.stranger: False,
            self.policy_admin: False,
        }
        for user, text in readers.items():
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                seen = note.with_user(user)
                self.assertEqual(seen.said, "Open")
                self.assertEqual(seen.private_text, text)
                rows = self.env["service.contact.private"].with_user(user)
                found = rows.search([("text", "ilike", "ill")])
                self.assertEqual(bool(found), bool(text))

    def test_cm_4_3_private_is_not_told(self):
        note = self._note(
            self.tea, said="Wants <b>bold</b> tea", private_text=SECRET, mood="good"
        )
        messages = self.tea.message_ids | note.message_ids
        bodies = "".join(map(str, messages.mapped("body")))
        self.assertIn("Wants &lt;b&gt;bold&lt;/b&gt; tea", bodies)
        self.assertNotIn(SECRET, bodies)

    def test_cm_4_3_only_the_author_writes_what_is_private(self):
        note = self._note(self.tea, private_text=SECRET)
        with self.assertRaises(AccessError):
            note.with_user(self.manager.user_id).private_text = "Another"
        with self.assertRaises(AccessError):
            self._note(self.silk, private_text="x").with_user(
                self.stranger
            ).private_text = "Forged"
        note.with_user(self.user).private_text = "More"
        self.assertEqual(note.with_user(self.user).private_text, "More")

    def test_notes_of_customers_that_one_may_not_read(self):
        note = self._note(self.tea)
        self.env["ir.rule"].create(
            {
                "name": "Not this one",
                "model_id": self.env.ref("base.model_res_partner").id,
                "groups": self.env.ref("base.group_user").ids,
                "domain_force": "[('name', '!=', 'Lotus Tea')]",
            }
        )
        notes = self.env["service.contact.note"].with_user(self.stranger)
        self.assertFalse(notes.search([("id", "=", note.id)]))
        self.assertFalse(note.with_user(self.stranger).has_access("read"))
        with self.assertRaises(AccessError):
            self._note(self.tea, user=self.stranger)

    # --- the call list ----------------------------------------------------------------

    def test_sa_2_1_not_reached_and_tried_again(self):
        duty = self._duties(self.tea).with_user(self.user)
        duty.action_not_reached()
        self.assertEqual((duty.tries, str(duty.next_try)), (1, "2026-03-03"))
        self.company.service_contact_retry_days = 3
        duty.action_not_reached()
        self.assertEqual((duty.tries, str(duty.next_try)), (2, "2026-03-05"))
        self.assertIn("try 2", str(duty.message_ids[0].body))

    def test_sa_2_1_reached_opens_the_note(self):
        duty = self._duties(self.tea).with_user(self.user)
        action = duty.action_reached()
        form = Form(
            self.env["service.contact.note"]
            .with_user(self.user)
            .with_context(**action["context"]),
            view="service_contact.service_contact_note_view_form_quick",
        )
        self.assertEqual(form.partner_id, self.tea)
        self.assertEqual(form.duty_ids[:], duty)
        self.assertEqual(form.means_id, self.call)
        with self.assertRaises(AssertionError):  # nothing is kept by closing the page
            form.save()
        form.result = "All is well"
        form.save()
        self.assertEqual(duty.state, "done")

    def test_a_form_offers_what_the_author_may_end(self):
        form = Form(self.env["service.contact.note"].with_user(self.user))
        form.partner_id = self.tea
        self.assertEqual(form.duty_ids[:], self._duties(self.tea))
        form.partner_id = self.silk
        self.assertEqual(form.duty_ids[:], self._duties(self.silk))
        form = Form(self.env["service.contact.note"].with_user(self.stranger))
        form.partner_id = self.tea
        self.assertFalse(form.duty_ids[:])

    def _step(self, duty, user, step, **values):
        wizard = (
            self.env["service.contact.step"]
            .with_user(user)
            .create(
                {
                    "duty_ids": [Command.set(duty.ids)],
                    "step": step,
                    "reason": "On holiday",
                    **values,
                }
            )
        )
        wizard.action_apply()
        self.env.flush_all()

    def test_sa_2_1_skipped_with_a_reason(self):
        duty = self._duties(self.tea)
        with self.assertRaises(UserError):
            self._step(duty, self.user, "skip", reason=" ")
        self._step(duty, self.user, "skip")
        self.assertEqual(duty.state, "skipped")
        self.assertIn("On holiday", str(duty.message_ids[0].body))
        self.assertEqual(self._promise(duty).state, "cancelled")
        self.assertEqual(self._plan(self.cadence), 0)

    def test_given_to_somebody_else_by_who_leads(self):
        duty = self._duties(self.tea)
        with self.assertRaises(AccessError):
            self._step(duty, self.user, "reassign", user_id=self.stranger.id)
        self._step(
            duty, self.manager.user_id, "reassign", user_id=self.chief.user_id.id
        )
        self.assertEqual(duty.user_id, self.chief.user_id)
        self.assertEqual(self._promise(duty).user_id, self.chief.user_id)

    # --- map and figures --------------------------------------------------------------

    def _map(self, user, *args):
        self.env.flush_all()
        return self.env["service.contact.coverage"].with_user(user).get_coverage(*args)

    def test_map_of_customers_and_months(self):
        self._note(self.tea)
        found = self._map(self.user)
        self.assertEqual(len(found["months"]), 12)
        self.assertEqual(
            [row["id"] for row in found["rows"]], [self.silk.id, self.tea.id]
        )
        cells = found["rows"][1]["months"]
        self.assertEqual(list(cells), ["2026-03-01"])
        self.assertEqual(cells["2026-03-01"][0]["count"], 1)
        self.assertFalse(found["rows"][0]["last"])

    def test_map_of_those_who_wait_for_long(self):
        self._note(self.tea)
        ids = [row["id"] for row in self._map(self.user, "mine", 30)["rows"]]
        self.assertEqual(ids, [self.silk.id])
        self._go("2026-05-01 01:00:00")
        ids = [row["id"] for row in self._map(self.user, "mine", 30)["rows"]]
        self.assertEqual(ids, [self.silk.id, self.tea.id])
        partners = self.env["res.partner"].with_user(self.user)
        found = partners.search([("last_contact_on", "<", "2026-04-01")])
        self.assertIn(self.tea, found)
        found = partners.search([("last_contact_on", ">=", "2026-03-01")])
        self.assertEqual(found & (self.tea | self.silk), self.tea)

    def test_map_of_a_team(self):
        self.assertEqual(self._map(self.manager.user_id)["total"], 0)
        self.assertEqual(self._map(self.manager.user_id, "team")["total"], 2)
        self.assertEqual(self._map(self.stranger, "all")["total"], 0)
        self.assertEqual(self._map(self.policy_admin, "all")["total"], 3)

    def test_map_begins_where_somebody_is(self):
        for user, scope, total, can_plan in (
            (self.user, "mine", 2, False),
            (self.manager.user_id, "team", 2, False),
            (self.policy_admin, "all", 3, True),
            (self.stranger, "all", 0, False),
        ):
            with self.subTest(user=user.name):
                found = self._map(user, "first")
                self.assertEqual((found["scope"], found["total"]), (scope, total))
                self.assertEqual(found["can_plan"], can_plan)

    def test_sa_2_1_share_contacted_in_the_period(self):
        self._note(self.tea)
        self._step(self._duties(self.silk), self.user, "skip")
        self._go("2026-04-02 01:00:00")
        self.cadence._plan()
        figures = (
            self.env["service.indicator"]
            .with_user(self.policy_admin)
            ._read(
                ["contact_kept", "contact_skipped", "contact_noted"],
                date(2026, 3, 1),
                date(2026, 3, 31),
            )
        )
        kept = figures["contact_kept"][0]
        self.assertEqual((kept.total, kept.n), (1, 2))  # one of them is still open
        self.assertEqual((figures["contact_skipped"][0].total), 1)
        self.assertEqual((figures["contact_noted"][0].total), 1)

    def test_map_and_lists_ask_once_for_all(self):
        for partner in self.tea | self.silk:
            self._note(partner)
        few = self._queries(lambda: self._map(self.user))
        others = self.env["res.partner"].create(
            [
                {
                    "name": f"Merchant {n}",
                    "category_id": self.category.ids,
                    "user_id": self.user.id,
                }
                for n in range(30)
            ]
        )
        self._plan(self.cadence)
        for partner in others:
            self._note(partner)
        self.assertLessEqual(self._queries(lambda: self._map(self.user)), few)
        names = ["last_contact_on", "contact_note_count"]
        one = self._queries(lambda: self.tea.with_user(self.user).read(names))
        many = self._queries(lambda: others.with_user(self.user).read(names))
        self.assertLessEqual(many, one)
