"""A fingerprint of something secret tells it to who guesses: it is keyed, or hidden."""

import re

from attack import AttackCase, our_addons

from odoo.fields import NO_ACCESS
from odoo.tests import tagged

LOOKS_LIKE_ONE = re.compile(r"(^|_)(hash|seal|stamp|digest|fingerprint|checksum)($|_)")
#: {model: fields} that are shown, and why they may be.
SHOWN = {
    "attendance.basis": {"stamp"},  # of hours and policies, which its readers read
    "attendance.month": {"seal"},  # keyed
    "attendance.period": {"seal"},  # keyed
    "attendance.period.seal": {"seal"},  # keyed
}


@tagged("post_install", "-at_install")
class TestFingerprints(AttackCase):
    """Whoever adds a fingerprint says why it may be read, or lets nobody read it."""

    def test_fingerprints_are_keyed_or_nobody_reads_them(self):
        names, found = our_addons(), 0
        for name, model in sorted(self.env.registry.items()):
            for field in self.env[name]._fields.values():
                if (
                    model._abstract
                    or field._module not in names
                    or field.type != "char"
                    or not LOOKS_LIKE_ONE.search(field.name)
                    or field.name in SHOWN.get(name, ())
                ):
                    continue
                found += 1
                with self.subTest(model=name, field=field.name):
                    self.assertEqual(field.groups, NO_ACCESS)
        if "attendance.month" in self.env:
            self.assertGreater(found, 3)

    def test_only_the_system_reads_the_secret(self):
        parameter = "base_engine_tools.secret"
        parameters = self.env["ir.config_parameter"]
        self.assertTrue(parameters.get_param(parameter))
        for role, user in self.attackers.items():
            with self.subTest(role=role):
                self.assertFalse(parameters.with_user(user).has_access("read"))
