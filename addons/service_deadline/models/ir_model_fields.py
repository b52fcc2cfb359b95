from odoo import models


class IrModelFields(models.Model):
    """Fields that somebody adds to a record with promises can be taken away again.

    Promises depend on the fields that their record has, as long as it has them. Odoo
    takes a field out of the registry, and works on, before it asks anew what depends on
    what.
    """

    _inherit = "ir.model.fields"

    def _prepare_update(self):
        """Override: nothing waits for fields that are being renamed or deleted."""
        before = self._forget_in_promises()
        try:
            return super()._prepare_update()
        except Exception:
            self.env.registry.field_depends.update(before)
            raise

    def _drop_column(self):
        """Override: the same once more, as Odoo has set up its registry meanwhile."""
        self._forget_in_promises()
        return super()._drop_column()

    def _forget_in_promises(self):
        """Let no promise depend on these fields.

        :return: {field: the names on which it depended before}
        """
        dependencies, before = self.env.registry.field_depends, {}
        for model_name, mine in self.grouped("model").items():
            gone = set(mine.mapped("name"))
            for field in self._fields_of_promises(model_name):
                before[field] = dependencies[field]
                dependencies[field] = tuple(
                    name for name in before[field] if name.split(".")[0] not in gone
                )
        return before

    def _fields_of_promises(self, model_name):
        """Fields of a model that follow all its other fields."""
        if model_name not in self.env["service.deadline"]._deadline_models():
            return []
        model_fields = self.env[model_name]._fields.values()
        return [f for f in model_fields if f.compute == "_compute_next_deadline"]
