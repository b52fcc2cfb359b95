from odoo import fields, models


class CustomerTierTrialMonth(models.Model):
    """How many customers a tier would have had on the first of a month."""

    _name = "customer.tier.trial.month"
    _inherit = ["guarded.mixin"]
    _description = "Month in a Trial of Criteria"
    _order = "date, tier_id"
    _rec_name = "date"

    trial_id = fields.Many2one(
        comodel_name="customer.tier.trial",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Date(readonly=True, required=True)
    tier_id = fields.Many2one(
        comodel_name="customer.tier", required=True, readonly=True, ondelete="cascade"
    )
    customers = fields.Integer(readonly=True)
    up = fields.Integer(string="Came Up", readonly=True)
    down = fields.Integer(string="Came Down", readonly=True)
