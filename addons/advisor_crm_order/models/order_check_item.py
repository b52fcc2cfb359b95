from odoo import api, fields, models

from ..core.check import (
    Line,
    check_delivery,
    check_payment,
    check_price,
    check_quantity,
)
from ..words.check_words import CheckWords


class OrderCheckItem(models.Model):
    """A point of the check list of orders (SA-2.3): specification, quantity, price …

    What a machine can tell it tells, by the method ``_check_<kind>``; an add-on adds a
    kind (``selection_add``) with its method. Everything else a person ticks.
    """

    _name = "order.check.item"
    _description = "Point of the Check List of Orders"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    question = fields.Char(
        translate=True, help="What to look at, as the check list shows it."
    )
    kind = fields.Selection(
        selection=[
            ("person", "A person looks at it"),
            ("quantity", "Quantities are more than nothing, packages whole"),
            ("price", "Prices agree with the pricelist"),
            ("delivery", "The delivery date can be kept"),
            ("payment", "Terms of payment are agreed"),
        ],
        string="Checked by",
        required=True,
        default="person",
    )
    tolerance = fields.Float(
        string="May Differ by (%)", help="Of the price of the pricelist."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", index=True, help="Empty: every company."
    )

    _tolerance_positive = models.Constraint(
        "CHECK(tolerance >= 0)", "A price may differ by 0 % or more."
    )

    @api.model
    def _of_company(self, company):
        """The check list of a company."""
        return self.sudo().search([("company_id", "in", (False, company.id))])

    # --- what a machine finds ---------------------------------------------------------

    def _find(self, order):
        """What the machine finds of an order; nothing where a person looks.

        :rtype: Finding or None
        """
        self.ensure_one()
        return getattr(self, f"_check_{self.kind}")(order)

    def _check_person(self, order):
        return None

    def _check_quantity(self, order):
        return check_quantity(self._lines(order))

    def _check_price(self, order):
        return check_price(self._lines(order), self.tolerance)

    def _check_delivery(self, order):
        today = fields.Date.context_today(order)
        days = [order.commitment_date, order.expected_date]
        agreed, feasible = (
            day and fields.Datetime.context_timestamp(order, day).date() for day in days
        )
        return check_delivery(agreed or None, feasible or None, today)

    def _check_payment(self, order):
        return check_payment(order.payment_term_id.display_name or "")

    @api.model
    def _lines(self, order):
        """The lines of an order that are goods or services, as plain values."""
        lines = order.order_line.filtered(
            lambda line: line.product_id and not line.is_downpayment
        )
        return [
            Line(
                name=line.product_id.display_name,
                quantity=line.product_uom_qty,
                price=line.price_unit * (1 - (line.discount or 0) / 100),
                list_price=line._get_pricelist_price(),
                in_packs=line.product_uom_id in line.product_id.uom_ids,
            )
            for line in lines
        ]

    @api.model
    def _words(self, finding, order):
        """A finding as a sentence in the reader's language."""
        return CheckWords(self.env, order.currency_id).say(finding)
