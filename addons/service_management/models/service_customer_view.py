from odoo import api, models

#: What every record shows of itself.
OF_EVERY_RECORD = frozenset(("id", "display_name"))
#: What Odoo says of a field. Called by name, for it is asked for each field of each
#: record: to look for it in all that a ticket is made of takes longer than to answer. A
#: test says that nothing between has another answer.
_says_odoo = models.BaseModel._has_field_access


class ServiceCustomerView(models.AbstractModel):
    """What customers may read of a record is a list; everything else is internal.

    Customers may read their tickets from outside, field by field. A field that somebody
    adds is thought for the staff first, and one without a group would be open to all.
    Pages show more where it is due: they are rendered in superuser mode.
    """

    _name = "service.customer.view"
    _description = "Record That Customers See in Part"

    @api.model
    def _customer_fields(self):
        """Names of the fields that customers may read."""
        return OF_EVERY_RECORD

    def _has_field_access(self, field, operation):
        """Override to keep to the list for whoever is not of the staff."""
        env = self.env
        if not env.su and env.user.share and field.name not in self._customer_fields():
            return False
        return _says_odoo(self, field, operation)
