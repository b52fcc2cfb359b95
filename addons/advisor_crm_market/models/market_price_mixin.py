from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ..core.prices import change_percent
from ..core.subject import subject_key
from ..engine.rates import Rates


class MarketPriceMixin(models.AbstractModel):
    """A product of a competitor with its price, so that prices of different days and
    currencies stand side by side.

    The model has a date and a verdict of its own.
    """

    _name = "market.price.mixin"
    _description = "Price of a Competitor"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    competitor_id = fields.Many2one(
        comodel_name="market.competitor",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    product_id = fields.Many2one(
        comodel_name="product.template",
        string="Product of Ours",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        help="The product of ours with which theirs competes.",
    )
    product_word = fields.Char(
        string="Their Product", help="As they call it, where it is none of ours."
    )
    subject_key = fields.Char(
        compute="_compute_subject_key", store=True, precompute=True, index=True
    )
    similar_ids = fields.Many2many(
        comodel_name="market.note",
        string="The Same Product of the Same Competitor",
        compute="_compute_similar_ids",
    )

    price = fields.Monetary(aggregator=None)
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the Company"
    )
    price_compared = fields.Monetary(
        string="Price to Compare",
        currency_field="company_currency_id",
        compute="_compute_price_compared",
        store=True,
        aggregator="avg",
        help="In the currency of the company, by the rate of the day of the note.",
    )
    is_comparable = fields.Boolean(
        compute="_compute_price_compared",
        store=True,
        help="There is a price, its rate, and a product.",
    )
    rate_problem = fields.Char(compute="_compute_rate_problem")
    price_trend = fields.Char(
        string="Price before", compute="_compute_similar_ids", compute_sudo=False
    )

    _price_positive = models.Constraint("CHECK(price >= 0)", "A price is 0 or more.")

    @api.depends("competitor_id", "product_id", "product_word")
    def _compute_subject_key(self):
        for note in self:
            note.subject_key = subject_key(
                note.competitor_id.id, note.product_id.id, note.product_word
            )

    @api.depends(
        "price", "currency_id", "date", "company_id.currency_id", "subject_key"
    )
    def _compute_price_compared(self):
        """By the rates of the days of the notes, all read with one query.

        When a rate changes, ``res.currency.rate`` has those computed anew for which it
        counts: a field on which all rates of a currency hang would mean all its notes.
        """
        rates = Rates(self.env, self)
        for note in self:
            amount = rates.convert(note)
            note.price_compared = amount or 0
            known = amount is not None and note.price > 0
            note.is_comparable = bool(known and note.subject_key)

    def _compare_anew(self):
        """The rate of these has changed: what follows from it is computed anew."""
        self.modified(["currency_id"])

    @api.depends("price", "currency_id", "price_compared")
    @api.depends_context("lang")
    def _compute_rate_problem(self):
        rates = Rates(self.env, self)
        for note in self:
            unknown = bool(note.price) and rates.convert(note) is None
            note.rate_problem = unknown and self.env._(
                "There is no rate of %(currency)s: the price is not compared.",
                currency=note.currency_id.name,
            )

    @api.depends("subject_key", "price_compared", "date")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_similar_ids(self):
        """Notes about the same, and what the price was before; with one query."""
        keys = [key for key in self.mapped("subject_key") if key]
        found = self.search([("subject_key", "in", keys)]) if keys else self.browse()
        by_subject = found.grouped(lambda note: (note.company_id, note.subject_key))
        for note in self:
            key = (note.company_id._origin, note.subject_key)
            others = by_subject.get(key, self.browse()) - note._origin
            note.similar_ids = others
            note.price_trend = note._trend(others)

    def _trend(self, others):
        """What the price was before, and by how much it has changed."""
        if not self.is_comparable:
            return False
        place = (self.date, self._origin.id or float("inf"))
        before = others.filtered(
            lambda other: (
                other.is_comparable
                and other.verdict != "contradicted"
                and (other.date, other.id) < place
            )
        )[:1]
        if not before:
            return False
        return self.env._(
            "%(amount)s on %(day)s, since then %(change)s %%",
            amount=format_amount(
                self.env, before.price_compared, before.company_currency_id
            ),
            day=format_date(self.env, before.date),
            change=f"{change_percent(before.price_compared, self.price_compared):+d}",
        )
