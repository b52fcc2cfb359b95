import json
import random
from datetime import date
from xml.dom.minidom import parseString

from hypothesis import given
from hypothesis import strategies as st

from ..core.month_chart import Column, Usual, draw
from ..core.month_report import (
    WHOLE,
    Band,
    Facts,
    Kind,
    Limits,
    Repeat,
    Sum,
    band,
    by_chance,
    draw_up,
    first_month,
    shifted,
    stands_out,
)

MONTH = date(2026, 10, 1)
COUNT, KEPT = "requests_received", "promises_kept"
KINDS = [Kind(COUNT, "count", "less"), Kind(KEPT, "share", "more")]
LIMITS = Limits(months=12, sigmas=2.0, least=5)


def facts(sums, month=MONTH, **values):
    return Facts(month, COUNT, KEPT, KINDS, sums, ["kind"], **values)


#: A part of which little is said, so that the other one is not the whole.
OTHER = [Sum(COUNT, "kind", 99, MONTH, 1, 1)]


def counted(key, month, count):
    """A part's complaints of a month, in the part and in the whole."""
    return [
        Sum(COUNT, "kind", key, month, count, count),
        Sum(COUNT, WHOLE, None, month, count, count),
    ]


def year(key, counts, last):
    """Complaints of the months before, and of the last one."""
    sums = counted(key, MONTH, last)
    for back, count in enumerate(reversed(counts), 1):
        sums += counted(key, shifted(MONTH, -back), count)
    return sums


def rows(report):
    return {row["key"]: row for row in report["parts"][0]["rows"]}


def test_months_go_on_over_the_year():
    assert shifted(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert shifted(date(2026, 12, 15), 1) == date(2027, 1, 1)
    assert first_month(MONTH, Limits(months=3)) == date(2025, 10, 1)
    assert first_month(MONTH, Limits(months=24)) == date(2024, 10, 1)


def test_a_month_without_complaints_is_a_report():
    report = draw_up(facts([]), LIMITS)
    assert report["figures"][0]["value"] == 0
    assert report["figures"][1]["value"] is None
    assert report["outstanding"] == []
    assert report["parts"] == [{"code": "kind", "rows": []}]
    assert json.loads(json.dumps(report)) == report


def test_sm_5_3_what_is_far_above_the_mean_is_a_weak_point():
    report = draw_up(facts(year(7, [4, 5, 6, 5, 4, 6], 12) + OTHER), LIMITS)
    points = [
        (p["dimension"], p["key"], p["outstanding"]) for p in report["outstanding"]
    ]
    assert sorted(points) == [(WHOLE, None, "worse"), ("kind", 7, "worse")]
    assert rows(report)[7]["mean"] == 5


def test_sm_5_3_few_cases_are_no_weak_point():
    report = draw_up(facts(year(7, [0, 0, 1, 0, 0, 0], 4)), LIMITS)
    assert report["outstanding"] == []
    assert draw_up(facts(year(7, [0, 0, 1, 0, 0, 0], 5)), LIMITS)["outstanding"]


def test_two_months_say_nothing_about_what_is_usual():
    assert band([1, 1]) is None
    assert draw_up(facts(year(7, [1, 1], 50)), LIMITS)["outstanding"] == []


def test_months_before_the_first_complaint_are_not_known_and_not_zero():
    report = draw_up(facts(year(7, [5, 5, 5], 5)), LIMITS)
    assert rows(report)[7]["mean"] == 5
    assert rows(report)[7]["year_before"] is None
    assert [month["count"] for month in report["course"]] == [5, 5, 5, 5]


def test_a_month_between_without_complaints_counts_as_none():
    sums = year(7, [6, 6, 6], 6)
    sums = [one for one in sums if one.month != shifted(MONTH, -2)]
    assert rows(draw_up(facts(sums), LIMITS))[7]["mean"] == 4


def test_fewer_complaints_than_usual_are_better():
    report = draw_up(facts(year(7, [20, 21, 19, 20], 3)), LIMITS)
    assert {point["outstanding"] for point in report["outstanding"]} == {"better"}


def test_promises_that_are_kept_less_than_usual_are_a_weak_point():
    sums = year(7, [10, 10, 10, 10], 10)
    for back, kept in enumerate((5, 9, 10, 9, 10)):
        month = shifted(MONTH, -back)
        sums.append(Sum(KEPT, "kind", 7, month, kept, 10))
    [point] = draw_up(facts(sums + OTHER), LIMITS)["outstanding"]
    assert (point["figure"], point["value"], point["outstanding"]) == (
        KEPT,
        0.5,
        "worse",
    )


def test_what_was_not_entered_is_shown_last_and_is_no_weak_point():
    sums = year(None, [1, 1, 1, 1], 30)
    sums += counted(3, MONTH, 2)
    report = draw_up(facts(sums), LIMITS)
    assert list(rows(report)) == [3, None]
    assert all(point["dimension"] == WHOLE for point in report["outstanding"])


def test_cm_2_5_the_month_and_the_year_before_stand_beside():
    sums = counted(7, MONTH, 8) + counted(7, shifted(MONTH, -1), 5)
    sums += counted(7, shifted(MONTH, -12), 3)
    row = rows(draw_up(facts(sums), LIMITS))[7]
    assert (row["value"], row["before"], row["year_before"]) == (8, 5, 3)


def test_what_is_repeated_most_stands_first():
    repeats = [
        Repeat(1, "HT1", "Lift", 7, 1, 2),
        Repeat(2, "HT2", "Till", None, 2, 4),
    ]
    report = draw_up(
        facts([], repeats=repeats, names={("kind", 7): {"en_US": "Goods"}}), LIMITS
    )
    assert [one["id"] for one in report["repeats"]] == [2, 1]
    assert report["repeats"][1]["kind_name"] == {"en_US": "Goods"}


def test_chance_is_no_weak_point():
    """Three complaints a month are sometimes six, without any reason."""
    report = draw_up(facts(year(7, [3, 3, 3, 3, 3, 3], 6)), LIMITS)
    assert report["outstanding"] == []
    assert by_chance("count", 4, 4) == 2
    assert by_chance("share", 0.5, 25) == 0.1
    assert by_chance("seconds", 100, 4) == 0


def test_the_only_part_says_no_more_than_the_whole():
    report = draw_up(facts(year(7, [4, 5, 6, 5, 4, 6], 12)), LIMITS)
    assert [point["dimension"] for point in report["outstanding"]] == [WHOLE]


def test_what_is_usual_does_not_stand_out():
    usual = Band(10, 2, 12)
    assert stands_out(14, 14, usual, LIMITS, "less") == ""
    assert stands_out(15, 15, usual, LIMITS, "less") == "worse"
    assert stands_out(15, 15, usual, LIMITS, "more") == "better"
    assert stands_out(15, 4, usual, LIMITS, "less") == ""
    assert stands_out(15, 15, None, LIMITS, "less") == ""


KEYS = st.one_of(st.none(), st.integers(1, 5))
MONTHS = st.integers(0, 14).map(lambda back: shifted(MONTH, -back))
CASES = st.lists(st.tuples(KEYS, MONTHS, st.booleans()), max_size=120)


def sums_of(cases):
    """What a list of complaints adds up to, each with a promise, kept or not."""
    sums = []
    for key, month, kept in cases:
        sums += counted(key, month, 1)
        sums.append(Sum(KEPT, "kind", key, month, int(kept), 1))
        sums.append(Sum(KEPT, WHOLE, None, month, int(kept), 1))
    return sums


@given(CASES)
def test_parts_sum_to_the_whole(cases):
    report = draw_up(facts(sums_of(cases)), LIMITS)
    whole, found = report["figures"][0], report["parts"][0]["rows"]
    assert sum(row["value"] for row in found) == whole["value"]
    assert sum(row["kept"]["n"] for row in found) == report["figures"][1]["n"]
    assert sum(row["before"] or 0 for row in found) == (whole["before"] or 0)
    if whole["value"]:
        assert abs(sum(row["share"] for row in found) - 1) < 0.001


@given(CASES, st.integers(0, 1000))
def test_the_report_does_not_depend_on_the_order_of_what_is_counted(cases, seed):
    sums = sums_of(cases)
    mixed = list(sums)
    random.Random(seed).shuffle(mixed)
    assert draw_up(facts(mixed), LIMITS) == draw_up(facts(sums), LIMITS)


@given(CASES)
def test_what_is_frozen_is_json_and_whole(cases):
    report = draw_up(facts(sums_of(cases)), LIMITS)
    assert json.loads(json.dumps(report)) == report
    for point in report["outstanding"]:
        assert point["value"] is not None
        assert point["mean"] is not None


@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.floats(0, 1e6)), st.text(max_size=3)),
        max_size=25,
    )
)
def test_every_chart_is_xml_within_its_frame(values):
    columns = [
        Column(f"<{at}>&", value, "".join(c for c in shown if c.isalnum()))
        for at, (value, shown) in enumerate(values)
    ]
    svg = parseString(draw('A "title" & more', columns, Usual(3, 1, 5)))
    for rect in svg.getElementsByTagName("rect"):
        assert float(rect.getAttribute("height")) >= 0
        assert -1 <= float(rect.getAttribute("y")) <= 168
