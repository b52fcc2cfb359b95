from odoo import fields, models


class ServiceDeadlineByHand(models.AbstractModel):
    """What the questions about promises have in common: which ones, and why."""

    _name = "service.deadline.by.hand"
    _inherit = ["checked.wizard.mixin"]
    _description = "Change of Promises by Hand"

    deadline_ids = fields.Many2many(
        comodel_name="service.deadline", string="Promises", required=True
    )
    res_model = fields.Char()
    res_id = fields.Integer()
