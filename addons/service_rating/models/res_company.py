from odoo import fields, models


class ResCompany(models.Model):
    """Whether customers are asked how content they are, and what follows (SM-2.4)."""

    _inherit = "res.company"

    service_rating_active = fields.Boolean(
        string="Ask Customers How Content They Are",
        groups="base.group_user",
        help="Off until somebody has decided it: nobody is asked before.",
    )
    service_rating_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Letter That Asks for a Rating",
        domain=[("model", "=", "service.rating")],
        groups="base.group_user",
        help="Empty: the letter that comes with the add-on.",
    )
    service_rating_link_days = fields.Integer(
        string="Links to Ratings Are Good for (Days)",
        default=30,
        groups="base.group_user",
    )
    service_rating_reminder_days = fields.Integer(
        string="Reminded after (Days)",
        default=3,
        groups="base.group_user",
        help="Days from one letter to the next; 0: nobody is reminded.",
    )
    service_rating_reminders = fields.Integer(
        string="Reminders at Most",
        default=1,
        groups="base.group_user",
    )
    service_rating_most = fields.Integer(
        string="Asked at Most in 30 Days",
        default=2,
        groups="base.group_user",
        help="How often one customer is asked within 30 days; 0: each time.",
    )
    service_rating_low = fields.Integer(
        string="Low up to",
        default=2,
        groups="base.group_user",
        help="A rating is low when attitude, effect or timeliness is at this figure or "
        "below: it is investigated. 0: nothing is low.",
    )
    service_rating_investigation_days = fields.Integer(
        string="Investigated within (Days)",
        default=5,
        groups="base.group_user",
        help="Days until the agreed date of the investigation of a low rating.",
    )
    service_rating_leader_id = fields.Many2one(
        comodel_name="res.users",
        string="Investigates without a Team Leader",
        domain=[("share", "=", False)],
        groups="base.group_user",
        help="Who investigates a low rating if nobody leads the team.",
    )

    _service_rating_figures = models.Constraint(
        """CHECK(
            service_rating_link_days > 0 AND service_rating_reminder_days >= 0
            AND service_rating_reminders >= 0 AND service_rating_most >= 0
            AND service_rating_low BETWEEN 0 AND 4
            AND service_rating_investigation_days >= 0)""",
        "Ratings: days and numbers are 0 or more, a link is good for 1 or more days, "
        "and low is between 0 and 4.",
    )
