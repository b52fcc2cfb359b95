"""Dates as people of a language say them: October 2026, 2026年10月."""

from babel.dates import format_skeleton

from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

MONTH = "yMMMM"
SHORT_MONTH = "yMMM"
WEEKDAY = "MMMEd"


def date_in_words(env, day, skeleton=MONTH):
    """A date in the words of the reader's language; empty without a date.

    :param skeleton: which parts are said; the language decides on their order
    """
    if not day:
        return ""
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton(skeleton, day, locale=locale)
