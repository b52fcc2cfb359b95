from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.figures import find_figures
from .figure_corpus import figures_of, measured, sentences

SEEN = ("seen_en", "seen_zh_CN", "seen_zh_TW")
HELD = ("held_en", "held_zh_CN", "held_zh_TW")


@tagged("post_install", "-at_install")
class TestFigures(BaseCase):
    """The grammar finds the figures of a text."""

    def assertFinds(self, text, notation):
        self.assertEqual(find_figures(text), figures_of(notation), text)

    def test_every_sentence_the_grammar_was_written_with_is_understood(self):
        for name in SEEN:
            self.assertEqual(measured(name), (1, 1, []), name)

    def test_sentences_it_was_not_written_with_are_understood(self):
        for name in HELD:
            precision, recall, differing = measured(name)
            self.assertGreaterEqual(precision, 0.98, f"{name}: {differing}")
            self.assertGreaterEqual(recall, 0.95, f"{name}: {differing}")

    def test_the_corpus_has_200_sentences_a_language(self):
        self.assertEqual(len(sentences("seen_en") + sentences("held_en")), 200)
        chinese = [name for name in SEEN + HELD if "zh" in name]
        self.assertEqual(sum(len(sentences(name)) for name in chinese), 200)

    def test_a_figure_stands_where_its_words_stand(self):
        text = "Ａnswered within ３０ minutes;\n投诉在三个工作日内解决。"
        figures = find_figures(text)
        self.assertEqual(
            [text[figure.start : figure.end] for figure in figures],
            ["３０ minutes", "三个工作日"],
        )
        self.assertEqual([f.words for f in figures], ["３０ minutes", "三个工作日"])

    def test_numbers_written_twice_count_once(self):
        self.assertFinds("within three (3) working days", "<=3 working_day")
        self.assertFinds("三(3)个工作日内", "<=3 working_day")

    def test_numbering_is_no_figure(self):
        self.assertFinds("1.2 Repairs within 3 days", "<=3 day")
        self.assertFinds("三、报修:30分钟内", "<=30 minute")
        self.assertFinds("SM-2.1 Answered within 1 minute", "<=1 minute")

    def test_two_languages_in_one_sentence(self):
        self.assertFinds("不超过 5 days", "<=5 day")
        self.assertFinds("24h内响应", "<=24 hour")

    def test_equal_is_what_means_the_same(self):
        for one, other in (
            ("half an hour", "30分钟"),
            ("24 hours", "一天"),
            ("once a month", "every month"),
            ("two weeks", "十四天"),
            ("once every 3 months", "每季度一次"),
        ):
            self.assertEqual(find_figures(one), find_figures(other))
        self.assertNotEqual(find_figures("1 day"), find_figures("1 working day"))

    def test_nothing_is_found_in_nothing(self):
        for text in (None, "", "\n", "。", "A", "[", "百分之", "每", "½"):
            self.assertEqual(find_figures(text), [])

    @given(
        st.text(
            alphabet=(
                "0123456789.,% [X]每半三两十百分之个工作日天小时次年月第至到内a/an "
                "hours working days every one and to\n"
            ),
            max_size=60,
        )
    )
    def test_no_text_breaks_the_grammar(self, text):
        for figure in find_figures(text):
            self.assertEqual(text[figure.start : figure.end], figure.words)
            self.assertTrue(figure.words)
            self.assertEqual(hash(figure), hash(figure))
