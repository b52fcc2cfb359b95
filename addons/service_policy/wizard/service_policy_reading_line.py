from odoo import api, fields, models


class ServicePolicyReadingLine(models.TransientModel):
    """A clause as it stands in a document, until somebody confirms or leaves it."""

    _name = "service.policy.reading.line"
    _inherit = ["checked.wizard.mixin"]
    _description = "Clause Found in a Document"
    _order = "sequence, id"
    _transient_max_hours = 72.0

    reading_id = fields.Many2one(
        comodel_name="service.policy.reading", required=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    number = fields.Char(required=True)
    name = fields.Char(string="Title", required=True)
    text = fields.Text(string="Wording", required=True)
    path = fields.Char(string="Stands Under", readonly=True)
    page = fields.Integer(string="On Page", readonly=True)
    figures = fields.Char(readonly=True, help="Figures that were found in the text.")
    figure_count = fields.Integer(readonly=True)
    confirmed = fields.Boolean(string="Take Over")
    known = fields.Boolean(
        string="Is There",
        compute="_compute_known",
        help="The policy has a clause of this number: it is reworded in the draft.",
    )

    @api.depends("number", "reading_id.policy_id")
    def _compute_known(self):
        for reading, lines in self.grouped("reading_id").items():
            policy = reading.policy_id
            version = policy.draft_id or policy.version_id
            numbers = set(version.clause_ids.mapped("number"))
            for line in lines:
                line.known = line.number in numbers
