from odoo import fields, models


class ResCompany(models.Model):
    """How long links to a review are good."""

    _inherit = "res.company"

    review_link_days = fields.Integer(
        string="Links to Reviews Are Good for (Days)",
        default=14,
        groups="base.group_user",
        help="Days during which the link in an e-mail to a reviewer leads to a page.",
    )

    _review_link_days_positive = models.Constraint(
        "CHECK(review_link_days > 0)", "A link is good for 1 or more days."
    )
