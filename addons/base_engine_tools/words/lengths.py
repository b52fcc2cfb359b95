"""Lengths of time as people of a language say them: 1 hr 20 min, 1小时20分钟."""

from babel.lists import format_list
from babel.units import format_unit

from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from ..core.instants import DAY, HOUR, MINUTE

UNITS = (("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", 1))


def length_in_words(env, seconds, largest="hour"):
    """A length of time in the words of the reader's language.

    Seconds are told only below an hour; nothing is "0 min".

    :param int seconds: 0 or more
    :param largest: greatest unit, ``day`` (of 24 hours) or ``hour``
    """
    locale = babel_locale_parse(get_lang(env).code)
    names = [name for name, _length in UNITS]
    parts, rest = [], seconds
    for name, length in UNITS[names.index(largest) :]:
        figure, rest = divmod(rest, length)
        if figure and not (name == "second" and seconds >= HOUR):
            parts.append(with_unit(figure, name, locale))
    if not parts:
        parts = [with_unit(0, "minute", locale)]
    return format_list(parts, style="unit-narrow", locale=locale)


def hours_and_minutes(seconds):
    """A length of time in whole minutes, the same in every language: 7:55."""
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    return f"{hours}:{minutes:02}"


def with_unit(figure, name, locale, length="short"):
    """A figure with its unit of time: 3 hr, or 3 hours where ``length`` is "long".

    Where a language has one way to say it (Chinese), Babel knows only the short one,
    and would print the name of the unit in its tables.
    """
    unit = f"duration-{name}"
    text = format_unit(figure, unit, length, locale=locale)
    return format_unit(figure, unit, "short", locale=locale) if unit in text else text
