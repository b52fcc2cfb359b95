from odoo import api, fields, models


class ServiceDeadline(models.Model):
    """Promises on tickets are analysed by team, department and channel, too."""

    _inherit = "service.deadline"

    team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    department_id = fields.Many2one(
        comodel_name="hr.department", string="Department in Charge", readonly=True
    )
    channel_id = fields.Many2one(comodel_name="helpdesk.ticket.channel", readonly=True)

    @api.model
    def _dimensions(self):
        """Override of `service_deadline`."""
        return (*super()._dimensions(), "team_id", "department_id", "channel_id")
