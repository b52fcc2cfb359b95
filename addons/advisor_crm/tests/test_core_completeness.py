import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..core.completeness import Point, completeness

POINTS = st.lists(
    st.builds(
        Point,
        key=st.integers(1, 99),
        weight=st.integers(1, 20),
        is_known=st.booleans(),
        sequence=st.integers(0, 9),
    ),
    unique_by=lambda point: point.key,
    max_size=12,
)


class TestCompletenessCore(unittest.TestCase):
    def test_what_weighs_most_is_asked_first(self):
        points = [Point(1, 10, True), Point(2, 5, False), Point(3, 25, False)]
        result = completeness(points)
        self.assertEqual((result.percent, result.missing), (25, (3, 2)))
        self.assertEqual(result.next, 3)

    def test_nothing_asked_is_complete(self):
        result = completeness([])
        self.assertEqual((result.percent, result.next), (100, None))

    @given(POINTS)
    def test_full_only_when_nothing_is_missing(self, points):
        result = completeness(points)
        self.assertEqual(result.percent == 100, not result.missing)
        self.assertLessEqual(0, result.percent)

    @given(POINTS, st.integers(0, 11))
    def test_an_answer_never_lowers(self, points, place):
        before = completeness(points).percent
        for point in points[place : place + 1]:
            known = Point(point.key, point.weight, True, point.sequence)
            points = [known if each is point else each for each in points]
        self.assertGreaterEqual(completeness(points).percent, before)
