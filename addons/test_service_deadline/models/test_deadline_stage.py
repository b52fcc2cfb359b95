from odoo import fields, models


class TestDeadlineStage(models.Model):
    """Where a request stands."""

    _name = "test.deadline.stage"
    _description = "Stage of a Request with Promises"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer()
    closed = fields.Boolean()
    team_ids = fields.Many2many("test.deadline.team")
