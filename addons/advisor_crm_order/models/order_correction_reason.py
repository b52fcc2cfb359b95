from odoo import fields, models


class OrderCorrectionReason(models.Model):
    """Why a confirmed order was changed; some reasons tell that the check failed."""

    _name = "order.correction.reason"
    _description = "Reason for the Change of an Order"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_error = fields.Boolean(
        string="Should Have Been Found by the Check",
        help="Orders changed for this reason do not count as accurate.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another reason has this code already: choose a different one."
    )
