from odoo import api, fields, models


class AdvisorSolutionTemplate(models.Model):
    """A solution as it is recommended again and again: words, and what it costs."""

    _name = "advisor.solution.template"
    _inherit = ["advisor.win.share.mixin"]
    _description = "Template of a Solution"
    _order = "sequence, id"
    _win_rows = ("advisor.solution", "template_id")

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    content = fields.Html(translate=True)
    advantages = fields.Html(translate=True)
    scope = fields.Html(translate=True, help="What is included, and what is not.")
    line_ids = fields.One2many(
        comodel_name="advisor.solution.template.line",
        inverse_name="template_id",
        string="Products",
        copy=True,
    )
    option_ids = fields.Many2many(
        comodel_name="advisor.need.option",
        relation="advisor_need_option_template_rel",
        column1="template_id",
        column2="option_id",
        string="Answers That Speak for It",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for all companies."
    )

    @api.model
    def _win_domain(self):
        """Override: what the customer has never seen has won nothing."""
        return [("sent_at", "!=", False)]
