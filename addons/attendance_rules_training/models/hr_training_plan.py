from odoo import fields, models


class HrTrainingPlan(models.Model):
    """Trainings on the attendance rules are due again with a new version (CS-1.7)."""

    _inherit = "hr.training.plan"

    on_policy = fields.Boolean(
        string="Due Again with New Rules",
        tracking=True,
        help="Everybody does it again when a version of the attendance policy is "
        "published.",
    )
