from odoo import api, fields, models


class TestDeadlineTracked(models.Model):
    """A request whose changes are tracked: its past is known."""

    _name = "test.deadline.tracked"
    _inherit = ["test.deadline.request", "service.deadline.mixin"]
    _description = "Request with Promises and a History"

    severity = fields.Selection(tracking=True)
    stage_id = fields.Many2one(tracking=True)
    user_id = fields.Many2one(tracking=True)
    promised_at = fields.Datetime(tracking=True)

    @api.model
    def _deadline_done_domain(self):
        return '[("stage_id.closed", "=", True)]'
