from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ContactCase


@tagged("post_install", "-at_install")
class TestContactCadence(ContactCase):
    """What an administrator may write, and with whose rights it is read."""

    def test_the_first_period_begins_as_the_calendar_does(self):
        for unit, day in (
            ("month", "2026-01-01"),
            ("year", "2026-01-01"),
            ("week", "2026-03-02"),
            ("day", "2026-03-02"),
        ):
            with self.subTest(unit=unit):
                cadence = self._create_cadence(publish=False, unit=unit)
                self.assertEqual(str(cadence.date_from), day)

    def test_what_cannot_be_meant_is_refused_in_a_sentence(self):
        for values in (
            {"every": 11, "unit": "year"},
            {"domain": "[('no_such_field', '=', 1)]"},
            {"domain": "not a condition"},
            {"domain": "[('name', '=', 'a')"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._create_cadence(publish=False, **values)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_cadence(publish=False, every=0)

    def test_a_condition_is_read_with_the_rights_of_who_wrote_it(self):
        cadence = self._create_cadence(publish=False)
        admin = cadence.with_user(self.policy_admin)
        with self.assertRaises(AccessError):
            admin.domain = "[('signup_type', '=', 'signup')]"
        admin.domain = "[('name', '=', 'Lotus Tea')]"
        self.assertEqual(cadence.domain_user_id, self.policy_admin)
        self.env["ir.rule"].create(
            {
                "name": "Not this one",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": "[('name', '!=', 'Lotus Tea')]",
            }
        )
        cadence.action_publish()
        self._plan(cadence)
        self.assertFalse(self._duties())

    def test_another_add_on_narrows_the_segment(self):
        cadence = self._create_cadence()
        silk = self.silk.id
        self.patch(
            type(cadence),
            "_segments",
            lambda self: [Domain("id", "=", silk)],
        )
        self._plan(cadence)
        self.assertEqual(self._duties().partner_id, self.silk)

    def test_who_may_not_change_a_cadence(self):
        cadence = self._create_cadence(publish=False)
        for method in ("action_publish", "action_withdraw"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(cadence.with_user(self.manager.user_id), method)()
        with self.assertRaises(AccessError):
            self.env["service.contact.cadence"].with_user(self.policy_admin).create(
                {
                    "name": "Forged",
                    "company_id": self.company.id,
                    "state": "published",
                }
            )

    def test_a_cadence_that_was_used_is_archived_not_deleted(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        with self.assertRaises(UserError):
            cadence.unlink()
        self._create_cadence(publish=False).unlink()

    def test_another_company_has_its_own(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        far = self._create_user(
            "far_admin",
            "service_policy.service_policy_group_manager",
            company=self.other_company,
        )
        for record in (cadence, self._duties(self.tea)):
            seen = record.with_user(far).with_context(
                allowed_company_ids=self.other_company.ids
            )
            self.assertFalse(seen.has_access("read"))

    def test_cm_4_2_each_contact_has_its_day_so_the_limit_is_no_figure(self):
        """The wording says "monthly", the cadence too; a limit never counts."""
        rule = self.env.ref("service_contact.deadline_rule_cm_contact")
        self.assertEqual(rule._clause_figures(), [])
        rule.due_field_id = False
        self.assertTrue(rule._clause_figures())
