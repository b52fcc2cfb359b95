from odoo import fields, models


class OrderMilestoneKind(models.Model):
    """A step on the way of an order: confirmed, produced, shipped, arrived …"""

    _name = "order.milestone.kind"
    _description = "Kind of Milestone"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-flag-o", help="Font Awesome class, like fa-truck.")
    set_by = fields.Selection(
        selection=[
            ("hand", "A person"),
            ("confirmation", "The confirmation of the order"),
        ],
        string="Reached by",
        required=True,
        default="hand",
    )
    is_told = fields.Boolean(
        string="Customer Is Told",
        default=True,
        help="When it is reached, and when it will be later than promised.",
    )
    is_public = fields.Boolean(string="Shown on the Portal", default=True)
    is_arrival = fields.Boolean(
        string="The Order Has Arrived",
        help="From then on the days count until the customer is asked for a rating.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another kind has this code already: choose a different one."
    )
