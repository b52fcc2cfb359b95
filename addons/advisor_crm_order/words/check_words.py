"""Says in the reader's language what a machine has found of an order."""

from odoo.tools import format_date, formatLang


class CheckWords:
    """Sentences for findings, by their code: a method for each."""

    def __init__(self, env, currency):
        self.env, self.currency = env, currency

    def say(self, finding):
        """A finding as a sentence; nothing where a person looks."""
        if finding is None:
            return ""
        return getattr(self, finding.code)(**finding.figures)

    def _money(self, value):
        return formatLang(self.env, value, currency_obj=self.currency)

    def _day(self, value):
        return format_date(self.env, value) if value else ""

    def no_lines(self):
        return self.env._("Nothing is ordered.")

    def no_quantity(self, line):
        return self.env._("%(line)s: the quantity is missing.", line=line)

    def broken_pack(self, line, quantity):
        return self.env._(
            "%(line)s: %(quantity)s packages; only whole ones are sold.",
            line=line,
            quantity=quantity,
        )

    def quantities(self, lines):
        return self.env._("Each line has a quantity. Lines: %(lines)s.", lines=lines)

    def off_list(self, line, price, list_price):
        return self.env._(
            "%(line)s: %(price)s instead of %(list)s by the pricelist.",
            line=line,
            price=self._money(price),
            list=self._money(list_price),
        )

    def on_list(self, lines):
        return self.env._("As in the pricelist. Lines: %(lines)s.", lines=lines)

    def day_over(self, day):
        return self.env._("%(day)s is over.", day=self._day(day))

    def too_soon(self, day, feasible):
        return self.env._(
            "%(day)s is too soon: possible from %(feasible)s.",
            day=self._day(day),
            feasible=self._day(feasible),
        )

    def day_agreed(self, day):
        return self.env._("Agreed: %(day)s.", day=self._day(day))

    def no_day_agreed(self, day):
        if not day:
            return self.env._("No day agreed.")
        return self.env._("No day agreed: expected on %(day)s.", day=self._day(day))

    def terms(self, terms):
        return terms

    def no_terms(self, terms):
        return self.env._("No terms of payment are chosen.")
