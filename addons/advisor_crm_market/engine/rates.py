"""Rates of the currencies of many notes, read with one query."""

from collections import defaultdict

from ..core.prices import converted, rate_on


class Rates:
    """Converts prices into the currency of the company, on the day of the note.

    Odoo takes a currency without any rate as worth one unit: here it is not compared.
    The currency of the company itself may do without: it is the reference then.
    """

    def __init__(self, env, notes):
        self._rates = defaultdict(list)
        foreign = notes.filtered(
            lambda note: note.price and note.currency_id != note.company_currency_id
        )
        if not foreign:
            return
        currencies = foreign.currency_id | foreign.company_id.currency_id
        rates = env["res.currency.rate"].sudo()
        for rate in rates.search(
            [
                ("currency_id", "in", currencies.ids),
                ("company_id", "in", [False, *foreign.company_id.root_id.ids]),
            ],
            order="name",
        ):
            key = (rate.company_id.id, rate.currency_id.id)
            self._rates[key].append((rate.name, rate.rate))

    def convert(self, note):
        """The price in the currency of the company, or None."""
        own = note.company_id.currency_id
        if note.currency_id == own or not note.price:
            return note.price
        amount = converted(
            note.price, self._rate(note, note.currency_id), self._rate(note, own) or 1.0
        )
        return None if amount is None else own.round(amount)

    def _rate(self, note, currency):
        """The rate of the company counts before the one of all."""
        root = note.company_id.root_id._origin.id
        rates = self._rates.get((root, currency._origin.id))
        rates = rates or self._rates.get((False, currency._origin.id))
        return rate_on(note.date, rates or [])
