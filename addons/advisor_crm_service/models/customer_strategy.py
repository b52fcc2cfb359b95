from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerStrategy(models.Model):
    """Important customers have a service team of their own (SM-5.1)."""

    _inherit = "customer.strategy"

    helpdesk_team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        string="Service Team",
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
        help="Gets what customers of the tier ask for, unless another team is chosen.",
    )

    @api.constrains("helpdesk_team_id", "tier_id")
    def _check_service_team_company(self):
        for strategy in self:
            company = strategy.helpdesk_team_id.company_id
            if company and company != strategy.company_id:
                raise ValidationError(
                    self.env._(
                        "Strategy for “%(tier)s”: choose a service team of"
                        " %(company)s.",
                        tier=strategy.tier_id.name,
                        company=strategy.company_id.name,
                    )
                )

    def _service_teams(self):
        """The service teams of strategies that can take a request."""
        return self.helpdesk_team_id.filtered("active")
