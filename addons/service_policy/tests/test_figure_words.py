from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon

from ..core.drift import agrees
from ..core.figure import TIMES
from ..core.figures import AT_MOST, EVERY, Figure, find_figures
from ..words.figure_words import EACH, figure_words

LANGUAGES = ("en_US", "zh_CN", "zh_TW")


@tagged("post_install", "-at_install")
class TestFigureWords(BaseCommon):
    """A figure is said as people say it, and read again as it was meant."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in LANGUAGES[1:]:
            cls.env["res.lang"]._activate_lang(code)
        cls.env["ir.module.module"].search(
            [("name", "=", "service_policy")]
        )._update_translations(list(LANGUAGES[1:]))

    def _said(self, figure, lang="en_US"):
        return figure_words(self.env(context={"lang": lang}), figure)

    def test_one_and_many(self):
        for figure, words in (
            (Figure(1, 1, "day"), "1 day"),
            (Figure(2, 2, "day"), "2 days"),
            (Figure(3, 5, "working_day"), "3–5 working days"),
            (Figure(1, 1, "working_day", EVERY), "every working day"),
            (Figure(2, 2, "week", EVERY), "every 2 weeks"),
            (Figure(1, 1, "times", per="month"), "1 time in 1 month"),
            (Figure(0, 0, "working_day"), "the same day"),
            (Figure(None, None, "minute"), "left open"),
        ):
            self.assertEqual(self._said(figure), words)

    @given(
        st.integers(1, 99),
        st.one_of(
            st.tuples(st.sampled_from(sorted(TIMES)), st.just(AT_MOST)),
            st.tuples(st.sampled_from(sorted(EACH)), st.just(EVERY)),
        ),
        st.sampled_from(LANGUAGES),
    )
    @settings(max_examples=200, deadline=None)
    def test_what_is_said_of_a_figure_is_found_again(self, amount, kind, lang):
        figure = Figure(amount, amount, *kind)
        words = self._said(figure, lang)
        [found] = find_figures(words)
        self.assertTrue(agrees(found, figure), words)
