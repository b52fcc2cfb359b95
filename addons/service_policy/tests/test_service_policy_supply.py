import base64
import json

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicySupply(PolicyCase):
    """What another carrier of a clause supplies is not missing of it."""

    def setUp(self):
        super().setUp()
        self.version = self.policy._draft()
        self.clause = self.env["service.policy.clause"].create(
            {
                "version_id": self.version.id,
                "number": "HOW-1",
                "name": "Looking after a customer",
                "text": "Customers are called, and their files are complete.",
            }
        )
        self.contacts = self._register(
            "Contacts", missing="complete files; suggestions", missing_keys="file; say"
        )

    def _register(self, name, **values):
        return (
            self.env["service.policy.carrier"]
            .with_user(self.manager)
            .create(
                {
                    "policy_id": self.policy.id,
                    "number": "HOW-1",
                    "kind": "page",
                    "name": name,
                    **values,
                }
            )
        )

    def _entry(self):
        page = self.env["service.policy.page"].with_user(self.manager)
        (entry,) = page._entries(self.version.with_user(self.manager))
        return entry

    def _left(self):
        self.contacts.invalidate_recordset(["still_missing"])
        shown = self._entry().lines[0].carrier.missing
        self.assertEqual(self.contacts.still_missing, shown)
        return shown

    def test_the_page_says_what_is_left(self):
        self.assertEqual(self._left(), "complete files; suggestions")
        files = self._register("Files", supplies="File")
        self.assertEqual(self._left(), "suggestions")
        self.assertEqual(self._entry().state, "partly")
        self._register("Suggestions", supplies="say")
        self.assertEqual(self._left(), "")
        self.assertEqual(self._entry().state, "done")
        files.unlink()  # as with its add-on
        self.assertEqual(self._left(), "complete files")
        self.assertEqual(self._entry().state, "partly")

    def test_other_clauses_and_policies_supply_nothing(self):
        self._register("Files", number="HOW-2", supplies="file; say")
        other = self.env["service.policy"].create({"name": "Other", "code": "OTH"})
        self._register("Files", policy_id=other.id, supplies="file; say")
        self.assertEqual(self._left(), "complete files; suggestions")

    def test_people_may_supply_it(self):
        self._register("We read them", kind="people", supplies="say")
        self.assertEqual(self._left(), "complete files")

    def test_what_is_missing_is_found(self):
        def found():
            domain = [
                ("policy_id", "=", self.policy.id),
                ("still_missing", "!=", False),
            ]
            return carriers.search(domain)

        carriers = self.env["service.policy.carrier"].with_user(self.manager)
        self.assertEqual(found(), self.contacts)
        rest = self._register("Files", supplies="file; say", missing="the rest")
        carriers.invalidate_model(["still_missing"])
        self.assertEqual(found(), rest)
        domain = [("policy_id", "=", self.policy.id), ("still_missing", "=", False)]
        self.assertEqual(carriers.search(domain), self.contacts)

    def test_each_thing_has_one_key(self):
        for keys in ("file", "file; say; more"):
            with self.subTest(keys), self.assertRaisesRegex(ValidationError, "as many"):
                self.contacts.missing_keys = keys
        self.contacts.missing_keys = False

    def test_the_form_says_it_at_once(self):
        self._register("Files", supplies="file")
        with Form(self.contacts) as form:
            self.assertEqual(form.still_missing, "suggestions")
            form.missing = "complete files; suggestions; more"
            form.missing_keys = "file; say; more"
            self.assertEqual(form.still_missing, "suggestions; more")

    def test_how_many_are_asked_for_costs_the_same(self):
        self._register("Files", supplies="file")
        many = self.contacts
        for number in range(20):
            many |= self._register("Log", number=f"HOW-{number}", missing=f"n{number}")
        self.env.flush_all()
        self.env.invalidate_all()
        many.mapped("policy_id.name")
        many.fetch(["missing", "missing_keys", "supplies", "number"])
        with self.assertQueryCount(3):
            many.mapped("still_missing")

    def test_it_travels_in_a_pack(self):
        """What people have registered travels; what an add-on has comes with it."""
        self._register("Files", supplies="file")
        self.env["ir.model.data"].create(
            {
                "module": "service_policy",
                "name": "carrier_of_an_addon",
                "model": "service.policy.carrier",
                "res_id": self._register("Of an add-on").id,
            }
        )
        env = self.env(user=self.manager)
        export = env["service.policy.pack.export"].create({"policy_id": self.policy.id})
        text = base64.b64decode(export.file).decode()
        keys = [record["key"] for record in json.loads(text)["records"]]
        self.assertIn("HOW/HOW-1 Files", keys)
        self.assertNotIn("HOW/HOW-1 Of an add-on", keys)
        wizard = env["service.policy.pack"].create({"file": export.file, "code": "NEW"})
        wizard.action_preview()
        policy = env["service.policy"].browse(wizard.action_import()["res_id"])
        carriers = env["service.policy.carrier"].search(
            [("policy_id", "=", policy.id)], order="name"
        )
        self.assertEqual(carriers.mapped("name"), ["Contacts", "Files"])
        self.assertEqual(carriers[0].missing, "complete files; suggestions")
        self.assertEqual(carriers[0].still_missing, "suggestions")
