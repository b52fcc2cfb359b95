from odoo import fields, models


class MarketNoteKind(models.Model):
    """What a note from the market is about: a price, a trend, demand … (SA-2.5)."""

    _name = "market.note.kind"
    _description = "Kind of Market Note"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    asks_price = fields.Boolean(help="The form asks for a price.")
    days_valid = fields.Integer(
        string="Holds for (Days)",
        help="After so many days a note has expired, unless it says otherwise. 0: it "
        "holds until somebody contradicts it.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for all companies."
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another kind of market note has this code already: choose a different one.",
    )
    _days_positive = models.Constraint(
        "CHECK(days_valid >= 0)", "A note holds for 0 days or more."
    )
