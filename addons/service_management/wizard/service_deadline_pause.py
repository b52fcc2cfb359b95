from odoo import models

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceDeadlinePause(models.TransientModel):
    """A ticket that is paused waits in the stage of the reason."""

    _inherit = "service.deadline.pause"

    @needs_access("read")
    def action_confirm(self):
        """Override of `service_deadline`: promises first, since a stage may pause them,
        too, and then without the end that was chosen here."""
        result = super().action_confirm()
        if self.res_model == "helpdesk.ticket":
            ticket = self.env["helpdesk.ticket"].browse(self.res_id)
            ticket._wait_for(self.reason_id)
        return result
