from odoo import api, models

REQUEST = "request"


class AdvisorAssigner(models.AbstractModel):
    """Who has open requests of a customer knows the customer."""

    _inherit = "advisor.assigner"

    @api.model
    def _relations(self, partners, company):
        """Override to add who is in charge of open requests."""
        found = super()._relations(partners, company)
        busiest = self._busiest(
            "helpdesk.ticket", [("closed", "=", False)], partners, company
        )
        for entity, user in busiest:
            found[entity].append((REQUEST, user))
        return found

    @api.model
    def _relation_text(self, kind):
        """Override to say what a request is."""
        if kind == REQUEST:
            return self.env._("Has open requests of the customer")
        return super()._relation_text(kind)
