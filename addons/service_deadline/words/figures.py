"""The figure of a promise as people of a language say it: 3–5 working days."""

from babel.numbers import format_decimal

from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from odoo.addons.base_engine_tools.words.lengths import with_unit


def figure_in_words(env, limit, unit, clock="elapsed", target=0):
    """An amount of time, or the amounts from a first figure to the limit.

    :param unit: "minute", "hour" or "day"
    :param clock: "elapsed" or "working", whose units have names of their own
    """
    if clock == "working":
        return _working(env, limit, unit, target)
    locale = babel_locale_parse(get_lang(env).code)
    text = with_unit(limit, unit, locale, "long")
    if not target:
        return text
    figure = format_decimal(limit, locale=locale)
    return text.replace(figure, f"{format_decimal(target, locale=locale)}–{figure}", 1)


def _working(env, limit, unit, target):
    if limit == 1 and not target:
        return {
            "minute": env._("1 working minute"),
            "hour": env._("1 working hour"),
            "day": env._("1 working day"),
        }[unit]
    figure = f"{target}–{limit}" if target else str(limit)
    return {
        "minute": env._("%(figure)s working minutes", figure=figure),
        "hour": env._("%(figure)s working hours", figure=figure),
        "day": env._("%(figure)s working days", figure=figure),
    }[unit]
