from odoo import fields, models


class HrDutyPost(models.Model):
    """Members of a post are trained regularly, also for emergencies (CS-2.3)."""

    _inherit = "hr.duty.post"

    plan_ids = fields.One2many(
        comodel_name="hr.training.plan",
        inverse_name="post_id",
        string="Regular Training",
        copy=True,
    )
