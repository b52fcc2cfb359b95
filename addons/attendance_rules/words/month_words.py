"""The lines of a month in the words of the reader."""

from odoo import fields
from odoo.tools import formatLang

from .writer import VerdictWriter


class MonthWriter(VerdictWriter):
    """Writes what a month's statement rests on."""

    def __init__(self, env, currency):
        super().__init__(env)
        self.currency = currency

    def _money(self, amount):
        value = amount / 10**self.currency.decimal_places
        return formatLang(self.env, value, currency_obj=self.currency)

    def _grace_used(self, used, of):
        return self.env._("Grace: %(used)s of %(of)s used.", used=used, of=of)

    def _talk(self, date, run):
        return self.env._(
            "%(date)s: day %(run)s in a row, a performance talk is due.",
            date=self._date(date),
            run=run,
        )

    def _cap_share(self, before, cap, share):
        return self.env._(
            "Deductions of %(before)s held down to %(cap)s, %(share)s %% of the wage.",
            before=self._money(before),
            cap=self._money(cap),
            share=round(share * 100, 2),
        )

    def _cap_floor(self, before, cap, floor):
        return self.env._(
            "Deductions of %(before)s held down to %(cap)s: a wage of %(floor)s is "
            "not touched.",
            before=self._money(before),
            cap=self._money(cap),
            floor=self._money(floor),
        )

    def _wage_unknown(self):
        return self.env._("No wage is known: nothing can be deducted.")

    def _not_read(self, date):
        if date == fields.Date.to_string(fields.Date.to_date("9999-12-31")):
            return self.env._("The policy was not read: nothing is deducted.")
        return self.env._(
            "The policy could be read since %(date)s: nothing before is deducted.",
            date=self._date(date),
        )

    # Why attendance was not full

    def _no_plan(self):
        return self.env._("Not full: nothing was planned.")

    def _not_employed(self, date):
        return self.env._("Not full: not employed on %(date)s.", date=self._date(date))

    def not_employed(self, dates):
        """One line for all dates on which the person was not employed."""
        if len(dates) == 1:
            return self._not_employed(dates[0])
        return self.env._(
            "Not full: not employed on %(count)s days, %(first)s – %(last)s.",
            count=len(dates),
            first=self._date(dates[0]),
            last=self._date(dates[-1]),
        )

    def _incident(self, date, kind, seconds, graced):
        text = self.env._(
            "Not full: %(date)s %(kind)s %(span)s",
            date=self._date(date),
            kind=self._kind(kind),
            span=self._span(seconds) if seconds else "",
        ).strip()
        return self.env._("%(text)s (grace)", text=text) if graced else text

    def _leave(self, date):
        return self.env._(
            "Not full: leave on %(date)s that ends full attendance.",
            date=self._date(date),
        )

    def _undecided(self, date):
        return self.env._("Not full yet: %(date)s is open.", date=self._date(date))
