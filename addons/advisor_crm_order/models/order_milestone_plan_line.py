from odoo import fields, models


class OrderMilestonePlanLine(models.Model):
    """A milestone of a plan, and how its day is found."""

    _name = "order.milestone.plan.line"
    _description = "Milestone of a Plan"
    _order = "plan_id, sequence, id"
    _rec_name = "kind_id"

    plan_id = fields.Many2one(
        comodel_name="order.milestone.plan",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="plan_id.company_id")
    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one(
        comodel_name="order.milestone.kind",
        string="Milestone",
        required=True,
        ondelete="restrict",
        index=True,
    )
    days = fields.Integer(string="How Many", default=0)
    clock = fields.Selection(
        selection=[("calendar", "calendar days"), ("working", "working days")],
        string="Of What",
        required=True,
        default="calendar",
        help="Working days are those of the company's schedule: without holidays, with "
        "make-up days.",
    )
    direction = fields.Selection(
        selection=[("before", "before"), ("after", "after")],
        required=True,
        default="after",
    )
    anchor = fields.Selection(
        selection=[
            ("confirmation", "the confirmation"),
            ("delivery", "the delivery"),
        ],
        string="Counted from",
        required=True,
        default="confirmation",
    )

    _days_positive = models.Constraint(
        "CHECK(days >= 0)", "Write 0 or more days, and say whether before or after."
    )
    _kind_once = models.Constraint(
        "UNIQUE(plan_id, kind_id)", "A plan has each milestone once."
    )

    def _signed_days(self):
        """Days of its clock from the anchor; below 0 before it."""
        self.ensure_one()
        return -self.days if self.direction == "before" else self.days
