"""Dates and times as people of a language say them: October 2026, 2026年10月."""

from datetime import UTC

from babel.dates import format_skeleton, get_timezone, get_timezone_gmt

from odoo import fields
from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

MONTH = "yMMMM"
SHORT_MONTH = "yMMM"
WEEKDAY = "MMMEd"
ANOTHER_YEAR = "yMMMEd"
TIME = "Hm"


def date_in_words(env, day, skeleton=MONTH):
    """A date in the words of the reader's language; empty without a date.

    :param skeleton: which parts are said; the language decides on their order
    """
    if not day:
        return ""
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton(skeleton, day, locale=locale)


def time_in_words(env, moment, tz):
    """The time of day of a naive UTC time, where a time zone is: 09:05."""
    locale = babel_locale_parse(get_lang(env).code)
    return format_skeleton(TIME, moment, tzinfo=get_timezone(tz), locale=locale)


def moment_in_words(env, moment, tz, skeleton=WEEKDAY):
    """Day and time of a naive UTC time: Mon, Mar 2, 09:05; 3月2日周一 09:05."""
    locale = babel_locale_parse(get_lang(env).code)
    zone = get_timezone(tz)
    day = format_skeleton(skeleton, moment, tzinfo=zone, locale=locale)
    pattern = str(locale.datetime_formats["medium"])
    return pattern.replace("{1}", day).replace("{0}", time_in_words(env, moment, tz))


def moment_with_zone(env, moment, tz):
    """Day, time and zone of a naive UTC time, for readers anywhere: Tue, Mar 3, 10:00
    (GMT+08:00); with the year where it is another. Empty without a time."""
    if not moment:
        return ""
    locale = babel_locale_parse(get_lang(env).code)
    local = moment.replace(tzinfo=UTC).astimezone(get_timezone(tz))
    zone = get_timezone_gmt(local, width="long", locale=locale)
    is_near = local.year == fields.Datetime.now().year
    said = moment_in_words(env, moment, tz, WEEKDAY if is_near else ANOTHER_YEAR)
    return f"{said} ({zone})"
