from odoo import fields, models


class AdvisorNeedQuestion(models.Model):
    """A question of the needs analysis (SA-3); those for no kind are for every kind."""

    _name = "advisor.need.question"
    _description = "Question of the Needs Analysis"
    _order = "sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    hint = fields.Char(
        translate=True, help="What to listen for. Only the staff see it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind_ids = fields.Many2many(
        comodel_name="advisor.enquiry.kind",
        relation="advisor_need_question_kind_rel",
        column1="question_id",
        column2="kind_id",
        string="Kinds of Enquiry",
        help="Empty: it is asked for every kind.",
    )
    option_ids = fields.One2many(
        comodel_name="advisor.need.option",
        inverse_name="question_id",
        string="Answers to Choose From",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for all companies."
    )
