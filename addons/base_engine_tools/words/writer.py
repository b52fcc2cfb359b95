"""Stored lines of codes and figures in the words of the reader."""

from odoo import fields
from odoo.tools import format_date, get_lang
from odoo.tools.misc import babel_locale_parse

from .lengths import length_in_words


class Writer:
    """Writes lines, each by the method that is named after its code.

    What is stored knows no language: ``["grace_used", {"used": 1}]`` becomes a sentence
    by ``_grace_used(used=1)``.
    """

    def __init__(self, env):
        self.env = env
        self.locale = babel_locale_parse(get_lang(env).code)

    def lines(self, lines):
        """Texts of stored lines: [[code, {name: figure}], …]."""
        return [getattr(self, f"_{code}")(**figures) for code, figures in lines or ()]

    def _label(self, model, field, value):
        selection = self.env[model]._fields[field]._description_selection(self.env)
        return dict(selection).get(value, value)

    def _span(self, seconds):
        """A length of time: 1 hr 20 min, 40 sec."""
        return length_in_words(self.env, seconds)

    def _date(self, text):
        return format_date(self.env, fields.Date.to_date(text))
