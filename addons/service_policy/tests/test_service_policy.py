from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicy(PolicyCase):
    """Policies come into force for companies, and tell whoever hangs on them."""

    def test_what_hangs_on_policies_is_told_of_a_change_of_force(self):
        told = []

        def note(policies):
            told.append(policies)

        cls = type(self.env["service.policy"])
        with patch.object(cls, "_on_force_changed", note):
            self.policy.name = "How we answer now"
            self.assertFalse(told, "still in force where it was")
            self.policy.company_ids = [Command.clear()]
            self.assertEqual(told, [self.policy])
            self.company.service_policy_ids = self.policy
            self.assertEqual(told, [self.policy] * 2)

    def test_a_policy_is_adopted_when_it_comes_into_force(self):
        self.assertFalse(self.policy.adoption_ids, "it was made for this company")
        other = self.env["res.company"].create({"name": "Later House"})
        with freeze_time("2026-03-02 09:00:00"):
            other.service_policy_ids = self.policy
        adoption = self.policy.adoption_ids
        self.assertEqual(adoption.company_id, other)
        self.assertEqual(str(adoption.since), "2026-03-02 09:00:00")
        other.service_policy_ids = [Command.clear()]
        self.assertFalse(self.policy.adoption_ids)

    def test_who_sees_and_who_writes(self):
        elsewhere = self.env["service.policy"].create(
            {
                "name": "Elsewhere",
                "code": "ELSE",
                "company_ids": [
                    Command.create({"name": "Elsewhere House"}),
                ],
            }
        )
        mine = self.env["service.policy"].with_user(self.ann.user_id)
        found = mine.search([("id", "in", (self.policy + elsewhere).ids)])
        self.assertEqual(found, self.policy)
        with self.assertRaises(AccessError):
            self.policy.with_user(self.ann.user_id).name = "Mine"
        self.policy.with_user(self.manager).name = "Ours"
