"""Figures of factors as people say them: ¥ 100,000.00, 6 purchases, 180 days."""

from odoo.tools import formatLang

from ..core.rules import MONEY


def figure_in_words(env, factor, value, currency):
    """A figure with its unit, in the reader's language; a dash for what is unknown.

    :param currency: the company's, in which amounts are
    """
    if value is None:
        return "–"
    if factor in MONEY:
        return formatLang(env, value, currency_obj=currency)
    if factor == "satisfaction":
        return formatLang(env, value, digits=1)
    number = formatLang(env, value, digits=0)
    if factor == "trend":
        return f"{number} %"
    if factor in ("tenure", "recency"):
        return env._("%s days", number)
    return number


def factor_in_words(env, factor, months):
    """Name of a factor, with its window: amount bought in 12 months."""
    names = {
        "amount": env._("Amount bought in %s months", months),
        "frequency": env._("Days with a purchase in %s months", months),
        "trend": env._("Amount in %s months, beside those before", months),
        "satisfaction": env._("Satisfaction in %s months", months),
        "quoted": env._("Open quotations of %s months", months),
        "tenure": env._("Days since the first purchase"),
        "recency": env._("Days since the last purchase"),
        "retained": env._("Windows in a row with a purchase"),
    }
    return names[factor]
