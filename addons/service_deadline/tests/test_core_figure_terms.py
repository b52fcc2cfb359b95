from odoo.tests import BaseCase, tagged

from odoo.addons.service_policy.core.figures import find_figures

from ..core.figure_terms import FigureTerms, terms_of


@tagged("post_install", "-at_install")
class TestFigureTerms(BaseCase):
    """A figure of a text becomes the figures of a rule."""

    def _terms(self, text):
        return terms_of(find_figures(text)[0])

    def test_lengths_of_time(self):
        for text, terms in (
            ("within 30 minutes", (0, 30, "minute", "", False)),
            ("半小时内", (0, 30, "minute", "", False)),
            ("within 24 hours", (0, 24, "hour", "", False)),
            ("within 1 working hour", (0, 1, "hour", "working", False)),
            ("within 2 days", (0, 2, "day", "elapsed", False)),
            ("半天内", (0, 12, "hour", "elapsed", False)),
            ("within 2 weeks", (0, 14, "day", "elapsed", False)),
            ("三个工作日内", (0, 3, "day", "working", True)),
            ("3–5 working days", (3, 5, "day", "working", True)),
            ("the same day", (0, 0, "day", "working", True)),
        ):
            self.assertEqual(self._terms(text), FigureTerms(*terms), text)

    def test_what_no_rule_counts_in(self):
        for text in (
            "within 3 months",
            "[X] minutes",
            "70 %",
            "every day",
            "10 seconds",
        ):
            self.assertIsNone(self._terms(text), text)
