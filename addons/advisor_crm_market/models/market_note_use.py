from odoo import fields, models


class MarketNoteUse(models.Model):
    """Somebody found a note useful; it is to the credit of whoever wrote it.

    Each person says so once. Only the button of the note writes it.
    """

    _name = "market.note.use"
    _inherit = ["guarded.mixin"]
    _description = "Use of a Market Note"
    _order = "id desc"
    _rec_name = "note_id"

    note_id = fields.Many2one(
        comodel_name="market.note",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Found Useful By",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    author_id = fields.Many2one(
        related="note_id.user_id", store=True, string="To the Credit Of", index=True
    )
    company_id = fields.Many2one(related="note_id.company_id", store=True, index=True)

    _once = models.Constraint(
        "UNIQUE(note_id, user_id)", "You have said so already: thank you."
    )
