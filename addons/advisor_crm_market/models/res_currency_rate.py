from odoo import api, models
from odoo.fields import Domain

from ..core.prices import days_of_rates

#: What makes a rate another one.
OF_A_RATE = {"company_id", "currency_id", "name", "rate"}


class ResCurrencyRate(models.Model):
    """A rate that changes has prices compared anew, of the days for which it counts.

    The rate of today counts for notes of today and later: whoever gets rates every day
    has few notes computed, however many there are.
    """

    _inherit = "res.currency.rate"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: notes of the days of new rates are compared anew."""
        rates = super().create(vals_list)
        rates._priced_notes()._compare_anew()
        return rates

    def write(self, vals):
        """Override: so are those of the days for which a rate counted before."""
        if not OF_A_RATE & vals.keys():
            return super().write(vals)
        self.check_access("write")
        before = self._priced_notes()
        result = super().write(vals)
        (before | self._priced_notes())._compare_anew()
        return result

    def unlink(self):
        """Override: another rate counts for the days of one that goes."""
        self.check_access("unlink")
        notes = self._priced_notes()
        result = super().unlink()
        notes._compare_anew()
        return result

    def _priced_notes(self):
        """Notes whose price is compared by these rates, with two queries.

        A rate counts for prices in its currency, and for companies whose currency it
        is; one of a company for the company and its branches.
        """
        notes = self.env["market.note"].sudo().with_context(active_test=False)
        if not self:
            return notes
        rates = self.sudo()
        same = rates.search(
            [
                ("currency_id", "in", rates.currency_id.ids),
                ("company_id", "in", [False, *rates.company_id.ids]),
            ],
            order="name",
        ).grouped(lambda rate: (rate.company_id, rate.currency_id))
        domains = []
        mine = rates.grouped(lambda rate: (rate.company_id, rate.currency_id))
        for (company, currency), changed in mine.items():
            days = same[company, currency].mapped("name")
            first, end = days_of_rates(changed.mapped("name"), days)
            domain = Domain("currency_id", "=", currency.id) | Domain(
                "company_id.currency_id", "=", currency.id
            )
            if company:
                domain &= Domain("company_id", "child_of", company.id)
            if first:
                domain &= Domain("date", ">=", first)
            if end:
                domain &= Domain("date", "<", end)
            domains.append(domain)
        found = notes.search(Domain("price", ">", 0) & Domain.OR(domains))
        return found.filtered(
            lambda note: note.currency_id != note.company_id.currency_id
        )
