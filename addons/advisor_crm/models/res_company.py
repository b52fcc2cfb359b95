from odoo import fields, models


class ResCompany(models.Model):
    """What the company lays down about advisors."""

    _inherit = "res.company"

    advisor_suggestion_days = fields.Integer(
        string="Suggestions Answered within (Days)",
        default=14,
        groups="base.group_user",
        help="Days until the agreed date of what a department has to do about a "
        "suggestion of a customer.",
    )
    advisor_suggestions_a_day = fields.Integer(
        string="Suggestions of One Customer a Day",
        default=10,
        groups="base.group_user",
        help="So many suggestions a customer may enter in the portal within 24 hours; "
        "0: any number.",
    )
    advisor_in_portal = fields.Boolean(
        string="Customers See Their Advisor",
        groups="base.group_user",
        help="In the portal: name, picture, phone and e-mail, open promises, own "
        "suggestions. Off until somebody has decided it.",
    )

    _advisor_days_positive = models.Constraint(
        "CHECK(advisor_suggestion_days >= 0)",
        "Suggestions are answered within 0 days or more.",
    )
    _advisor_suggestions_positive = models.Constraint(
        "CHECK(advisor_suggestions_a_day >= 0)",
        "A customer may enter 0 (any number) or more suggestions a day.",
    )
