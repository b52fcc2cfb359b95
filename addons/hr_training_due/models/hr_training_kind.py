from odoo import api, fields, models
from odoo.exceptions import UserError


class HrTrainingKind(models.Model):
    """What trainings are about. Data: add your own, archive what you don't use."""

    _name = "hr.training.kind"
    _description = "Kind of Training"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        plans = self.env["hr.training.plan"].sudo().with_context(active_test=False)
        used = plans.search([("kind_id", "in", self.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "“%(plan)s” is of the kind “%(name)s”: archive it instead.",
                    plan=used.name,
                    name=used.kind_id.name,
                )
            )
