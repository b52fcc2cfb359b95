from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from odoo.tests import TransactionCase, tagged

from ..core.explanation import Line
from ..words.explanation import Writer

DAY = 24 * 3600
#: Saturday 28 November 2026, 09:00 in Shanghai
NINE = int(datetime(2026, 11, 28, 1, tzinfo=UTC).timestamp())


@tagged("post_install", "-at_install")
class TestExplanationWords(TransactionCase):
    """A stretch that ends on another day says on which."""

    def _text(self, line, lang):
        zone = SimpleNamespace(zone=ZoneInfo("Asia/Shanghai"))
        return Writer(self.env(context={"lang": lang}), zone).line(line)["text"]

    def test_a_stretch_that_ends_on_another_day_says_which(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        ends = {
            "en_US": {1: "10:00", DAY: "Sun, Nov 29"},
            "zh_CN": {1: "10:00", DAY: "11月29日周日"},
        }
        for lang, said in ends.items():
            with self.subTest(lang):
                short = Line("worked", NINE, NINE + 3600, 3600)
                self.assertIn(f"– {said[1]}", self._text(short, lang))
                for end in (NINE + DAY, NINE + DAY - 9 * 3600 + 60):
                    text = self._text(Line("worked", NINE, end, end - NINE), lang)
                    self.assertIn(f"– {said[DAY]}", text)
                pause = self._text(Line("pause", NINE, NINE + DAY, DAY), lang)
                self.assertIn(said[DAY], pause)
