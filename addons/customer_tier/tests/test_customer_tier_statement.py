from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ..core.tier import State, judge
from ..engine import tier_statement
from .strategies import TODAY, criteria, facts_of, first_days, states

ROWS = 20


@tagged("post_install", "-at_install")
class TestCustomerTierStatement(TransactionCase):
    """The statement decides as the core does."""

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.data())
    def test_statement_and_core_are_the_same(self, data):
        plain = data.draw(criteria())
        rows = [
            (
                data.draw(facts_of(plain)),
                data.draw(states(plain)),
                data.draw(first_days),
            )
            for _row in range(ROWS)
        ]
        expected = [
            judge(plain, facts, State(*state), TODAY, first)
            for facts, state, first in rows
        ]
        self.assertEqual(self._by_statement(plain, rows), expected)

    def _by_statement(self, plain, rows):
        facts = SQL(" UNION ALL ").join(
            self._row(plain, number, *row) for number, row in enumerate(rows)
        )
        query = tier_statement.judged(plain, facts, TODAY, SQL("number"))
        found = self.env.execute_query(
            SQL(
                "SELECT %s, below_since FROM (%s) j ORDER BY number",
                tier_statement.tiers(plain, SQL("place")),
                query,
            )
        )
        return [State(*row) for row in found]

    @staticmethod
    def _row(plain, number, facts, state, first):
        tier, below = state
        metrics = [
            SQL(", %s::numeric AS %s", facts[key], SQL.identifier(key))
            for key in plain.metrics
        ]
        return SQL(
            "SELECT %s AS number, %s::int AS current, %s::date AS base_below,"
            " %s::date AS first_on%s",
            number,
            plain.rank.get(tier),
            below,
            first,
            SQL("").join(metrics),
        )
