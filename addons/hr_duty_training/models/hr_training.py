from odoo import fields, models


class HrTraining(models.Model):
    """What duty staff owe is a matter of the duty manager, too (CS-2.3)."""

    _inherit = "hr.training"

    post_id = fields.Many2one(related="plan_id.post_id", store=True, index=True)

    def _answering(self):
        """Override: the manager of the post comes before the person's own."""
        return [self.post_id.manager_id, *super()._answering()]
