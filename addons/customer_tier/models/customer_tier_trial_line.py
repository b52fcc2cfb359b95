from odoo import fields, models


class CustomerTierTrialLine(models.Model):
    """A customer who would have another tier under the criteria that were tried."""

    _name = "customer.tier.trial.line"
    _inherit = ["guarded.mixin"]
    _description = "Customer in a Trial of Criteria"
    _order = "trial_id, id"
    _rec_name = "partner_id"

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
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    old_tier_id = fields.Many2one(
        comodel_name="customer.tier",
        string="Tier Now",
        readonly=True,
        ondelete="cascade",
    )
    new_tier_id = fields.Many2one(
        comodel_name="customer.tier",
        string="Tier Then",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    flaps = fields.Integer(readonly=True)
