"""One run: facts, state machine, what differs, history; in a constant number of
statements, whatever the number of customers."""

from dataclasses import dataclass, field

from odoo.tools import SQL

from ..core.rules import Criteria
from . import fact_statement, tier_statement
from .frame import Frame
from .staging import as_json, kept_metrics, make_table, metric_columns

FACTS, CHANGED = "customer_tier_facts", "customer_tier_changed"
#: Cursors on who has moved, and who is at risk.
MOVES, AT_RISK = "customer_tier_moves", "customer_tier_at_risk"
#: So many changes are told at once.
CHUNK = 5_000

TO_JUDGE = """
    SELECT COALESCE(f.partner_id, s.partner_id) AS partner_id, s.id AS standing_id,
           f.first_on, f.last_on, COALESCE(f.amount, 0) AS amount,
           COALESCE(f.amount_before, 0) AS amount_before,
           COALESCE(f.occasions, 0) AS occasions,
           %(current)s AS current,
           CASE WHEN s.changed_on >= %(today)s THEN s.base_below_since
                ELSE s.below_since END AS base_below,
           CASE WHEN s.lock_until < %(today)s THEN NULL ELSE s.lock_tier_id END
               AS lock_tier_id,
           s.lock_until, s.lock_floor %(metrics)s
      FROM %(facts)s f
 FULL JOIN (SELECT * FROM customer_standing
             WHERE company_id = %(company)s AND %(mine)s) s
        ON s.partner_id = f.partner_id
     WHERE f.unrated IS NOT TRUE
"""
RESULT = """
    SELECT j.partner_id, j.standing_id, j.first_on, j.last_on, j.amount,
           j.amount_before, j.occasions, j.below_since,
           %(computed)s AS computed_tier_id,
           CASE WHEN j.lock_tier_id IS NULL THEN %(computed)s
                WHEN j.lock_floor AND %(lock_place)s IS NOT NULL THEN %(floored)s
                ELSE j.lock_tier_id END AS tier_id,
           j.below_since + %(grace)s AS at_risk_until,
           LEAST(j.below_since + %(grace)s,
                 CASE WHEN j.lock_tier_id IS NOT NULL THEN j.lock_until + 1 END,
                 CASE WHEN j.place <= %(floor)s
                           AND %(today)s < j.first_on + %(probation)s
                      THEN j.first_on + %(probation)s END) AS next_judged_on,
           j.current, j.place, j.lock_tier_id IS NOT NULL AS is_locked,
           %(factors)s AS factors
      FROM (%(judged)s) j
"""
FIGURES = (
    *("tier_id", "computed_tier_id", "below_since", "at_risk_until", "factors"),
    *("amount", "amount_before", "occasions", "first_on", "last_on", "criteria_id"),
    "next_judged_on",
)
DIFFERENT = """
    SELECT r.*, s.tier_id AS old_tier_id, s.at_risk_until AS old_at_risk_until,
           (r.computed_tier_id, r.below_since)
               IS DISTINCT FROM (s.computed_tier_id, s.below_since) AS moves,
           CASE WHEN s.tier_id IS NULL THEN 'first'
                WHEN r.is_locked AND r.tier_id <> r.computed_tier_id THEN 'lock'
                WHEN NOT r.is_locked AND s.tier_id <> s.computed_tier_id
                     THEN 'lock_over'
                WHEN s.criteria_id <> r.criteria_id THEN 'criteria'
                WHEN COALESCE(%(old_place)s, 0) > r.place THEN 'up'
                ELSE 'down' END AS cause
      FROM (SELECT *, %(criteria)s AS criteria_id FROM (%(result)s) r) r
 LEFT JOIN customer_standing s ON s.id = r.standing_id
     WHERE (%(new)s) IS DISTINCT FROM (%(stored)s)
"""
UPDATE = """
    UPDATE customer_standing s
       SET %(assignments)s,
           base_tier_id = CASE WHEN c.moves AND s.changed_on < %(today)s
                               THEN s.computed_tier_id ELSE s.base_tier_id END,
           base_below_since = CASE WHEN c.moves AND s.changed_on < %(today)s
                                   THEN s.below_since ELSE s.base_below_since END,
           changed_on = CASE WHEN c.moves THEN GREATEST(%(today)s, s.changed_on)
                             ELSE s.changed_on END,
           cause = CASE WHEN c.tier_id IS DISTINCT FROM c.old_tier_id
                        THEN c.cause ELSE s.cause END
      FROM %(changed)s c WHERE s.id = c.standing_id
"""
INSERT = """
    INSERT INTO customer_standing
           (partner_id, company_id, changed_on, cause, %(columns)s)
    SELECT partner_id, %(company)s, %(today)s, cause, %(columns)s
      FROM %(changed)s WHERE standing_id IS NULL
"""
#: History is kept by days: what was changed again on the same day has not been.
PERIODS = (
    """
    DELETE FROM customer_standing_period p USING %(moved)s c
     WHERE p.partner_id = c.partner_id AND p.company_id = %(company)s
       AND p.origin_id = 0 AND p.valid_to IS NULL AND p.valid_from >= %(today)s
    """,
    """
    UPDATE customer_standing_period p SET valid_to = NULL FROM %(moved)s c
     WHERE p.partner_id = c.partner_id AND p.company_id = %(company)s
       AND p.origin_id = 0 AND p.valid_to = %(today)s AND p.tier_id = c.tier_id
    """,
    """
    UPDATE customer_standing_period p SET valid_to = %(today)s FROM %(moved)s c
     WHERE p.partner_id = c.partner_id AND p.company_id = %(company)s
       AND p.origin_id = 0 AND p.valid_to IS NULL AND p.tier_id <> c.tier_id
    """,
    # Who has a period is looked up before the first row is written: of a table that was
    # empty PostgreSQL would read all that it has written by then, for each row.
    """
    WITH under_way AS MATERIALIZED (
         SELECT p.partner_id
           FROM %(moved)s c JOIN customer_standing_period p USING (partner_id)
          WHERE p.company_id = %(company)s AND p.origin_id = 0 AND p.valid_to IS NULL)
    INSERT INTO customer_standing_period
           (partner_id, company_id, origin_id, tier_id, valid_from, cause, factors,
            criteria_id)
    SELECT c.partner_id, %(company)s, 0, c.tier_id, %(today)s, c.cause, c.factors,
           c.criteria_id
      FROM %(moved)s c
     WHERE NOT EXISTS (SELECT FROM under_way u WHERE u.partner_id = c.partner_id)
    """,
)
#: Contacts that are customers no more: they belong to another one, or work here; or
#: they went while a run wrote of them.
ENDED = """
    DELETE FROM customer_standing
     WHERE id IN (SELECT s.id FROM customer_standing s
               LEFT JOIN res_partner p ON p.id = s.partner_id
                   WHERE s.company_id = %(company)s AND %(mine)s
                     AND (p.id IS NULL OR p.commercial_partner_id <> p.id
                          OR p.id IN (%(own)s)))
    RETURNING partner_id
"""
CLOSED = (
    """
    DELETE FROM customer_standing_period h
     WHERE partner_id = ANY(%(ids)s)
       AND NOT EXISTS (SELECT FROM res_partner p WHERE p.id = h.partner_id)
    """,
    """
    DELETE FROM customer_standing_period
     WHERE partner_id = ANY(%(ids)s) AND company_id = %(company)s AND origin_id = 0
       AND valid_to IS NULL AND valid_from >= %(today)s
    """,
    """
    UPDATE customer_standing_period SET valid_to = %(today)s
     WHERE partner_id = ANY(%(ids)s) AND company_id = %(company)s AND origin_id = 0
       AND valid_to IS NULL
    """,
)


@dataclass
class Outcome:
    """What a run has done, in customers."""

    judged: int = 0
    written: int = 0
    moved: int = 0
    at_risk: int = 0
    ended: int = 0
    #: Ids of customers who were left as they are, for want of a currency's rate.
    skipped: list[int] = field(default_factory=list)


class Run:
    """Judges the customers of a company, in superuser mode.

    :param entities: ids of the customers to be judged, or None for all
    """

    def __init__(self, engine, criteria: Criteria, criteria_id: int, frame: Frame):
        self.engine, self.env = engine, engine.env
        self.criteria, self.criteria_id, self.frame = criteria, criteria_id, frame

    def run(self, entities: tuple[int, ...] | None = None) -> Outcome:
        """Judge, and write what differs; :meth:`changes` gives who has moved."""
        self.env.flush_all()
        mine = SQL("TRUE")
        if entities is not None:
            mine = SQL("partner_id = ANY(%s)", list(entities))
        outcome = Outcome(ended=self._end(mine))
        self._stage(mine)
        self._write()
        self._count(outcome)
        for name in ("customer.standing", "customer.standing.period"):
            self.env[name].invalidate_model(flush=False)
        return outcome

    def _execute(self, query: str | SQL, **values) -> list[tuple]:
        self.env.cr.execute(query if isinstance(query, SQL) else SQL(query, **values))
        return self.env.cr.fetchall() if self.env.cr.description else []

    def _end(self, mine: SQL) -> int:
        values = {"company": self.frame.company, "today": self.frame.today}
        rows = self._execute(ENDED, mine=mine, own=SQL(fact_statement.OWN), **values)
        if rows:
            ids = [partner_id for (partner_id,) in rows]
            for query in CLOSED:
                self._execute(query, ids=ids, **values)
        return len(rows)

    def _stage(self, mine: SQL) -> None:
        criteria, frame = self.criteria, self.frame
        facts = fact_statement.facts(
            criteria,
            frame,
            self.engine._fact_sources(frame),
            self.engine._satisfaction_source(frame),
        )
        make_table(self._execute, FACTS, facts)
        make_table(self._execute, CHANGED, self._different(mine))

    def _to_judge(self, mine: SQL) -> SQL:
        base = (
            "(CASE WHEN s.changed_on >= %s THEN s.base_tier_id"
            " ELSE s.computed_tier_id END)"
        )
        today = self.frame.today
        return SQL(
            TO_JUDGE,
            current=tier_statement.places(self.criteria, SQL(base, today)),
            today=today,
            metrics=metric_columns(self.criteria),
            facts=SQL.identifier(FACTS),
            company=self.frame.company,
            mine=mine,
        )

    def _different(self, mine: SQL) -> SQL:
        criteria, today = self.criteria, self.frame.today
        through = SQL(
            "partner_id, standing_id, first_on, last_on, amount, amount_before,"
            " occasions, lock_tier_id, lock_until, lock_floor%s",
            kept_metrics(criteria),
        )
        lock_place = tier_statement.places(criteria, SQL("j.lock_tier_id"))
        floored = SQL("LEAST(j.place, %s)", lock_place)
        result = SQL(
            RESULT,
            computed=tier_statement.tiers(criteria, SQL("j.place")),
            lock_place=lock_place,
            floored=tier_statement.tiers(criteria, floored),
            grace=criteria.grace,
            probation=criteria.probation,
            floor=criteria.rank.get(criteria.floor, -1),
            today=today,
            factors=as_json(criteria),
            judged=tier_statement.judged(
                criteria, self._to_judge(mine), today, through
            ),
        )
        return SQL(
            DIFFERENT,
            old_place=tier_statement.places(criteria, SQL("s.tier_id")),
            criteria=self.criteria_id,
            result=result,
            new=_columns("r"),
            stored=_columns("s"),
        )

    def _write(self) -> None:
        changed = SQL.identifier(CHANGED)
        values = {
            "changed": changed,
            "today": self.frame.today,
            "company": self.frame.company,
            "columns": SQL(", ").join(map(SQL.identifier, FIGURES)),
        }
        assignments = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), SQL.identifier("c", name))
            for name in FIGURES
        )
        self._execute(UPDATE, assignments=assignments, **values)
        self._execute(INSERT, **values)
        moved = SQL(
            "(SELECT * FROM %s WHERE tier_id IS DISTINCT FROM old_tier_id)", changed
        )
        for query in PERIODS:
            self._execute(query, moved=moved, **values)

    def _count(self, outcome: Outcome) -> None:
        [figures] = self._execute(
            """
            SELECT (SELECT COUNT(*) FROM %(facts)s WHERE unrated IS NOT TRUE),
                   COUNT(*),
                   COUNT(*) FILTER (WHERE tier_id IS DISTINCT FROM old_tier_id),
                   COUNT(*) FILTER (WHERE at_risk_until IS NOT NULL
                                          AND old_at_risk_until IS NULL)
              FROM %(changed)s
            """,
            facts=SQL.identifier(FACTS),
            changed=SQL.identifier(CHANGED),
        )
        outcome.judged, outcome.written, outcome.moved, outcome.at_risk = figures
        rows = self._execute(
            "SELECT partner_id FROM %(facts)s WHERE unrated ORDER BY partner_id",
            facts=SQL.identifier(FACTS),
        )
        outcome.skipped = [partner_id for (partner_id,) in rows]

    def changes(self):
        """Lists of who has another tier now, as ``_on_tier_changed`` takes them."""
        query = """
            SELECT partner_id, old_tier_id, tier_id, cause FROM %(changed)s
             WHERE tier_id IS DISTINCT FROM old_tier_id
             ORDER BY partner_id
        """
        for rows in self._in_chunks(MOVES, query):
            yield [
                {
                    "partner_id": partner,
                    "company_id": self.frame.company,
                    "old_tier_id": old or False,
                    "new_tier_id": new,
                    "cause": cause,
                }
                for partner, old, new, cause in rows
            ]

    def at_risk(self):
        """Standings of those who are at risk since this run, some at a time.

        Looked up one by one: of a table that was empty a moment ago PostgreSQL expects
        so little that it would read all of it for each of these few.
        """
        query = """
            SELECT (SELECT s.id FROM customer_standing s
                     WHERE s.partner_id = c.partner_id AND s.company_id = %(company)s)
              FROM %(changed)s c
             WHERE c.at_risk_until IS NOT NULL AND c.old_at_risk_until IS NULL
             ORDER BY c.partner_id
        """
        for rows in self._in_chunks(AT_RISK, query):
            yield self.env["customer.standing"].browse(row[0] for row in rows)

    def _in_chunks(self, name: str, query: str):
        """Give the rows of a query some at a time; it is carried out once."""
        cursor = SQL.identifier(name)
        rows = SQL(query, changed=SQL.identifier(CHANGED), company=self.frame.company)
        self._execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", cursor, rows))
        while some := self._execute(SQL("FETCH %s FROM %s", CHUNK, cursor)):
            yield some
        self._execute(SQL("CLOSE %s", cursor))


def _columns(table: str) -> SQL:
    return SQL(", ").join(SQL.identifier(table, name) for name in FIGURES)
