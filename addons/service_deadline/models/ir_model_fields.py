from odoo import models


class IrModelFields(models.Model):
    """Fields that somebody adds to a record with promises can be taken away again."""

    _inherit = "ir.model.fields"

    def _prepare_update(self):
        """Override: promises depend on the fields that their record has, as long as it
        has them.

        Odoo takes a field out of the registry before it asks anew what depends on what.
        """
        dependencies, before = self.env.registry.field_depends, {}
        for model_name, mine in self.grouped("model").items():
            gone = set(mine.mapped("name"))
            for field in self._fields_of_promises(model_name):
                before[field] = dependencies[field]
                dependencies[field] = tuple(
                    name for name in before[field] if name.split(".")[0] not in gone
                )
        try:
            return super()._prepare_update()
        except Exception:
            for field, names in before.items():
                dependencies[field] = names
            raise

    def _fields_of_promises(self, model_name):
        """Fields of a model that follow all its other fields."""
        if model_name not in self.env["service.deadline"]._deadline_models():
            return []
        model_fields = self.env[model_name]._fields.values()
        return [f for f in model_fields if f.compute == "_compute_next_deadline"]
