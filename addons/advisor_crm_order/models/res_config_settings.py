from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of orders."""

    _inherit = "res.config.settings"

    order_check_active = fields.Boolean(
        related="company_id.order_check_active", readonly=False
    )
    order_watch_since = fields.Datetime(
        related="company_id.order_watch_since", readonly=False
    )
    order_news_minutes = fields.Integer(
        related="company_id.order_news_minutes", readonly=False
    )
    order_news_template_id = fields.Many2one(
        related="company_id.order_news_template_id", readonly=False
    )
    order_rating_days = fields.Integer(
        related="company_id.order_rating_days", readonly=False
    )
