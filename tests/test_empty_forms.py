"""Every form of ours before anything is entered, and with odd figures."""

from attack import AUTOMATIC, AttackCase, our_models

from odoo.exceptions import UserError
from odoo.tests import tagged

ODD = {"integer": -1, "float": -1.0, "char": "", "date": False, "datetime": False}


@tagged("post_install", "-at_install")
class TestEmptyForms(AttackCase):
    """A client asks for what follows from nothing: a sentence comes back, or nothing.

    A dialog opens before somebody has chosen its record, over the API with any values.
    """

    def _ask(self, model, values):
        spec = {
            name: {}
            for name, field in model._fields.items()
            if name not in AUTOMATIC and model._has_field_access(field, "read")
        }
        with self.env.cr.savepoint() as savepoint:
            try:
                model.onchange(values, list(values), spec)
            except UserError:  # a sentence
                pass
            finally:
                savepoint.rollback()
        self.env.invalidate_all(flush=False)

    def test_nothing_follows_from_nothing(self):
        admin = self.env.ref("base.user_admin")
        for transient in (False, True):
            for name in our_models(self.env, transient):
                model = self.env[name].with_user(admin)
                odd = {
                    key: ODD[field.type]
                    for key, field in model._fields.items()
                    if field.type in ODD
                    and not (field.readonly or field.compute or key in AUTOMATIC)
                }
                for values in ({}, odd):
                    with self.subTest(model=name, values=bool(values)):
                        self._ask(model, values)
