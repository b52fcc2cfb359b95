from odoo import api, fields, models


class ServiceDeadlineBacktestLine(models.Model):
    """Trials on tickets are broken down by team and department, too."""

    _inherit = "service.deadline.backtest.line"

    team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    department_id = fields.Many2one(
        comodel_name="hr.department", string="Department in Charge", readonly=True
    )

    @api.model
    def _groupings(self):
        """Override of `service_deadline`."""
        return ("team_id", "department_id", *super()._groupings())
