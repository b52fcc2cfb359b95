from odoo import api, fields, models
from odoo.exceptions import UserError


class HrDutyCriterion(models.Model):
    """What people on duty are evaluated by (CS-2.6). Data: change it as you like."""

    _name = "hr.duty.criterion"
    _description = "Duty Evaluation Criterion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    weight = fields.Float(required=True, default=1.0)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for every company."
    )

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)",
        "A criterion needs a weight of more than 0: archive it if it does not count.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        scores = self.env["hr.duty.score"].sudo()
        used = scores.search([("criterion_id", "in", self.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "People have been evaluated by “%(name)s”: archive it instead.",
                    name=used.criterion_id.name,
                )
            )
