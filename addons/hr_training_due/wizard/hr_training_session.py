from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class HrTrainingSession(models.TransientModel):
    """Records who took part in a training, for many people at once (CS-2.3)."""

    _name = "hr.training.session"
    _inherit = ["checked.wizard.mixin"]
    _description = "Record a Training Session"

    training_ids = fields.Many2many(
        comodel_name="hr.training",
        string="Took Part",
        help="Take out who was not there: they still owe it.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    note = fields.Text(help="Trainer, place, result.")
    certificate = fields.Binary(
        string="Evidence", help="For instance the list that everybody signed."
    )
    certificate_name = fields.Char()

    @needs_access("read")
    def action_confirm(self):
        """Write the same evidence to everybody who was there."""
        self.ensure_one()
        opened = self.training_ids.filtered(lambda training: training.state == "open")
        if not opened:
            raise UserError(
                self.env._(
                    "Nobody is chosen who still owes this training: choose who took "
                    "part."
                )
            )
        opened.write(
            {
                "done_date": self.date,
                "note": self.note,
                "certificate": self.certificate,
                "certificate_name": self.certificate_name,
            }
        )
        return {"type": "ir.actions.act_window_close"}
