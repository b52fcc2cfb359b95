from odoo import api, models


class ServiceStandards(models.AbstractModel):
    """Each class of service has its standard (SM-4.1)."""

    _inherit = "service.standards"

    @api.model
    def _clause_values(self, clause):
        """Override to name the classes of service; none: it is for all of them."""
        names = clause.class_ids.mapped("name")
        return super()._clause_values(clause) | {"classes": names}

    @api.model
    def _classes_of(self, standards, clauses):
        """Classes of service that these standards and clauses name, in their order."""
        named = {name for standard in standards for name in standard["subjects"]}
        named |= {name for clause in clauses for name in clause["classes"]}
        classes = self.env["service.request.class"]
        classes = classes.search([])  # pylint: disable=no-search-all
        return classes.filtered(lambda each: each.name in named)

    @api.model
    def _of_class(self, name, standards, clauses):
        """What of them belongs to the standard of one class.

        :return: (standards, clauses)
        """
        return (
            [each for each in standards if name in (each["subjects"] or [name])],
            [each for each in clauses if name in (each["classes"] or [name])],
        )
