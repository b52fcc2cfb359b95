from odoo import fields, models


class HrDutyScore(models.Model):
    """The score of one criterion in an evaluation, from 0 to 100."""

    _name = "hr.duty.score"
    _inherit = ["guarded.mixin"]
    _description = "Duty Evaluation Score"
    _order = "evaluation_id, criterion_id, id"

    evaluation_id = fields.Many2one(
        comodel_name="hr.duty.evaluation",
        required=True,
        ondelete="cascade",
        index=True,
    )
    criterion_id = fields.Many2one(
        comodel_name="hr.duty.criterion",
        required=True,
        # Nobody deletes a criterion that was used, but for who takes the add-on out.
        ondelete="cascade",
    )
    # As it was when the evaluation began: later changes do not judge the past.
    weight = fields.Float(readonly=True)
    score = fields.Integer(help="From 0 to 100.")
    remark = fields.Char()

    _criterion_uniq = models.Constraint(
        "UNIQUE (evaluation_id, criterion_id)",
        "An evaluation scores each criterion once.",
    )
    _score_range = models.Constraint(
        "CHECK (score BETWEEN 0 AND 100)",
        "Scores go from 0 to 100.",
    )
