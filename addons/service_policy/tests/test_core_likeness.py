from odoo.tests import BaseCase, tagged

from ..core.figures import find_figures
from ..core.likeness import Pattern, Patterns, may_be_promised, surroundings

PATTERNS = Patterns(
    [
        Pattern(
            "contact", ["Complaint: first contact", "投诉：首次联系"], ["complaint"]
        ),
        Pattern(
            "general", ["General complaint: solved", "一般投诉：解决"], ["complaint"]
        ),
        Pattern(
            "complex", ["Complex complaint: solved", "复杂投诉：解决"], ["complaint"]
        ),
        Pattern("repair", ["Repair: accepted", "报修：受理"], ["repair"]),
        Pattern("callback", ["Complaint: call-back", "投诉：回访"], ["complaint"]),
    ]
)


@tagged("post_install", "-at_install")
class TestLikeness(BaseCase):
    """A sentence of a policy is like a promise that exists, or like none."""

    def _like(self, text, at=0):
        figure = find_figures(text)[at]
        near, sentence = surroundings(text, figure.start, figure.end)
        best = PATTERNS.like(near, sentence)[0]
        return best.key if best.score >= 0.42 else None

    def test_words_of_one_sense_count_as_one(self):
        self.assertEqual(
            self._like(
                "Whoever complains is called within 1 hour, so we get in touch first."
            ),
            "contact",
        )
        self.assertEqual(
            self._like("Ordinary complaints are settled within 2 days."), "general"
        )
        self.assertEqual(self._like("商户报修后,工程部20分钟内接单。"), "repair")
        self.assertEqual(self._like("疑难投诉五个工作日内办结。"), "complex")

    def test_two_figures_in_one_sentence(self):
        text = (
            "General complaints are solved within 24 hours, complex ones within 5 "
            "working days."
        )
        self.assertEqual(
            [self._like(text, at) for at in (0, 1)], ["general", "complex"]
        )

    def test_what_it_counts_from_is_not_what_is_promised(self):
        self.assertEqual(self._like("投诉解决后三日内回访。"), "callback")

    def test_nothing_is_like_a_training(self):
        self.assertIsNone(self._like("Newcomers are trained for two weeks."))

    def test_only_times_until_something_is_done_are_promised(self):
        for text in (
            "at least 3 days",
            "every month",
            "70 %",
            "提前一周申请",
            "20 days before",
        ):
            figure = find_figures(text)[0]
            near, _sentence = surroundings(text, figure.start, figure.end)
            self.assertFalse(may_be_promised(figure, near, text[figure.end :]), text)

    def test_nothing_is_like_nothing(self):
        self.assertEqual(Patterns([]).like("within 1 hour"), [])
