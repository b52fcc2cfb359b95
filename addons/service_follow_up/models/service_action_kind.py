from odoo import fields, models


class ServiceActionKind(models.Model):
    """What an action is for: contain, correct, prevent, improve, or an agreed item."""

    _name = "service.action.kind"
    _description = "Kind of Action"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_checked = fields.Boolean(
        string="Effect Is Checked",
        help="Somebody else than the owner says whether it has helped.",
    )
    check_days = fields.Integer(
        string="Checked after (Days)",
        help="Days from the moment at which it is done until its effect can be seen.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another kind has this code already: choose a different one."
    )
    _check_days_positive = models.Constraint(
        "CHECK(check_days >= 0)", "An effect is checked after 0 or more days."
    )
