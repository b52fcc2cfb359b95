from odoo import models

#: The words of a value are in the translations of the add-on that defines it, which are
#: read when that is installed. A model that takes the field over from a mixin of
#: another add-on comes later: its value is of the same add-on, without translations.
TRANSLATE = """
UPDATE ir_model_fields_selection late
   SET name = early.name || late.name
  FROM ir_model_fields late_field, ir_model_data late_data,
       ir_model_fields_selection early, ir_model_fields early_field,
       ir_model_data early_data
 WHERE late_field.id = late.field_id AND early_field.id = early.field_id
   AND late_field.model = ANY(%s)
   AND late_data.model = 'ir.model.fields.selection' AND late_data.res_id = late.id
   AND early_data.model = 'ir.model.fields.selection' AND early_data.res_id = early.id
   AND early_data.module = late_data.module
   AND early_field.name = late_field.name
   AND early.value = late.value
   AND early.name->>'en_US' = late.name->>'en_US'
   AND early.id != late.id
   AND NOT late.name ?& ARRAY(SELECT jsonb_object_keys(early.name))
"""


class IrModelFieldsSelection(models.Model):
    _inherit = "ir.model.fields.selection"

    def _reflect_selections(self, model_names):
        """Override: values of a mixin's field speak the languages of the mixin."""
        result = super()._reflect_selections(model_names)
        self.env.cr.execute(TRANSLATE, [list(model_names)])
        return result
