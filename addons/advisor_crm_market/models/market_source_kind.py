from odoo import fields, models


class MarketSourceKind(models.Model):
    """From where something is known: a customer, a price list, a fair … (SA-2.5)."""

    _name = "market.source.kind"
    _description = "Kind of Source"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for all companies."
    )
