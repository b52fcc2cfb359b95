"""Every field that only steps write × every way in which a caller sets it at creation.

A field is protected if it is ours, stored and readonly: the form shows it, and no rule
keeps a caller from sending it. New fields and new models are attacked as they come.
"""

from attack import AUTOMATIC, AttackCase, our_addons

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

#: Readonly fields that are given when a record is made, and who says so instead.
GIVEN = {
    "attendance.period": {"company_id"},  # record rules: one's own companies
    "hr.duty.problem": {"origin_log_id"},  # its ``create``: the log that it is in
    "mail.activity": {"service_by_hand"},  # goes with its record: by who may delete it
    "service.callback": {"user_id"},  # record rules: in one's own name
    "service.progress": {"user_id"},
}
#: A punch that somebody enters is marked so, whatever it says of how it was made.
MARKED = {"hr.attendance": {"in_mode", "out_mode"}}
#: Models that leave aside what is sent, instead of refusing it.
LEFT_ASIDE = ("hr.duty.swap", "hr.leave")


def forged(env, field):
    """A value that is not the usual one, as a caller sends it."""
    if field.type == "selection":
        return field.get_values(env)[-1]
    if field.type == "many2one":
        return env[field.comodel_name].sudo().search([], limit=1).id
    if field.type in ("one2many", "many2many"):
        found = env[field.comodel_name].sudo().search([], limit=1)
        return [Command.link(found.id)] if found else [Command.create({})]
    if field.type in ("integer", "float", "monetary", "many2one_reference"):
        return 7
    return {
        "boolean": True,
        "date": "2020-02-20",
        "datetime": "2020-02-20 20:20:20",
        "json": {"forged": 1},
    }.get(field.type, "forged")


@tagged("post_install", "-at_install")
class TestGuardedFields(AttackCase):
    """Who signed, decided or closed is written by the steps of a record alone."""

    def protected(self):
        """Pairs of model and field."""
        names = our_addons()
        for name, model in sorted(self.env.registry.items()):
            if model._abstract or model._transient:
                continue
            for field in self.env[name]._fields.values():
                if (
                    field._module in names
                    and field.store
                    and field.readonly
                    and field.name not in AUTOMATIC | GIVEN.get(name, set())
                    and not (field.related and field.readonly and field.inherited)
                ):
                    yield self.env[name], field

    def error_of(self, function, *arguments):
        """What a call raises, which changes nothing."""
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            function(*arguments)
        except Exception as error:
            return error
        finally:
            savepoint.rollback()
        return None

    def test_a_default_of_the_caller_never_becomes_the_value(self):
        """In the context, and among one's own defaults; for the server, too."""
        tried = 0
        for model, field in self.protected():
            value = forged(self.env, field)
            if value in (False, None):
                continue
            usual = model.default_get([field.name])
            by_context = model.with_context(**{f"default_{field.name}": value})
            with self.subTest(model=model._name, field=field.name, door="context"):
                self.assertEqual(by_context.default_get([field.name]), usual)
                tried += 1
            if field.type in ("one2many", "many2many"):
                continue
            for user in (self.attackers["employee"], self.env.user):
                mine = model.with_user(user)
                with self.subTest(model=model._name, field=field.name, door="own"):
                    usual = mine.default_get([field.name])
                    self.env["ir.default"].sudo().with_user(user).set(
                        model._name, field.name, value, user_id=True
                    )
                    self.assertEqual(mine.default_get([field.name]), usual)
        self.assertGreater(tried, 150)

    @mute_logger("odoo.orm.models", "odoo.models", "odoo.sql_db")
    def test_nobody_sends_such_a_value(self):
        tried = 0
        for model, field in self.protected():
            value = forged(self.env, field)
            if not value or model._name in LEFT_ASIDE:
                continue
            if field.name in MARKED.get(model._name, ()):
                continue
            usual = model.default_get([field.name]).get(field.name)
            for role, user in self.attackers.items():
                mine = model.with_user(user)
                if value == usual or not mine.has_access("create"):
                    continue
                with self.subTest(model=model._name, field=field.name, role=role):
                    self.assertIsInstance(
                        self.error_of(mine.create, {field.name: value}),
                        (AccessError, UserError),
                    )
                    tried += 1
        self.assertGreater(tried, 60)
