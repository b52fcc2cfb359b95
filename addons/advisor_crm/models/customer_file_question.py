from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..core.completeness import Point, completeness

#: Whose fields may be asked for.
ASKED = ("res.partner", "customer.file")
#: A field of these types says something when it is filled.
TYPES = (
    "char",
    "date",
    "datetime",
    "html",
    "many2many",
    "many2one",
    "one2many",
    "selection",
    "text",
)


class CustomerFileQuestion(models.Model):
    """Something that the file of a customer should have, and how to ask for it.

    An administrator edits it: the field, how much it weighs, for which tiers.
    """

    _name = "customer.file.question"
    _description = "Question of the Customer File"
    _order = "sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: asked in every company.",
    )
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        required=True,
        ondelete="cascade",
        domain=[
            ("model", "in", ASKED),
            ("ttype", "in", TYPES),
            ("store", "=", True),
        ],
    )
    weight = fields.Integer(
        default=10, required=True, help="How much it counts beside the others."
    )
    tier_ids = fields.Many2many(
        comodel_name="customer.tier",
        string="Tiers",
        help="Whom it is asked for. Empty: everybody.",
    )

    _weight_positive = models.Constraint(
        "CHECK(weight > 0)", "A question weighs 1 or more."
    )

    @api.constrains("field_id")
    def _check_field(self):
        for question in self:
            field = question.sudo().field_id
            if field.model not in ASKED or field.ttype not in TYPES or not field.store:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” asks for a field that a customer file does not"
                        " have: choose a stored one of the contact or of the file.",
                        question=question.name,
                    )
                )

    @api.model
    @tools.ormcache("field_id", cache="stable")
    def _path(self, field_id):
        """Model and name of a field."""
        field = self.env["ir.model.fields"].sudo().browse(field_id)
        return field.model, field.name

    @api.model
    def _completeness(self, partners, company, tiers=None):
        """How complete files are, with what is missing: two queries a model.

        Only whether something is known is told, so it is read in superuser mode.

        :param partners: commercial entities
        :param tiers: {id of an entity: tier}, where they are known already
        :return: {id: (percent, [{question, field, model}], what weighs most first)}
        """
        questions = self.sudo().search(Domain("company_id", "in", [company.id, False]))
        if not (questions and partners):
            return {}
        entities = partners.sudo().commercial_partner_id
        if tiers is None:
            tiers = self.env["customer.standing"]._tiers_of(entities, company)
        asked = [
            (question, *self._path(question.field_id.id)) for question in questions
        ]
        names = {name for _question, model, name in asked if model == "customer.file"}
        files = self.env["customer.file"].sudo()
        files = files.search_fetch(
            [("partner_id", "in", entities.ids), ("company_id", "=", company.id)],
            ["partner_id", *names],
        )
        records = {
            "res.partner": {partner.id: partner for partner in entities},
            "customer.file": {file.partner_id.id: file for file in files},
        }
        return {
            partner.id: self._weighed(partner.id, tiers[partner.id], asked, records)
            for partner in entities
        }

    @api.model
    def _weighed(self, partner_id, tier, asked, records):
        points, by_key = [], {}
        for question, model, name in asked:
            if question.tier_ids and tier not in question.tier_ids:
                continue
            record = records[model].get(partner_id)
            by_key[question.id] = {
                "question": question.name,
                "field": name,
                "model": model,
            }
            points.append(
                Point(
                    key=question.id,
                    weight=question.weight,
                    is_known=bool(record and record[name]),
                    sequence=question.sequence,
                )
            )
        result = completeness(points)
        return result.percent, [by_key[key] for key in result.missing]
