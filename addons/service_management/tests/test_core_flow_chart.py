from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.flow_chart import FILLS, WIDTH, Box, Row, draw, width_of, wrapped

WORDS = st.text(alphabet="aW i投诉，。-<&\x00'\"", max_size=40)
BOXES = st.lists(
    st.builds(
        Box,
        st.sampled_from(sorted(FILLS)),
        WORDS,
        st.lists(st.builds(Row, WORDS, WORDS, st.booleans()), max_size=3).map(tuple),
        st.lists(WORDS, max_size=4).map(tuple),
        WORDS,
        WORDS,
    ),
    max_size=4,
)


@tagged("post_install", "-at_install")
class TestFlowChartLayout(BaseCase):
    """Everything is inside of the picture, and legible on a telephone."""

    @given(BOXES)
    @example([Box("away", "Declined", away="<<<<<<投。，<<<<<<")] * 4)
    def test_everything_is_inside_of_the_picture(self, boxes):
        for svg in draw("Title", boxes, most=200):
            root = ElementTree.fromstring(svg)
            height = float(root.get("height"))
            for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
                x, y, wide, high = (
                    float(rect.get(name)) for name in ("x", "y", "width", "height")
                )
                self.assertTrue(x >= 0 and x + wide <= WIDTH)
                self.assertTrue(y >= 0 and y + high <= height)
            for text in root.iter("{http://www.w3.org/2000/svg}text"):
                self.assertGreaterEqual(float(text.get("font-size")), 12)
                self.assertLessEqual(float(text.get("y")), height)

    def test_a_chart_in_parts_has_every_box_once(self):
        boxes = [Box("promise", f"Box {number}") for number in range(30)]
        parts = draw("Title", boxes, most=300)
        self.assertGreater(len(parts), 3)
        for number in range(30):
            found = sum(f">Box {number}<" in part for part in parts)
            self.assertEqual(found, 1)

    @given(WORDS, st.integers(40, 300))
    def test_lines_are_as_wide_as_they_may_be(self, words, width):
        lines = wrapped(words, width, 12)
        self.assertTrue(all(width_of(line, 12) <= width for line in lines))
        self.assertEqual("".join("".join(lines).split()), "".join(words.split()))

    def test_chinese_does_not_begin_a_line_with_a_full_stop(self):
        for line in wrapped("投诉应当在三个工作日内解决。结果告知客户。", 60, 12):
            self.assertNotIn(line[0], "。，")
