"""Months of the past under draft criteria; nothing is written to standings.

The state of the customers is kept in a temporary table of the session, so that a bar
can be moved (and committed) after each month.
"""

from dataclasses import replace
from datetime import date

from odoo.tools import SQL

from ..core.rules import Criteria
from . import fact_statement, tier_statement
from .frame import Frame
from .staging import kept_metrics, make_table, metric_columns

FACTS, STATE = "customer_tier_replay_facts", "customer_tier_replay"
#: Without hysteresis: who comes in is in, who does not is out.
EMPTY = """
    SELECT 0 AS partner_id, 0 AS place, NULL::date AS below_since, 0 AS plain,
           ARRAY[]::int[] AS left_at, ARRAY[]::int[] AS plain_left_at, 0 AS moves,
           0 AS flaps, 0 AS plain_moves, 0 AS plain_flaps WHERE FALSE
"""
TO_JUDGE = """
    SELECT COALESCE(f.partner_id, s.partner_id) AS partner_id, f.first_on,
           s.place AS current, s.below_since AS base_below, s.plain AS old_plain,
           s.left_at, s.plain_left_at, s.moves, s.flaps, s.plain_moves, s.plain_flaps
           %(metrics)s
      FROM %(facts)s f FULL JOIN %(state)s s ON s.partner_id = f.partner_id
     WHERE f.unrated IS NOT TRUE
"""
NEXT = """
    SELECT partner_id, place, below_since, best AS plain,
           %(left_at)s AS left_at, %(plain_left_at)s AS plain_left_at,
           COALESCE(moves, 0) + (place <> current IS TRUE)::int AS moves,
           COALESCE(flaps, 0) + %(flap)s AS flaps,
           COALESCE(plain_moves, 0) + (best <> old_plain IS TRUE)::int AS plain_moves,
           COALESCE(plain_flaps, 0) + %(plain_flap)s AS plain_flaps,
           (place < current IS TRUE)::int AS up, (place > current IS TRUE)::int AS down
      FROM (%(judged)s) j
"""
#: When each place was left last: -1000 for never.
LEFT_AT = """
    CASE WHEN %(old)s IS NULL THEN ARRAY_FILL(-1000, ARRAY[%(count)s])
         WHEN %(new)s = %(old)s THEN %(array)s
         ELSE %(array)s[1:%(old)s] || %(step)s || %(array)s[%(old)s + 2:] END
"""
FLAP = """
    (COALESCE(%(new)s <> %(old)s, FALSE)
     AND %(step)s - %(array)s[%(new)s + 1] <= %(within)s)::int
"""


class Replay:
    """Replays months one after the other.

    :param int within: back within so many months is a flap
    """

    def __init__(self, engine, criteria: Criteria, frame: Frame, within: int):
        self.engine, self.env = engine, engine.env
        self.criteria, self.frame, self.within = criteria, frame, within
        self.step = 0

    def _execute(self, query: SQL) -> list[tuple]:
        self.env.cr.execute(query)
        return self.env.cr.fetchall() if self.env.cr.description else []

    def begin(self) -> None:
        """Forget what another replay of the session has left."""
        make_table(self._execute, STATE, SQL(EMPTY), "PRESERVE ROWS")
        self.step = 0

    def month(self, day: date) -> list[tuple[int, int, int, int]]:
        """Judge as of a day.

        :return: (id of the tier, customers, how many came from below, from above)
        """
        frame = replace(self.frame, today=day)
        facts = fact_statement.facts(
            self.criteria,
            frame,
            self.engine._fact_sources(frame),
            self.engine._satisfaction_source(frame),
        )
        make_table(self._execute, FACTS, facts, "PRESERVE ROWS")
        following = f"{STATE}_next"
        make_table(self._execute, following, self._next(day), "PRESERVE ROWS")
        self._execute(SQL("DROP TABLE %s", SQL.identifier(STATE)))
        self._execute(
            SQL(
                "ALTER TABLE %s RENAME TO %s",
                SQL.identifier(following),
                SQL.identifier(STATE),
            )
        )
        self.step += 1
        return self._execute(
            SQL(
                "SELECT %s, COUNT(*), SUM(up), SUM(down) FROM %s GROUP BY 1",
                tier_statement.tiers(self.criteria, SQL("place")),
                SQL.identifier(STATE),
            )
        )

    def _next(self, day: date) -> SQL:
        to_judge = SQL(
            TO_JUDGE,
            metrics=metric_columns(self.criteria),
            facts=SQL.identifier(FACTS),
            state=SQL.identifier(STATE),
        )
        through = SQL(
            "partner_id, old_plain, left_at, plain_left_at, moves, flaps, plain_moves,"
            " plain_flaps%s",
            kept_metrics(self.criteria),
        )
        own = {"new": SQL("place"), "old": SQL("current"), "array": SQL("left_at")}
        plain = {
            "new": SQL("best"),
            "old": SQL("old_plain"),
            "array": SQL("plain_left_at"),
        }
        values = {
            "step": self.step,
            "count": len(self.criteria.ordered),
            "within": self.within,
        }
        return SQL(
            NEXT,
            left_at=SQL(LEFT_AT, **own, **values),
            plain_left_at=SQL(LEFT_AT, **plain, **values),
            flap=SQL(FLAP, **own, **values),
            plain_flap=SQL(FLAP, **plain, **values),
            judged=tier_statement.judged(self.criteria, to_judge, day, through),
        )

    def sums(self) -> dict[str, int]:
        """Moves and flaps of all customers, with and without bands and grace."""
        [row] = self._execute(
            SQL(
                "SELECT COUNT(*), COALESCE(SUM(moves), 0), COALESCE(SUM(flaps), 0),"
                " COALESCE(SUM(plain_moves), 0), COALESCE(SUM(plain_flaps), 0) FROM %s",
                SQL.identifier(STATE),
            )
        )
        names = ("customers", "moves", "flaps", "plain_moves", "plain_flaps")
        return dict(zip(names, map(int, row), strict=True))

    def keep_lines(self, trial_id: int, company_id: int) -> None:
        """Write down who would have another tier than now."""
        self._execute(
            SQL(
                """
                INSERT INTO customer_tier_trial_line
                       (trial_id, partner_id, company_id, old_tier_id, new_tier_id,
                        flaps, create_date, write_date, create_uid, write_uid)
                SELECT %(trial)s, t.partner_id, %(company)s, s.tier_id, t.tier_id,
                       t.flaps, %(now)s, %(now)s, %(user)s, %(user)s
                  FROM (SELECT partner_id, flaps, %(tier)s AS tier_id FROM %(state)s) t
             LEFT JOIN customer_standing s ON s.partner_id = t.partner_id
                   AND s.company_id = %(company)s
                 WHERE s.tier_id IS DISTINCT FROM t.tier_id OR t.flaps > 0
                """,
                trial=trial_id,
                company=company_id,
                tier=tier_statement.tiers(self.criteria, SQL("place")),
                state=SQL.identifier(STATE),
                now=self.env.cr.now(),
                user=self.env.uid,
            )
        )

    def end(self) -> None:
        """Leave nothing in the session."""
        for name in (FACTS, STATE):
            self._execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(name)))
