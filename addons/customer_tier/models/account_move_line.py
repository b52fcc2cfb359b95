from odoo import models


class AccountMoveLine(models.Model):
    """Down payments are found without reading all lines."""

    _inherit = "account.move.line"

    _downpayment_move_idx = models.Index("(move_id) WHERE is_downpayment")
