from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.service_policy.core.drift import compare
from odoo.addons.service_policy.core.figures import AT_MOST, Figure, find_figures

from ..words.figures import figure_in_words

LANGUAGES = ("en_US", "zh_CN", "zh_TW")


@tagged("post_install", "-at_install")
class TestFiguresFoundAgain(BaseCommon):
    """What a rule says of its figures is what the grammar reads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in LANGUAGES[1:]:
            cls.env["res.lang"]._activate_lang(code)
        cls.env["ir.module.module"].search(
            [("name", "=", "service_deadline")]
        )._update_translations(list(LANGUAGES[1:]))

    @given(
        st.integers(1, 9999),
        st.sampled_from(["minute", "hour", "day"]),
        st.sampled_from(["elapsed", "working"]),
        st.integers(0, 9999),
        st.sampled_from(LANGUAGES),
    )
    @settings(max_examples=300, deadline=None)
    def test_figures_printed_by_a_rule_are_found_again(
        self, limit, unit, clock, target, lang
    ):
        target = target if target < limit else 0
        env = self.env(context={"lang": lang})
        words = figure_in_words(env, limit, unit, clock, target)
        unit = f"working_{unit}" if clock == "working" else unit
        found = find_figures(words)
        self.assertEqual(
            [(it.low, it.high, it.unit) for it in found],
            [(target or limit, limit, unit)],
            words,
        )
        self.assertFalse(
            compare(found, [Figure(target or limit, limit, unit, AT_MOST)])
        )
