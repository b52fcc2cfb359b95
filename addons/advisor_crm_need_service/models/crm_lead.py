from odoo import models


class CrmLead(models.Model):
    """A lead that was a request says so."""

    _inherit = "crm.lead"

    def _made_of(self, ticket):
        """What the history of the lead begins with."""
        return self.env._(
            "It came in as a request: %(request)s", request=ticket._get_html_link()
        )
