from odoo import models


class HelpdeskTicket(models.Model):
    """What the portal shows of a ticket."""

    _inherit = "helpdesk.ticket"

    def _get_public_deadlines(self):
        """Return the promises of the present handling that the customer may see."""
        self.ensure_one()
        return self.deadline_ids.filtered(
            lambda deadline: (
                deadline.public
                and deadline.cycle == self.deadline_cycle
                and deadline.state != "cancelled"
            )
        )
