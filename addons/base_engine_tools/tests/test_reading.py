from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

from ..engine.reading import of_readable, reads_all, values_asked_for


@tagged("post_install", "-at_install")
class TestReading(BaseCommon):
    """Whether a user may read all there is, as his record rules say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env["ir.model"]._get("res.partner.bank")
        rules = cls.env["ir.rule"].search([("model_id", "=", cls.model.id)])
        rules.active = False
        cls.user = new_test_user(cls.env, "reads_all_x", "base.group_user")

    def _rule(self, domain, **values):
        self.env["ir.rule"].create(
            {"name": "X", "model_id": self.model.id, "domain_force": domain, **values}
        )

    def _reads_all(self, companies=None):
        companies = companies or self.env.company
        model = self.env["res.partner.bank"].with_user(self.user)
        return reads_all(model.with_context(allowed_company_ids=companies.ids))

    def test_without_rules(self):
        self.assertTrue(self._reads_all())

    def test_a_rule_leaves_something_out(self):
        self._rule("[('acc_number', '!=', '1')]")
        self.assertFalse(self._reads_all())

    def test_a_group_sees_all_that_others_do_not(self):
        group = self.env.ref("base.group_user").ids
        self._rule("[('acc_number', '!=', '1')]", groups=group)
        self._rule("[(1, '=', 1)]", groups=group)
        self.assertTrue(self._reads_all())

    def test_companies_leave_nothing_out_when_all_are_chosen(self):
        self._rule("[('company_id', 'in', company_ids + [False])]")
        every = self.env["res.company"].with_context(active_test=False).search([])
        other = self.env["res.company"].create({"name": "Other"})
        self.user.company_ids = every | other
        self.assertFalse(self._reads_all(every))
        self.assertTrue(self._reads_all(every | other))

    def test_companies_without_those_of_nobody_leave_something_out(self):
        self._rule("[('company_id', 'in', company_ids)]")
        every = self.env["res.company"].with_context(active_test=False).search([])
        self.user.company_ids = every
        self.assertFalse(self._reads_all(every))

    def test_who_may_not_read_at_all(self):
        portal = new_test_user(self.env, "reads_none_x", "base.group_portal")
        self.assertFalse(reads_all(self.env["ir.rule"].with_user(portal)))

    def test_the_system_reads_all(self):
        self._rule("[('acc_number', '!=', '1')]")
        self.assertTrue(reads_all(self.env["res.partner.bank"].sudo()))

    def test_records_that_may_be_read_are_the_same_one_by_one(self):
        partners = self.env["res.partner"].create([{"name": "Ada"}, {"name": "Ben"}])
        banks = self.env["res.partner.bank"].create(
            [{"acc_number": p.name, "partner_id": p.id} for p in partners]
        )
        self.model = self.env["ir.model"]._get("res.partner")
        self._rule(f"[('id', '!=', {partners[0].id})]")
        for one_by_one in (False, True):
            with self.subTest(one_by_one=one_by_one):
                theirs = self.env["res.partner"].with_user(self.user)
                readable = of_readable(theirs, "partner_id", one_by_one)
                found = banks.search(readable & Domain("id", "in", banks.ids))
                self.assertEqual(found, banks[1])

    def test_values_that_a_domain_asks_for(self):
        cases = [
            ([], None),
            ([("model", "=", "a")], {"a"}),
            ([("model", "in", ["a", "b"]), ("name", "!=", False)], {"a", "b"}),
            ([("model", "in", ["a", "b"]), ("model", "=", "b")], {"b"}),
            ([("model", "=", "a"), ("model", "=", "b")], set()),
            (["|", ("model", "=", "a"), ("name", "=", "b")], None),
            ([("model", "!=", "a")], None),
            (["!", ("model", "=", "a")], None),
            ([("model.name", "=", "a")], None),
        ]
        for domain, values in cases:
            with self.subTest(domain=domain):
                self.assertEqual(values_asked_for(domain, "model"), values)
