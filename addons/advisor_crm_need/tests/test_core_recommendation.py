"""Which solutions fit: what fits more answers, then what has won more surely."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.advisor_crm_need.core.links import is_genuine, sign
from odoo.addons.advisor_crm_need.core.recommendation import Offer, rank, sureness

offers = st.lists(
    st.builds(
        Offer,
        template=st.integers(1, 50),
        reasons=st.lists(st.integers(1, 9), max_size=4, unique=True).map(tuple),
        won=st.integers(0, 30),
        lost=st.integers(0, 30),
    ),
    max_size=8,
    unique_by=lambda offer: offer.template,
)


@given(offers, st.randoms())
def test_the_order_in_which_offers_are_given_does_not_matter(given_offers, random):
    mixed = list(given_offers)
    random.shuffle(mixed)
    assert rank(mixed) == rank(given_offers)


@given(offers)
def test_only_what_an_answer_speaks_for_is_recommended(given_offers):
    ranked = rank(given_offers)
    assert all(offer.reasons for offer in ranked)
    assert len(ranked) == sum(bool(offer.reasons) for offer in given_offers)
    votes = [len(offer.reasons) for offer in ranked]
    assert votes == sorted(votes, reverse=True)


@given(st.integers(0, 50), st.integers(0, 50))
def test_one_more_win_never_makes_it_less_sure(won, lost):
    closed = won + lost
    assert sureness(won + 1, closed + 1) >= sureness(won, closed)
    assert 0 <= sureness(won, closed) <= 1


def test_nine_of_ten_go_before_one_of_one():
    lucky, proven = Offer(1, (1,), 1, 0), Offer(2, (1,), 9, 1)
    assert rank([lucky, proven]) == [proven, lucky]


def test_a_link_is_of_one_solution_and_one_database():
    secret = sign(b"key", 7)
    assert is_genuine(b"key", 7, secret)
    assert not is_genuine(b"key", 8, secret)
    assert not is_genuine(b"other", 7, secret)
    assert not is_genuine(b"key", 7, "ü")
