from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class MarketNoteCheck(models.TransientModel):
    """Asks why a note is not true."""

    _name = "market.note.check"
    _inherit = ["checked.wizard.mixin"]
    _description = "Contradict a Market Note"

    note_id = fields.Many2one(
        comodel_name="market.note",
        string="Market Note",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    reason = fields.Char(required=True)

    @needs_access("write")
    def action_contradict(self):
        """It is not true, for the reason."""
        self.note_id._contradict(self.reason)
        return {"type": "ir.actions.act_window_close"}
