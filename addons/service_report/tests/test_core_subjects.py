from hypothesis import given
from hypothesis import strategies as st

from ..core.subjects import MOST_SUBJECTS, recurring

TITLES = [
    (1, "The lift in hall B is broken"),
    (2, "Lift stuck again"),
    (3, "Nobody answers the phone"),
    (4, "Waited for the lift for an hour"),
    (5, "Rude on the phone"),
]


def test_sm_5_3_words_that_come_back_are_subjects():
    assert recurring(TITLES, 2) == [("Lift", [1, 2, 4]), ("phone", [3, 5])]


def test_sm_5_3_few_complaints_are_no_subject():
    assert recurring(TITLES, 3) == [("Lift", [1, 2, 4])]
    assert recurring(TITLES, 9) == []
    assert recurring(TITLES[:1], 0) == []


def test_sm_5_3_chinese_has_no_spaces_between_words():
    titles = [
        (1, "B座电梯坏了"),
        (2, "电梯又停了"),
        (3, "我在电梯里被困"),
        (4, "空调不冷"),
    ]
    assert recurring(titles, 2) == [("电梯", [1, 2, 3])]
    longer = [(1, "收银台排队"), (2, "收银台没人"), (3, "收银台找错钱")]
    assert recurring(longer, 2) == [("收银台", [1, 2, 3])]


def test_words_that_say_nothing_are_no_subject():
    assert recurring([(1, "This is not the one"), (2, "It is not the one")], 2) == []


def test_another_word_for_the_same_complaints_is_left_out():
    titles = [(number, "Parking barrier closed") for number in (1, 2, 3)]
    assert len(recurring(titles, 2)) == 1


TEXTS = st.lists(st.text(alphabet="ab c电梯空调坏了", max_size=12), max_size=20).map(
    lambda texts: list(enumerate(texts, 1))
)


@given(TEXTS, st.integers(0, 5))
def test_each_subject_stands_on_as_many_complaints_as_it_says(titles, least):
    by_id = dict(titles)
    found = recurring(titles, least)
    assert len(found) <= MOST_SUBJECTS
    for words, ids in found:
        assert len(ids) == len(set(ids)) >= max(least, 2)
        assert all(words.lower() in by_id[res_id].lower() for res_id in ids)


@given(TEXTS)
def test_the_order_of_the_complaints_does_not_matter(titles):
    as_sets = [(words, ids) for words, ids in recurring(titles, 2)]
    assert [(w, i) for w, i in recurring(titles[::-1], 2)] == as_sets
