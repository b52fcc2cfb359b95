from odoo import fields, models


class AdvisorEnquiryKind(models.Model):
    """What a customer comes with: an enquiry, an urgent need … (SA-4.1)."""

    _name = "advisor.enquiry.kind"
    _description = "Kind of Enquiry"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="Short technical name, for imports and conditions of rules."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_urgent = fields.Boolean(
        string="Urgent",
        help="The promises for urgent needs hold: a first reply, then a detailed "
        "solution.",
    )
    takes_mail = fields.Boolean(
        string="For What Comes by E-mail",
        help="What customers write to a sales team is of the first such kind.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for all companies."
    )
    question_ids = fields.Many2many(
        comodel_name="advisor.need.question",
        relation="advisor_need_question_kind_rel",
        column1="kind_id",
        column2="question_id",
        string="Questions to Ask",
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another kind of enquiry has this code already: choose a different one.",
    )
