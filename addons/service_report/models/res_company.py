from odoo import fields, models


class ResCompany(models.Model):
    """Companies say what is a request that is sent back, and what of a month stands
    out."""

    _inherit = "res.company"

    service_return_minutes = fields.Integer(
        string="Sent back within (minutes)",
        default=60,
        groups="base.group_user",
        help="A request that comes back to who has handed it over within this time "
        "counts as one that was passed to and fro (SA-4.2).",
    )
    service_month_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Seals the Monthly Report",
        domain=[("share", "=", False)],
        groups="base.group_user",
        help="Comments the monthly report on complaints and seals it. Empty: the "
        "project manager (CM-2.5).",
    )
    service_month_recipient_ids = fields.Many2many(
        comodel_name="res.users",
        relation="res_company_service_month_recipient_rel",
        string="Who Gets the Monthly Report",
        groups="base.group_user",
        help="The management: gets the sealed report by e-mail, and reads it before. "
        "Empty: the project manager (CM-2.5).",
    )
    service_month_months = fields.Integer(
        string="Months to Compare With",
        default=12,
        groups="base.group_user",
        help="So many months before say what is usual.",
    )
    service_month_sigmas = fields.Float(
        string="Standard Deviations",
        default=2.0,
        groups="base.group_user",
        help="A figure stands out that is so many standard deviations away from the "
        "mean of the months before.",
    )
    service_month_least = fields.Integer(
        string="Fewest Cases",
        default=5,
        groups="base.group_user",
        help="A figure that rests on fewer cases does not stand out, whatever it is.",
    )

    _service_return_minutes_possible = models.Constraint(
        "CHECK(service_return_minutes >= 0)",
        "The minutes within which a request is sent back cannot be negative.",
    )
    _service_month_limits_possible = models.Constraint(
        "CHECK(service_month_months BETWEEN 3 AND 60 AND service_month_sigmas > 0"
        " AND service_month_least >= 1)",
        "What stands out is compared with 3 to 60 months, by more than 0 standard "
        "deviations and at least 1 case.",
    )
