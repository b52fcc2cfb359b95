from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class AdvisorNeedAnswer(models.Model):
    """What a customer has said to a question, or what is still to be asked (SA-3).

    One row per enquiry and question. Rows without an answer are the agenda of the next
    visit. Who may read the enquiry may read its answers.
    """

    _name = "advisor.need.answer"
    _inherit = ["advisor.need.mixin"]
    _description = "Answer of the Needs Analysis"
    _order = "sequence, id"
    _rec_name = "question_id"

    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Enquiry",
        required=True,
        ondelete="cascade",
        index=True,
    )
    question_id = fields.Many2one(
        comodel_name="advisor.need.question", required=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="question_id.sequence", store=True)
    hint = fields.Char(related="question_id.hint")
    option_id = fields.Many2one(
        comodel_name="advisor.need.option",
        string="Chosen Answer",
        ondelete="restrict",
        index="btree_not_null",
    )
    text = fields.Char(string="In the Customer's Words")
    is_answered = fields.Boolean(
        string="Answered", compute="_compute_is_answered", store=True
    )
    company_id = fields.Many2one(
        related="lead_id.company_id", store=True, string="Company"
    )
    outcome = fields.Selection(related="lead_id.won_status", store=True)

    _question_unique = models.Constraint(
        "UNIQUE(lead_id, question_id)", "This question is on the list already."
    )

    @api.depends("option_id", "text")
    def _compute_is_answered(self):
        for answer in self:
            answer.is_answered = bool(answer.option_id or (answer.text or "").strip())

    @api.constrains("question_id", "option_id")
    def _check_option(self):
        for answer in self:
            if answer.option_id and answer.option_id.question_id != answer.question_id:
                raise ValidationError(
                    self.env._(
                        "“%(option)s” is an answer to another question: choose one of "
                        "“%(question)s”.",
                        option=answer.option_id.name,
                        question=answer.question_id.name,
                    )
                )

    @api.model
    def _lead_domain(self, leads):
        return Domain("lead_id", "in", leads)
