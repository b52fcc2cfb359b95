from odoo import api, models


class CheckedWizardMixin(models.AbstractModel):
    """A dialog that is about records which its user may read.

    A dialog is the user's own, so nothing else asks: it would show the name of any
    record that is put into it, and act on it with what its methods may do.

    Name it **first** in ``_inherit``.
    """

    _name = "checked.wizard.mixin"
    _description = "Dialog about Records That the User May Read"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to ask about what is given, also by defaults in the context."""
        wizards = super().create(vals_list)
        wizards._check_targets(self._fields)
        return wizards

    def write(self, vals):
        """Override to ask about what is given."""
        result = super().write(vals)
        self._check_targets(vals)
        return result

    def onchange(self, values, field_names, fields_spec):
        """Override to ask before a form shows anything of what is put into it."""
        given = {
            name: self.env.context[f"default_{name}"]
            for name in self._fields
            if f"default_{name}" in self.env.context
        } | values
        self.new(given)._check_targets(given)
        return super().onchange(values, field_names, fields_spec)

    def _check_targets(self, names):
        """Raise an access error when a field names a record that is not readable.

        By a search, as who may not read employees may still read their public part.
        """
        if self.env.su:
            return
        for name in names:
            field = self._fields.get(name)
            if not (field and field.store and field.relational) or field.related:
                continue
            targets = self.sudo()[name]._origin.sudo(False)
            if targets._transient or not targets:
                continue
            readable = targets.with_context(active_test=False)
            readable = readable.search([("id", "in", targets.ids)])
            (targets - readable).check_access("read")
