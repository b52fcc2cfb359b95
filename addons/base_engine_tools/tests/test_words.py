from datetime import date

from babel import Locale

from odoo.tests import TransactionCase, tagged

from ..words.dates import WEEKDAY, date_in_words
from ..words.lengths import hours_and_minutes, length_in_words, with_unit


@tagged("post_install", "-at_install")
class TestWords(TransactionCase):
    """Lengths and dates are said as the reader's language says them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("zh_CN", "de_DE"):
            cls.env["res.lang"]._activate_lang(code)

    def _length(self, lang, *arguments):
        return length_in_words(self.env(context={"lang": lang}), *arguments)

    def test_lengths(self):
        for seconds, english, chinese in (
            (0, "0 min", "0分钟"),
            (40, "40 sec", "40秒"),
            (4_800, "1 hr 20 min", "1小时20分钟"),
            (3_605, "1 hr", "1小时"),
            (93_600, "26 hr", "26小时"),
        ):
            with self.subTest(seconds=seconds):
                self.assertEqual(self._length("en_US", seconds), english)
                self.assertEqual(self._length("zh_CN", seconds), chinese)
        self.assertEqual(self._length("en_US", 93_600, "day"), "1 day 2 hr")
        self.assertEqual(hours_and_minutes(28_475), "7:55")

    def test_units_of_every_language_are_words(self):
        said = {
            ("en_US", "long"): "2 hours",
            ("en_US", "short"): "2 hr",
            ("zh_CN", "long"): "2小时",
            ("zh_TW", "long"): "2 小時",
            ("de_DE", "long"): "2 Stunden",
        }
        for (code, length), text in said.items():
            with self.subTest(code=code, length=length):
                self.assertEqual(with_unit(2, "hour", Locale.parse(code), length), text)

    def test_dates(self):
        day = date(2026, 10, 5)
        said = {
            lang: date_in_words(self.env(context={"lang": lang}), day, WEEKDAY)
            for lang in ("en_US", "zh_CN", "de_DE")
        }
        self.assertEqual(said["en_US"], "Mon, Oct 5")
        self.assertEqual(said["zh_CN"], "10月5日周一")
        self.assertEqual(said["de_DE"], "Mo., 5. Okt.")
        self.assertEqual(date_in_words(self.env, False), "")
