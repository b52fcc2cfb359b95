"""Random criteria and facts, for properties of the core and of the statement."""

from datetime import date, timedelta

from hypothesis import strategies as st

from ..core.rules import IN_WINDOW, Criteria, Criterion, TierRule

TODAY = date(2026, 3, 2)
#: Few values, so that thresholds are met exactly.
VALUES = {
    "amount": st.sampled_from([0, 10, 20, 30, 40, 50]),
    "frequency": st.integers(0, 5),
    "trend": st.sampled_from([None, 50, 100, 150, 200]),
    "satisfaction": st.sampled_from([None, 1, 3, 5]),
    "quoted": st.sampled_from([0, 10, 20]),
    "tenure": st.sampled_from([None, 0, 100, 180, 400]),
    "recency": st.sampled_from([None, 0, 30, 100, 400]),
    "retained": st.integers(0, 4),
}
THRESHOLDS = {
    "amount": [10, 20, 30, 40],
    "frequency": [1, 2, 4],
    "trend": [100, 150],
    "satisfaction": [3, 5],
    "quoted": [10, 20],
    "tenure": [100, 180],
    "recency": [30, 100],
    "retained": [1, 2, 3],
}


@st.composite
def criteria_lines(draw):
    """One line; who is in stays more easily than one comes in."""
    factor = draw(st.sampled_from(sorted(THRESHOLDS)))
    pair = sorted(
        draw(st.lists(st.sampled_from(THRESHOLDS[factor]), min_size=2, max_size=2))
    )
    at_most = draw(st.booleans())
    enter, stay = pair if at_most else reversed(pair)
    return Criterion(
        factor=factor,
        months=draw(st.sampled_from([6, 12])) if factor in IN_WINDOW else 0,
        enter=enter,
        stay=stay,
        at_most=at_most,
        alternative=draw(st.integers(1, 2)),
    )


@st.composite
def criteria(draw):
    """Criteria with up to three rungs above the foot and two rules beside."""
    lines = st.lists(criteria_lines(), min_size=1, max_size=3).map(tuple)
    rungs = draw(st.integers(0, 3))
    beside = draw(st.integers(0, 2))
    ladder = [TierRule(10 + n, draw(lines)) for n in range(rungs)]
    floor = draw(st.sampled_from([None, *(20 + n for n in range(beside))]))
    return Criteria(
        rules=(*ladder, TierRule(30)),
        beside=tuple(TierRule(20 + n, draw(lines), True) for n in range(beside)),
        grace=draw(st.sampled_from([0, 1, 30])),
        probation=draw(st.sampled_from([0, 120])) if floor else 0,
        floor=floor,
    )


@st.composite
def facts_of(draw, plain):
    """Facts for all figures that criteria look at."""
    return {
        key: draw(VALUES[factor]) for key, (factor, _months) in plain.metrics.items()
    }


@st.composite
def states(draw, plain):
    """Tier at the end of the day before, and since when it is below."""
    tier = draw(st.sampled_from([None, 99, *plain.rank]))
    ago = draw(st.sampled_from([None, 0, 1, 29, 30, 31]))
    return tier, None if ago is None else TODAY - timedelta(days=ago)


first_days = st.sampled_from(
    [None, TODAY, TODAY - timedelta(days=119), TODAY - timedelta(days=120)]
)
