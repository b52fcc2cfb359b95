from odoo import fields, models


class ResCompany(models.Model):
    """With which figures campaigns begin."""

    _inherit = "res.company"

    campaign_held_out_percent = fields.Integer(
        string="Held Out of Campaigns (%)",
        default=10,
        groups="base.group_user",
        help="So many customers are not contacted, to compare with. Each campaign may "
        "have another figure.",
    )
    campaign_window_days = fields.Integer(
        string="Campaigns Count for (Days)",
        default=90,
        groups="base.group_user",
        help="Days within which a lead or an order counts for a campaign.",
    )
    campaign_contact_days = fields.Integer(
        string="Campaigns Contact within (Days)",
        default=14,
        groups="base.group_user",
        help="Days from the start until the customers are contacted.",
    )

    _campaign_figures = models.Constraint(
        "CHECK(campaign_held_out_percent BETWEEN 0 AND 50"
        " AND campaign_window_days > 0 AND campaign_contact_days >= 0)",
        "0 to 50 % are held out; a lead counts for 1 day or more.",
    )
