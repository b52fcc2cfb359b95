from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import MarketCase

#: What marketing and employees without a role, advisors and managers may do.
MODELS = {
    "market.competitor": ("", "rwc", "rwcd"),
    "market.note": ("", "rwc", "rwcd"),
    "market.note.check": ("", "rwc", "rwc"),
    "market.note.kind": ("", "r", "rwcd"),
    "market.note.use": ("", "r", "r"),
    "market.source.kind": ("", "r", "rwcd"),
    "market.subscription": ("", "", "rwcd"),
}


@tagged("post_install", "-at_install")
class TestMarketMatrix(AccessMatrix, FormsAnswer, MarketCase):
    """Rights of every model by role."""

    addon = "advisor_crm_market"
    matrix = MODELS

    def matrix_users(self):
        """Override: people without a role, an advisor, and a manager of customers."""
        nobody = (self.hr_officer, self.hr_admin, self.chief.user_id)
        return self.columns(nobody, self.anna, self.boss)


@tagged("post_install", "-at_install")
class TestMarketAccess(MarketCase):
    """Notes are for the company; its own are changed by who has noted them."""

    def test_sa_2_5_advisors_read_the_notes_of_their_company(self):
        note = self._note()
        readers = self.anna | self.bo | self.marketing | self.lead | self.boss
        self.assertMay(note, "read", readers, readers)
        self.assertFalse(note.with_user(self.hr_officer).has_access("read"))
        self.assertNotReadAbroad({"note": note, "subscription": self._subscription()})

    def _subscription(self):
        return self.env["market.subscription"].create(
            {"department_id": self.department.id}
        )

    def test_only_the_author_and_who_leads_change_a_note(self):
        note = self._note()
        allowed = self.advisor | self.lead | self.boss
        users = allowed | self.anna | self.marketing
        self.assertMay(note, "write", users, allowed)

    def test_opportunities_are_shown_to_who_may_read_them(self):
        customer = self._create_customer("Own", self.important)
        self._assign(customer, self.advisor)
        lead = self._create_lead(customer, self.advisor)
        note = self._note(lead_ids=[Command.set(lead.ids)])
        note.invalidate_recordset()
        self.assertEqual(note.lead_ids, lead)
        self.env.invalidate_all()
        self.assertFalse(note.with_user(self.bo).lead_ids)
        with self.assertRaises(AccessError):
            note.with_user(self.marketing).read(["lead_ids"])

    def test_nobody_writes_in_anothers_name(self):
        with self.assertRaises(AccessError):
            self._note(user_id=self.anna.id)
        with self.assertRaises(AccessError):
            self._note().write({"user_id": self.anna.id})
        with self.assertRaises(AccessError):
            self._note().write({"verdict": "confirmed"})

    def test_a_dialog_takes_no_note_of_another_company(self):
        note = self._note()
        stranger = self._create_user(
            "stranger", "advisor_crm.group_advisor", company=self.other_company
        )
        dialog = self.env["market.note.check"].with_user(stranger)
        with self.assertRaises(AccessError):
            dialog.create({"note_id": note.id, "reason": "No"})
