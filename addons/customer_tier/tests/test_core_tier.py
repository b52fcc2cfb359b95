"""The state machine, the linter and the reasons, in plain Python."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..core.explain import explain, nearest
from ..core.lint import Problem, lint
from ..core.rules import Criteria, Criterion, TierRule, periods_back
from ..core.tier import Lock, State, effective, entered, flaps, judge
from .strategies import TODAY, criteria, facts_of, first_days, states

IMPORTANT, GENERAL, POTENTIAL, GOLD = 1, 2, 3, 4
DAY = timedelta(days=1)


def amount(enter, stay=None, **values):
    return Criterion("amount", 12, enter, enter if stay is None else stay, **values)


def three(grace=60, **values):
    """Important from 100 on, stays from 80 on; potential while new."""
    return Criteria(
        rules=(TierRule(IMPORTANT, (amount(100, 80),)), TierRule(GENERAL)),
        beside=(
            TierRule(POTENTIAL, (Criterion("tenure", 0, 180, 180, True),), beside=True),
        ),
        grace=grace,
        **values,
    )


def bought(value, tenure=1000):
    return {"amount_12": value, "tenure": tenure}


def days_of(plain, values, state=None, first=TODAY):
    """Tiers day by day for amounts day by day."""
    state = state or State()
    for number, value in enumerate(values):
        state = judge(plain, bought(value), state, first + DAY * number)
        yield state


class TestStateMachine:
    @pytest.mark.parametrize(
        ("value", "tier"), [(100, IMPORTANT), (99.99, GENERAL), (0, GENERAL)]
    )
    def test_a_customer_comes_in_at_the_threshold_exactly(self, value, tier):
        assert judge(three(), bought(value), State(), TODAY).tier == tier

    def test_up_at_once(self):
        state = judge(three(), bought(100), State(GENERAL), TODAY)
        assert state == State(IMPORTANT)

    @pytest.mark.parametrize("value", [80, 90, 99])
    def test_within_the_band_everybody_stays_where_he_is(self, value):
        for tier in (IMPORTANT, GENERAL):
            assert judge(three(), bought(value), State(tier), TODAY) == State(tier)

    def test_down_after_the_grace_only(self):
        states_found = list(days_of(three(grace=3), [79] * 5, State(IMPORTANT)))
        assert [state.tier for state in states_found] == [
            *[IMPORTANT] * 3,
            *[GENERAL] * 2,
        ]
        assert states_found[0].below_since == TODAY
        assert states_found[3].below_since is None

    def test_who_recovers_within_the_grace_begins_it_anew(self):
        values = [79, 79, 80, 79, 79, 79]
        found = list(days_of(three(grace=3), values, State(IMPORTANT)))
        assert {state.tier for state in found} == {IMPORTANT}
        assert found[-1].below_since == TODAY + 3 * DAY

    def test_down_one_step_at_a_time(self):
        plain = Criteria(
            rules=(
                TierRule(GOLD, (amount(100),)),
                TierRule(IMPORTANT, (amount(50),)),
                TierRule(GENERAL),
            ),
            grace=2,
        )
        found = [state.tier for state in days_of(plain, [0] * 6, State(GOLD))]
        assert found == [GOLD, GOLD, IMPORTANT, IMPORTANT, GENERAL, GENERAL]

    def test_potential_is_a_rule_of_its_own_not_the_bottom(self):
        new = bought(0, tenure=10)
        assert judge(three(), new, State(), TODAY).tier == POTENTIAL
        assert judge(three(), bought(0), State(), TODAY).tier == GENERAL
        assert judge(three(), bought(100, tenure=10), State(), TODAY).tier == IMPORTANT

    def test_who_falls_from_the_ladder_may_be_potential(self):
        state = State(IMPORTANT, TODAY - 60 * DAY)
        assert judge(three(), bought(0, tenure=180), state, TODAY).tier == POTENTIAL
        assert judge(three(), bought(0, tenure=181), state, TODAY).tier == GENERAL

    def test_new_customers_are_not_below_the_floor(self):
        plain = three(probation=100, floor=POTENTIAL)
        for age, tier in ((99, POTENTIAL), (100, GENERAL)):
            first = TODAY - age * DAY
            state = judge(plain, bought(0), State(GENERAL), TODAY, first)
            assert state.tier == tier

    def test_a_tier_that_is_gone_is_none(self):
        assert judge(three(), bought(90), State(99), TODAY) == State(GENERAL)


class TestLock:
    @pytest.mark.parametrize(
        ("lock", "by_facts", "tier"),
        [
            (Lock(GENERAL), IMPORTANT, GENERAL),
            (Lock(GENERAL, TODAY), IMPORTANT, GENERAL),
            (Lock(GENERAL, TODAY - DAY), IMPORTANT, IMPORTANT),
            (Lock(GENERAL, None, True), IMPORTANT, IMPORTANT),
            (Lock(POTENTIAL, None, True), GENERAL, POTENTIAL),
            (None, GENERAL, GENERAL),
        ],
    )
    def test_what_counts(self, lock, by_facts, tier):
        assert effective(three(), by_facts, lock, TODAY) == tier


class TestProperties:
    @given(st.data())
    def test_everybody_has_exactly_one_tier_of_the_criteria(self, data):
        plain = data.draw(criteria())
        facts = data.draw(facts_of(plain))
        tier, below = data.draw(states(plain))
        state = judge(plain, facts, State(tier, below), TODAY, data.draw(first_days))
        assert state.tier in plain.rank
        first = [rule.tier for rule in plain.ordered if rule.entered(facts)][0]
        assert plain.ordered[entered(plain, facts)].tier == first

    @given(st.data())
    def test_nobody_is_below_what_he_enters_and_nobody_falls_two_rungs(self, data):
        plain = data.draw(criteria())
        facts = data.draw(facts_of(plain))
        tier, below = data.draw(states(plain))
        state = judge(plain, facts, State(tier, below), TODAY)
        place = plain.rank[state.tier]
        assert place <= entered(plain, facts) or place < plain.rungs
        if tier in plain.rank and plain.rank[tier] < plain.rungs - 1:
            assert place <= plain.rank[tier] + 1

    @given(st.data())
    def test_while_at_risk_nobody_has_dropped_yet(self, data):
        plain = data.draw(criteria())
        tier, below = data.draw(states(plain))
        state = judge(plain, data.draw(facts_of(plain)), State(tier, below), TODAY)
        if state.below_since and state.below_since < TODAY:
            assert state.tier == tier

    @given(st.data())
    def test_money_in_another_currency_makes_the_same_tier(self, data):
        """All amounts and all thresholds of amounts times the same."""
        plain = data.draw(criteria())
        facts = data.draw(facts_of(plain))
        tier, below = data.draw(states(plain))
        scaled = Criteria(
            rules=tuple(map(_times_seven, plain.rules)),
            beside=tuple(map(_times_seven, plain.beside)),
            grace=plain.grace,
        )
        more = {
            key: value * 7 if key.startswith(("amount", "quoted")) else value
            for key, value in facts.items()
        }
        state = State(tier, below)
        plain = Criteria(plain.rules, plain.beside, plain.grace)
        assert judge(plain, facts, state, TODAY) == judge(scaled, more, state, TODAY)

    @given(st.data(), st.integers(1, 1000))
    def test_shifting_all_dates_changes_nothing(self, data, days):
        plain = data.draw(criteria())
        facts = data.draw(facts_of(plain))
        tier, below = data.draw(states(plain))
        now = judge(plain, facts, State(tier, below), TODAY)
        shift = timedelta(days=days)
        later = judge(plain, facts, State(tier, below and below + shift), TODAY + shift)
        assert later.tier == now.tier
        assert (later.below_since and later.below_since - shift) == now.below_since


def _times_seven(rule):
    lines = tuple(
        Criterion(
            line.factor,
            line.months,
            line.enter * 7,
            line.stay * 7,
            line.at_most,
            line.alternative,
        )
        if line.factor in ("amount", "quoted")
        else line
        for line in rule.criteria
    )
    return TierRule(rule.tier, lines, rule.beside)


class TestFlaps:
    @pytest.mark.parametrize(
        ("tiers", "within", "count"),
        [
            ([1, 1, 1], 3, 0),
            ([1, 2, 1], 3, 1),
            ([1, 2, 1, 2], 3, 2),
            ([1, 2, 2, 2, 1], 3, 1),
            ([1, 2, 2, 2, 2, 1], 3, 0),
            ([1, 2, 3], 3, 0),
        ],
    )
    def test_back_within_some_steps(self, tiers, within, count):
        assert flaps(tiers, within) == count


class TestLint:
    def codes(self, plain):
        return [problem.code for problem in lint(plain)]

    def test_sound_criteria_have_no_problem(self):
        assert lint(three()) == []

    def test_no_ladder(self):
        assert self.codes(Criteria(())) == ["no_ladder"]

    def test_a_foot_with_lines_leaves_a_gap(self):
        plain = Criteria((TierRule(IMPORTANT, (amount(9),)),))
        assert lint(plain) == [Problem("gap", IMPORTANT)]

    def test_two_tiers_for_everybody_overlap(self):
        plain = Criteria((TierRule(IMPORTANT), TierRule(GENERAL)))
        assert lint(plain) == [Problem("takes_all", IMPORTANT)]

    def test_staying_is_not_harder_than_coming_in(self):
        rules = (TierRule(IMPORTANT, (amount(9, 10),)), TierRule(GENERAL))
        assert lint(Criteria(rules)) == [Problem("stay_harder", IMPORTANT, criterion=0)]
        most = Criterion("recency", 0, 10, 9, at_most=True)
        rules = (TierRule(IMPORTANT, (most,)), TierRule(GENERAL))
        assert self.codes(Criteria(rules)) == ["stay_harder"]

    def test_lines_that_nobody_can_meet_together(self):
        lines = (amount(100), amount(50, at_most=True))
        rules = (TierRule(IMPORTANT, lines), TierRule(GENERAL))
        assert lint(Criteria(rules)) == [Problem("contradicts", IMPORTANT, criterion=0)]

    def test_a_tier_that_a_better_one_takes_wholly(self):
        rules = (
            TierRule(GOLD, (amount(50),)),
            TierRule(IMPORTANT, (amount(100),)),
            TierRule(GENERAL),
        )
        found = lint(Criteria(rules))
        assert Problem("hidden", IMPORTANT, GOLD) in found
        assert Problem("not_nested", GOLD, IMPORTANT) in found

    def test_a_rung_that_asks_for_something_else_than_the_one_above(self):
        often = Criterion("frequency", 12, 3, 3)
        rules = (
            TierRule(GOLD, (amount(50),)),
            TierRule(IMPORTANT, (often,)),
            TierRule(GENERAL),
        )
        assert lint(Criteria(rules)) == [Problem("not_nested", GOLD, IMPORTANT)]

    def test_a_probation_needs_a_floor(self):
        assert self.codes(three(probation=9)) == ["no_floor"]

    def test_too_many_thresholds(self):
        lines = tuple(Criterion("amount", n, n, n) for n in range(1, 13))
        rules = (TierRule(IMPORTANT, lines), TierRule(GENERAL))
        assert self.codes(Criteria(rules)) == ["too_many"]

    @settings(deadline=None, max_examples=50)
    @given(st.data())
    def test_without_problems_who_is_on_a_rung_meets_those_below(self, data):
        plain = data.draw(criteria())
        if lint(plain):
            return
        facts = data.draw(facts_of(plain))
        inside = [rule.entered(facts) for rule in plain.rules]
        assert inside == sorted(inside)


class TestExplain:
    def test_what_keeps_and_what_lifts(self):
        plain = Criteria(
            rules=(
                TierRule(GOLD, (amount(100, 90),)),
                TierRule(IMPORTANT, (amount(50, 40),)),
                TierRule(GENERAL),
            )
        )
        said = explain(plain, {"amount_12": 30}, IMPORTANT, TODAY, None)
        [[keeps]], [[lifts]] = said.keeps, said.lifts
        assert (keeps.threshold, keeps.held, keeps.gap) == (40, False, 10)
        assert (lifts.threshold, lifts.held, lifts.gap) == (100, False, 70)
        assert (said.lifts_to, said.drops_to) == (GOLD, GENERAL)

    def test_the_best_tier_has_nothing_above_and_the_foot_needs_nothing(self):
        best = explain(three(), bought(100), IMPORTANT, TODAY, None)
        assert (best.lifts_to, best.lifts) == (None, ())
        foot = explain(three(), bought(0), GENERAL, TODAY, None)
        assert (foot.keeps, foot.drops_to, foot.lifts_to) == ((), None, IMPORTANT)

    def test_who_is_beside_the_ladder_is_lifted_to_its_lowest_rung(self):
        said = explain(three(), bought(0, 9), POTENTIAL, TODAY, None)
        assert (said.lifts_to, said.drops_to) == (IMPORTANT, GENERAL)

    def test_the_nearest_way_is_the_one_with_the_fewest_gaps(self):
        often = Criterion("frequency", 12, 5, 5, alternative=1)
        lines = (amount(100), often, amount(50, alternative=2))
        plain = Criteria((TierRule(IMPORTANT, lines), TierRule(GENERAL)))
        facts = {"amount_12": 40, "frequency_12": 1}
        said = explain(plain, facts, IMPORTANT, TODAY, None)
        [missing] = nearest(said.keeps)
        assert (missing.threshold, missing.gap) == (50, 10)

    def test_what_is_not_known_has_no_gap(self):
        said = explain(three(), {}, POTENTIAL, TODAY, None)
        assert said.keeps[0][0].gap is None
        assert not said.keeps[0][0].held

    def test_criteria_that_do_not_know_a_tier_explain_nothing(self):
        assert explain(three(), {}, 99, TODAY, None) is None

    @given(st.data())
    def test_who_holds_one_way_has_nothing_missing(self, data):
        plain = data.draw(criteria())
        facts = data.draw(facts_of(plain))
        for rule in plain.ordered:
            said = explain(plain, facts, rule.tier, TODAY, None)
            held = any(all(factor.held for factor in way) for way in said.keeps)
            assert held is not bool(nearest(said.keeps)) or not said.keeps


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 3, 2), 0),
        (date(2025, 3, 3), 0),
        (date(2025, 3, 2), 1),
        (date(2024, 3, 3), 1),
        (date(2024, 3, 2), 2),
    ],
)
def test_periods_are_whole_windows_back(day, period):
    assert periods_back(day, TODAY, 12) == period
