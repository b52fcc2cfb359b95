from odoo import fields, models


class OrderProblemKind(models.Model):
    """What may come between: stock, production, delay, quality, documents (SA-2.3).

    A problem becomes an action of whoever is named here, with a promise.
    """

    _name = "order.problem.kind"
    _description = "Kind of Problem with an Order"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", index=True, help="Empty: every company."
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        string="Settled by (Department)",
        help="Its head gets the action, unless a person is named.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Settled by",
        help="Empty: the head of the department; without one the advisor.",
    )
    days = fields.Integer(
        string="Settled within (Days)",
        required=True,
        default=1,
        help="Calendar days from the day on which it is reported.",
    )
    is_told = fields.Boolean(
        string="Customer Is Told",
        default=True,
        help="Of the problem and of its end; the portal shows it meanwhile.",
    )
    customer_text = fields.Char(
        string="What the Customer Reads",
        translate=True,
        help="In words for the customer. Empty: the name of the kind.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another kind has this code already: choose a different one."
    )
    _days_positive = models.Constraint(
        "CHECK(days >= 0)", "A problem is settled within 0 or more days."
    )

    def _owner(self, order):
        """Who gets the action: who is there of those in charge."""
        self.ensure_one()
        kind = self.sudo()
        head = kind.department_id.manager_id._user_or_above()
        user = kind.user_id or head or order._advisor() or order.sudo().user_id
        user = user.filtered(lambda one: one.active and not one.share)
        return (user or self.env.user).with_company(order.company_id)._present()

    def _customer_words(self):
        """The problem in words for the customer, in the reader's language."""
        return self.customer_text or self.name
