from odoo import fields, models


class AdvisorNeedOption(models.Model):
    """An answer to choose from, and the solutions that it speaks for."""

    _name = "advisor.need.option"
    _inherit = ["advisor.win.share.mixin"]
    _description = "Answer to Choose From"
    _order = "sequence, id"
    _win_rows = ("advisor.need.answer", "option_id")

    name = fields.Char(string="Possible Answer", required=True, translate=True)
    sequence = fields.Integer(default=10)
    question_id = fields.Many2one(
        comodel_name="advisor.need.question",
        required=True,
        ondelete="cascade",
        index=True,
    )
    template_ids = fields.Many2many(
        comodel_name="advisor.solution.template",
        relation="advisor_need_option_template_rel",
        column1="option_id",
        column2="template_id",
        string="Speaks For",
        help="Solutions that are recommended to who answers so.",
    )
