from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MarketCase


@tagged("post_install", "-at_install")
class TestMarketNote(MarketCase):
    """Notes are judged by others, expire, find their customers, and are passed on."""

    def test_sa_2_5_a_colleague_confirms_a_note(self):
        note = self._note()
        self.assertEqual((note.state, note.user_id), ("noted", self.advisor))
        with self.assertRaisesRegex(UserError, "nobody confirms the own"):
            note.action_confirm()
        note.with_user(self.marketing).action_confirm()
        self.assertEqual(note.state, "confirmed")
        self.assertEqual(note.decided_by_id, self.marketing)
        with self.assertRaisesRegex(UserError, "judged already"):
            note.with_user(self.anna).action_confirm()
        with self.assertRaisesRegex(UserError, "judged as it stands"):
            note.name = "Something else"
        note.partner_id = self._create_customer("Own")

    def test_sa_2_5_a_note_is_contradicted_with_a_reason(self):
        note = self._note()
        note.with_user(self.anna).action_confirm()
        action = note.with_user(self.bo).action_contradict()
        dialog = self.env["market.note.check"].with_user(self.bo)
        dialog = dialog.with_context(**action["context"])
        dialog.create({"reason": "The list says 140"}).action_contradict()
        self.assertEqual((note.state, note.decided_by_id), ("contradicted", self.bo))
        self.assertEqual(note.decided_why, "The list says 140")
        with self.assertRaisesRegex(UserError, "contradicted already"):
            note._contradict("Again")

    def test_a_note_expires_by_its_date(self):
        self.kind.days_valid = 30
        note = self._note(date=self.today - timedelta(days=30))
        over = self._note(date=self.today - timedelta(days=31))
        kept = self._note(date=self.today - timedelta(days=31), valid_until=self.today)
        endless = self._note(kind_id=self.trend.id, valid_until=False)
        both = note | over | kept | endless
        self.assertEqual(both.mapped("state"), ["noted", "expired", "noted", "noted"])
        found = both.search([("id", "in", both.ids), ("state", "=", "expired")])
        self.assertEqual(found, over)
        found = both.search([("id", "in", both.ids), ("state", "!=", "expired")])
        self.assertEqual(found, note | kept | endless)
        with self.assertRaisesRegex(UserError, "has expired"):
            over.with_user(self.anna).action_confirm()

    def test_a_note_is_not_from_the_future(self):
        with self.assertRaises(ValidationError):
            self._note(date=self.today + timedelta(days=2))
        with self.assertRaises(ValidationError):
            self._note(valid_until=self.today - timedelta(days=1))

    def test_that_it_was_useful_is_to_the_credit_of_the_author(self):
        note = self._note()
        with self.assertRaisesRegex(UserError, "this one is yours"):
            note.action_useful()
        self.assertFalse(note.can_say_useful)
        for _press in range(2):
            note.with_user(self.anna).action_useful()
        note.with_user(self.bo).action_useful()
        self.assertEqual(note.useful_count, 2)
        uses = self.env["market.note.use"].search([("author_id", "=", self.advisor.id)])
        self.assertEqual(uses.user_id, self.anna | self.bo)
        self.assertFalse(note.with_user(self.anna).can_say_useful)
        figures = self.env["service.indicator"].with_user(self.boss)
        yesterday = self.today - timedelta(days=1)
        figures = figures._read(
            ["market_notes_useful"], yesterday, self.today, groupby=["user_id"]
        )
        (credit,) = figures["market_notes_useful"]
        self.assertEqual((credit.keys["user_id"], credit.value), (self.advisor.id, 2))

    # --- passed on --------------------------------------------------------------------

    def test_sa_2_5_a_note_is_passed_on_and_the_answer_stands_on_it(self):
        note = self._note(text="They deliver in a day")
        with self.assertRaisesRegex(UserError, "choose the department"):
            note.action_pass_on()
        note.department_id = self.department
        note.action_pass_on()
        action = note.sudo().action_id
        self.assertEqual(action.user_id, self.chief.user_id)
        self.assertEqual(action.verifier_id, self.advisor)
        days = self.company.market_action_days
        self.assertEqual(action.date_due, self.today + timedelta(days=days))
        with self.assertRaisesRegex(UserError, "passed on already"):
            note.action_pass_on()
        action.with_user(self.chief.user_id)._finish("We do, too")
        self.assertEqual(note.answer, "We do, too")
        with self.assertRaisesRegex(UserError, "stays"):
            note.with_user(self.boss).unlink()

    def test_what_is_not_done_is_an_answer_too(self):
        note = self._note(department_id=self.department.id)
        note.action_pass_on()
        note.sudo().action_id._drop("Too dear")
        self.assertEqual(note.answer, "Too dear")

    def test_a_department_without_a_head_says_so(self):
        headless = self.env["hr.department"].create(
            {"name": "Headless", "company_id": self.company.id}
        )
        note = self._note(department_id=headless.id)
        with self.assertRaisesRegex(UserError, "Headless has no head"):
            note.action_pass_on()

    # --- where it stands --------------------------------------------------------------

    def _lead(self, name="Own", **values):
        customer = self._create_customer(name, self.important)
        self._assign(customer, self.advisor)
        return self._create_lead(customer, self.advisor, **values)

    def _seen(self, record, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        record = record.with_user(user or self.advisor)
        action = record.action_open_market_notes()
        found = self.env["market.note"].search(action["domain"])
        self.assertEqual(record.market_note_count, len(found))
        return found

    def test_sa_2_5_notes_stand_on_the_opportunities_that_they_concern(self):
        product = self.env["product.product"].create(
            {
                "name": "Chair",
                "categ_id": self.env["product.category"].create({"name": "Seats"}).id,
            }
        )
        tag = self.env["crm.tag"].create({"name": "Fair"})
        lead = self._lead(
            competitor_ids=[Command.set(self.rival.ids)],
            tag_ids=[Command.set(tag.ids)],
        )
        other = self._lead("Other")
        contact = self._create_customer("Contact", parent_id=lead.partner_id.id)
        line = Command.create({"product_id": product.id, "product_uom_qty": 1})
        self._create_order(lead.partner_id, opportunity_id=lead.id, order_line=[line])
        template = product.product_tmpl_id
        notes = (
            self._note(lead_ids=[Command.set(lead.ids)])
            | self._note(competitor_id=self.rival.id)
            | self._note(partner_id=contact.id)
            | self._note(product_id=template.id)
            | self._note(categ_id=template.categ_id.id)
            | self._note(tag_ids=[Command.set(tag.ids)])
        )
        self._note(product_word="Chair")
        self.assertEqual(self._seen(lead), notes.sudo(False).with_env(self.env))
        self.assertFalse(self._seen(other))
        notes[0].with_user(self.anna)._contradict("Wrong")
        self.assertEqual(len(self._seen(lead)), 5)

    def test_a_note_of_another_company_stands_on_no_opportunity(self):
        lead = self._lead()
        note = self._note(partner_id=lead.partner_id.id)
        note.sudo().with_context(allowed_company_ids=self.other_company.ids).write(
            {"company_id": self.other_company.id}
        )
        self.assertFalse(self._seen(lead))

    def test_sa_2_5_notes_stand_on_customers_and_competitors(self):
        customer = self._create_customer("Own", self.important)
        contact = self._create_customer("Contact", parent_id=customer.id)
        note = self._note(partner_id=contact.id)
        self.assertEqual(self._seen(customer).ids, note.ids)
        self.assertEqual(self._seen(contact).ids, note.ids)
        self.rival.partner_id = self._create_customer("Rival Ltd")
        about = self._note(competitor_id=self.rival.id)
        self.assertEqual(self._seen(self.rival.partner_id).ids, about.ids)
        self.assertEqual(self.rival.note_count, 1)
        self.assertEqual(self.rival.last_note_on, self.today)

    def test_a_note_from_an_opportunity_is_about_it(self):
        lead = self._lead()
        context = lead.with_user(self.advisor).action_open_market_notes()["context"]
        note = self.env["market.note"].with_user(self.advisor)
        note = note.with_context(**context).create({"name": "Cheaper elsewhere"})
        self.assertEqual(note.lead_ids, lead)
        self.assertEqual(note.partner_id, lead.partner_id)

    def test_merged_opportunities_keep_notes_and_competitors(self):
        lead = self._lead(competitor_ids=[Command.set(self.rival.ids)])
        other = self._lead("Other")
        note = self._note(lead_ids=[Command.set(lead.ids)])
        merged = (other | lead).sudo().merge_opportunity(auto_unlink=True)
        self.assertEqual(merged.competitor_ids, self.rival)
        self.assertEqual(merged.market_note_ids.ids, note.ids)

    def test_customers_that_become_one_keep_their_notes(self):
        one, two = self._create_customer("One"), self._create_customer("Two")
        note = self._note(partner_id=two.id)
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        wizard._merge([one.id, two.id], one)
        self.assertEqual(note.partner_id, one)

    # --- figures ----------------------------------------------------------------------

    def test_sa_2_5_notes_are_counted_by_person_and_month(self):
        mine = self._note() | self._note()
        theirs = self._note(self.anna)
        mine[0].with_user(self.anna).action_confirm()
        mine[1].with_user(self.anna)._contradict("Wrong")
        theirs.with_user(self.advisor).action_confirm()
        figures = self.env["service.indicator"].with_user(self.boss)
        figures = figures._read(
            ["market_notes", "market_notes_confirmed"],
            self.today.replace(day=1),
            self.today,
            groupby=["user_id", "date:month"],
        )
        counts = {one.keys["user_id"]: one.value for one in figures["market_notes"]}
        self.assertEqual(counts, {self.advisor.id: 2, self.anna.id: 1})
        shares = {
            one.keys["user_id"]: (one.value, one.n)
            for one in figures["market_notes_confirmed"]
        }
        self.assertEqual(shares, {self.advisor.id: (0.5, 2), self.anna.id: (1, 1)})
