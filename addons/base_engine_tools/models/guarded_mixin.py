from odoo import api, models, tools
from odoo.exceptions import AccessError

#: Columns that the ORM itself writes.
OF_THE_ORM = frozenset(("id", "create_uid", "create_date", "write_uid", "write_date"))


class GuardedMixin(models.AbstractModel):
    """Fields that only the steps of a record write: who signed, decided, closed, when.

    A field that is ``readonly`` is shown, not entered; that says a form, and nothing
    keeps a caller from outside from sending it. There are three doors when a record is
    made: its values, ``default_…`` keys of the context, and the defaults that everybody
    may keep for themselves (``ir.default``). The last two also reach what the server
    makes in superuser mode in somebody's name. All three are shut here.

    Name it **first** in ``_inherit``. What may be written later is a matter of the
    model's own ``write``.
    """

    _name = "guarded.mixin"
    _description = "Record with Fields That Only Its Own Steps Write"

    @api.model
    def _free_fields(self):
        """Readonly fields that are given when a record is made: what it is about."""
        return set()

    @api.model
    @tools.ormcache()
    def _guarded_fields(self):
        """Names of the fields that nobody gives: all that are stored and readonly.

        :rtype: frozenset
        """
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.store and field.readonly
        ) - (OF_THE_ORM | self._free_fields())

    @api.model
    def default_get(self, fields):
        """Override to take the default of a guarded field from the model alone."""
        guarded = self._guarded_fields().intersection(fields)
        defaults = super().default_get([f for f in fields if f not in guarded])
        for name in guarded:
            field = self._fields[name]
            if field.default:
                value = field.default(self)
                value = field.convert_to_cache(value, self, validate=False)
                defaults[name] = field.convert_to_write(value, self)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        """Override to refuse what only the record's own steps write."""
        if not self.env.su:
            for vals in vals_list:
                self._refuse_guarded(vals)
        return super().create(vals_list)

    @api.model
    def _refuse_guarded(self, vals):
        """Raise for values of guarded fields that are not what a record begins with."""
        given = {name for name in self._guarded_fields() & vals.keys() if vals[name]}
        if not given:
            return
        usual = self.default_get(list(given))
        forged = sorted(name for name in given if vals[name] != usual.get(name))
        if forged:
            labels = [self._fields[n]._description_string(self.env) for n in forged]
            raise AccessError(
                self.env._(
                    "Nobody enters this by hand or by an import: %(fields)s. The "
                    "buttons of the record write it.",
                    fields=", ".join(labels),
                )
            )

    def copy_data(self, default=None):
        """Override: a copy that somebody makes has gone through no step yet."""
        if self.env.su:
            return super().copy_data(default)
        kept = set(default or ())
        guarded = self._guarded_fields() - kept
        return [
            {name: value for name, value in vals.items() if name not in guarded}
            for vals in super().copy_data(default)
        ]
