from odoo import models


class ServiceRole(models.Model):
    """Finds who keeps contact with many customers at once."""

    _inherit = "service.role"

    def _contact_people(self, duties):
        """Return {duty: users in this role}, present or not.

        A kind whose ``_find_<kind>`` asks the database for each record brings a method
        ``_contact_people_<kind>`` that asks once for all of them.
        """
        self.ensure_one()
        role = self.sudo()
        if at_once := getattr(role, f"_contact_people_{role._kind()}", None):
            return at_once(duties)
        return {duty: role._holders(duty) for duty in duties}
