"""Lines of a verdict in the words of the reader."""

from odoo import fields
from odoo.tools import format_date, get_lang
from odoo.tools.misc import babel_locale_parse

MINUTE, HOUR = 60, 3600


def hours_and_minutes(seconds):
    """A length of time in whole minutes: 7:55."""
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    return f"{hours}:{minutes:02}"


class Writer:
    """Writes lines in the words of the reader."""

    def __init__(self, env):
        self.env = env
        self.locale = babel_locale_parse(get_lang(env).code)

    def lines(self, lines):
        """Texts of stored lines."""
        return [getattr(self, f"_{code}")(**figures) for code, figures in lines or ()]

    def _label(self, model, field, value):
        selection = self.env[model]._fields[field]._description_selection(self.env)
        return dict(selection).get(value, value)

    def _span(self, seconds):
        """A length of time: 1 h 20 min, 40 s."""
        hours, rest = divmod(seconds, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        parts = []
        if hours:
            parts.append(self.env._("%(hours)s h", hours=hours))
        if minutes:
            parts.append(self.env._("%(minutes)s min", minutes=minutes))
        if rest and not hours:
            parts.append(self.env._("%(seconds)s s", seconds=rest))
        return " ".join(parts) or self.env._("0 min")

    def _kind(self, kind):
        return self._label("attendance.incident", "kind", kind)

    def _date(self, text):
        return format_date(self.env, fields.Date.to_date(text))
