from odoo import api, models, tools

#: What every record shows of itself.
OF_EVERY_RECORD = frozenset(("id", "display_name"))


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
        return super()._has_field_access(field, operation) and (
            self.env.su
            or not self._is_for_customers()
            or field.name in self._customer_fields()
        )

    @api.model
    @tools.ormcache("self.env.uid")
    def _is_for_customers(self):
        """Whether the reader is not of the staff: asked for each field of each record.

        What Odoo keeps in this way it forgets when anybody's groups change.
        """
        return self.env.user.share
