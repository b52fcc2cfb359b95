"""Every public method with records that the caller may not read, as every role.

Methods are found in the registry, so a new one is attacked without anybody thinking of
it. Nothing but an access error (or nothing) comes back, and no word of the records.
"""

import re

from attack import (
    AUTOMATIC,
    SECRET,
    AttackCase,
    arguments_of,
    is_of_model,
    our_methods,
    our_models,
)
from hidden_world import HiddenWorld

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

QUIET = mute_logger(
    "odoo.models",
    "odoo.orm.models",
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.base.models.ir_model",
    "odoo.sql_db",
)
#: Refused to everybody in the same words, whatever the records are.
NEVER = {
    ("attendance.period.seal", "write"),
    ("service.deadline.event", "write"),
    ("service.deadline.terms", "write"),
}


@tagged("post_install", "-at_install")
class TestForeignRecords(AttackCase):
    """Access is asked before anything else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        world = HiddenWorld(cls.env)
        extended = {
            name
            for name, model in cls.env.registry.items()
            if not (model._abstract or model._transient)
            and any(
                not is_of_model(cls.env[name], method)
                for method in our_methods(cls.env[name])
            )
        }
        hosts = {name for name in extended if not name.startswith(("ir.", "mail."))}
        names = hosts | set(our_models(cls.env))
        world.make(sorted(name for name in names if cls.env[name]._auto))
        cls.world = {
            name: record.with_env(cls.env) for name, record in world.made.items()
        }

    def _call(self, method, arguments):
        """Call as from outside; give what comes back, or the error."""
        self.env.invalidate_all(flush=False)  # what is in memory is not asked for
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            result = method(*arguments)
            self.env.flush_all()
            return result, None
        except Exception as error:
            return None, error
        finally:
            savepoint.rollback()

    def _assert_readable(self, user, text):
        """Only of what the caller may read anyway, there are words in an answer."""
        for name in re.findall(f"{SECRET}:?([a-z_.]*)", text):
            self.assertIn(name, self.world, text)
            self.assertTrue(self.world[name].with_user(user).has_access("read"), text)

    def _assert_kept(self, result, error):
        self.assertNotIn(SECRET, f"{result} {error}")
        if error is not None:
            self.assertIsInstance(error, AccessError)
        else:
            self.assertFalse(result)

    @QUIET
    def test_no_method_of_a_record_answers_who_may_not_read_it(self):
        calls = 0
        for name, record in self.world.items():
            for role, user in self.attackers.items():
                foreign = record.with_user(user)
                if foreign.has_access("read"):
                    continue
                for method in our_methods(record):
                    function = getattr(foreign, method)
                    if is_of_model(record, method) or (name, method) in NEVER:
                        continue
                    with self.subTest(model=name, method=method, role=role):
                        arguments = arguments_of(function)
                        self._assert_kept(*self._call(function, arguments))
                        calls += 1
        self.assertGreater(calls, 200)

    @QUIET
    def test_no_method_of_a_model_tells_of_foreign_records(self):
        for name in sorted(self.env.registry):
            model = self.env[name]
            for method in our_methods(model):
                if not is_of_model(model, method):
                    continue
                for role, user in self.attackers.items():
                    function = getattr(model.with_user(user), method)
                    with self.subTest(model=name, method=method, role=role):
                        result, error = self._call(function, arguments_of(function))
                        self._assert_readable(user, f"{result} {error}")

    @QUIET
    def test_no_dialog_takes_records_that_its_user_may_not_read(self):
        dialogs = 0
        for name, model in our_models(self.env, transient=True).items():
            for field in model._fields.values():
                target = self.world.get(field.comodel_name)
                if target is None or not field.store or field.related:
                    continue
                for role, user in self.attackers.items():
                    if target.with_user(user).has_access("read"):
                        continue
                    with self.subTest(dialog=name, field=field.name, role=role):
                        self._attack_dialog(model.with_user(user), field, target)
                        dialogs += 1
        self.assertGreater(dialogs, 50)

    def _attack_dialog(self, dialog, field, target):
        """By value, by the context, and by asking what a form would show."""
        key, many = field.name, field.type != "many2one"
        value = [Command.set(target.ids)] if many else target.id
        asked = {
            other.name: {}
            for other in dialog._fields.values()
            if not other.relational and other.name not in AUTOMATIC
        }
        by_default = dialog.with_context(
            **{f"default_{key}": target.ids if many else target.id}
        )
        for function, arguments in (
            (dialog.create, [{key: value}]),
            (by_default.create, [{}]),
            (dialog.onchange, [{key: value}, [key], asked]),
            (by_default.onchange, [{}, [], asked]),
        ):
            result, error = self._call(function, arguments)
            self.assertNotIn(SECRET, f"{result} {error}")
            if function.__name__ == "create":
                self.assertIsInstance(error, (AccessError, UserError, Exception))
                self.assertFalse(result)
