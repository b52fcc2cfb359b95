from odoo import fields, models


class ResCompany(models.Model):
    """Whether orders are checked and followed, and how customers hear (SA-2.3)."""

    _inherit = "res.company"

    order_check_active = fields.Boolean(
        string="Orders Are Checked before They Are Confirmed",
        groups="base.group_user",
        help="An order of a customer with an advisor is not confirmed before its "
        "check list is done.",
    )
    order_watch_since = fields.Datetime(
        string="Orders Are Followed from",
        groups="base.group_user",
        help="Orders confirmed from then on get milestones, and the customer is told "
        "at each step, instead of by the e-mails of the sales app. Empty: none.",
    )
    order_news_minutes = fields.Integer(
        string="News Wait (Minutes)",
        default=15,
        groups="base.group_user",
        help="What happens to an order within this time is told in one message.",
    )
    order_news_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Message about an Order",
        groups="base.group_user",
        help="Empty: the one that comes with the add-on.",
    )
    order_rating_days = fields.Integer(
        string="Asked How It Went after (Days)",
        default=3,
        groups="base.group_user",
        help="Days from the arrival until the customer is asked for a rating, if the "
        "company asks for ratings.",
    )

    _order_figures = models.Constraint(
        "CHECK(order_news_minutes >= 0 AND order_rating_days >= 0)",
        "Orders: minutes and days are 0 or more.",
    )
