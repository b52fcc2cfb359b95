from odoo import fields, models


class ServiceContactPrivate(models.Model):
    """The private part of a note: its author reads it, and who leads him (CM-4.3).

    In a table of its own, because rights are of rows: nobody else finds it by a search,
    a group or an export either, administrators of policies included.
    """

    _name = "service.contact.private"
    _inherit = ["guarded.mixin"]
    _description = "Private Part of a Contact"
    _rec_name = "note_id"

    note_id = fields.Many2one(
        comodel_name="service.contact.note", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="note_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Author",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    text = fields.Text()

    _note_unique = models.Constraint(
        "UNIQUE(note_id)", "This note has a private part already: change that one."
    )
