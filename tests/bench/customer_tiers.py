"""Tiers of customers, beside the same statements by hand and the bare aggregate."""

from datetime import date, timedelta
from pathlib import Path

from odoo import Command, fields

from .report import Asked, Row, ratio
from .rows import insert_many
from .stopwatch import Sample, compare, timed
from .system import System

#: Invoices and refunds of each customer, on average.
INVOICES, REFUNDS = 5, 0.2
#: Purchases spread over so many days.
DAYS = 900
DIRTY = 2_000
MOST_MEMORY = 1  # GB that Odoo takes
CUSTOMERS = """
    INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, active,
                             partner_share, type, autopost_bills)
    SELECT id, id, 'Customer ' || n, 'Customer ' || n, TRUE, TRUE, 'contact', 'ask'
      FROM (SELECT n, nextval('res_partner_id_seq') AS id
              FROM generate_series(1, %(count)s) n) made
"""
#: Money and days by the number of the row: the same in every run, and spread widely.
MOVES = """
    INSERT INTO account_move
           (name, state, move_type, auto_post, journal_id, company_id, currency_id,
            partner_id, commercial_partner_id, date, invoice_date,
            amount_untaxed_signed)
    SELECT %(kind)s || n, 'posted', %(kind)s, 'no', %(journal)s, %(company)s,
           %(currency)s, %(first)s + (n * 7919) %% %(count)s,
           %(first)s + (n * 7919) %% %(count)s, d.day, d.day,
           %(sign)s * (10 + (n * 104729) %% 50000)
      FROM generate_series(1::bigint, %(rows)s) n
      CROSS JOIN LATERAL (
           SELECT %(today)s - ((n * 15485863) %% %(days)s)::int AS day) d
"""
#: A refund of every 25th invoice: half of them wholly.
REVERSALS = """
    UPDATE account_move r
       SET reversed_entry_id = m.id, partner_id = m.partner_id,
           invoice_date = LEAST(m.invoice_date + 20, %(today)s),
           amount_untaxed_signed = -m.amount_untaxed_signed / (1 + m.id %% 2)
      FROM (SELECT id, partner_id, invoice_date, amount_untaxed_signed,
                   row_number() OVER (ORDER BY id) AS n
              FROM account_move WHERE move_type = 'out_invoice' AND id %% 25 = 0) m
      JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n
              FROM account_move WHERE move_type = 'out_refund') w ON w.n = m.n
     WHERE r.id = w.id
"""
BARE = """
    SELECT COUNT(*), SUM(amount), SUM(days) FROM (
        SELECT p.commercial_partner_id, SUM(m.amount_untaxed_signed) AS amount,
               COUNT(DISTINCT m.invoice_date) AS days
          FROM account_move m JOIN res_partner p ON p.id = m.partner_id
         WHERE m.company_id = %(company)s AND m.state = 'posted'
           AND m.move_type IN ('out_invoice', 'out_refund')
           AND m.invoice_date <= %(today)s
         GROUP BY 1) s
"""
#: What somebody would write who knows the tables and these criteria.
BY_HAND = (
    """
    CREATE TEMPORARY TABLE hand_facts ON COMMIT DROP AS
    SELECT entity AS partner_id,
           MIN(day) FILTER (WHERE occasion) AS first_on,
           MAX(day) FILTER (WHERE occasion) AS last_on,
           GREATEST(COALESCE(SUM(sold) FILTER (WHERE day > %(year)s), 0), 0) AS amount,
           GREATEST(COALESCE(SUM(sold) FILTER (
               WHERE day > %(two)s AND day <= %(year)s), 0), 0) AS before,
           COUNT(DISTINCT day) FILTER (
               WHERE occasion AND day > %(year)s)::int AS occasions
      FROM (
        SELECT p.commercial_partner_id AS entity, d.day, d.sold, d.occasion
          FROM (
            SELECT m.partner_id, m.invoice_date AS day,
                   GREATEST(m.amount_untaxed_signed + COALESCE(r.amount, 0), 0) AS sold,
                   m.amount_untaxed_signed + COALESCE(r.amount, 0) > 0 AS occasion
              FROM account_move m
         LEFT JOIN (SELECT reversed_entry_id AS id, SUM(amount_untaxed_signed) AS amount
                      FROM account_move
                     WHERE company_id = %(company)s AND move_type = 'out_refund'
                       AND state = 'posted' AND invoice_date <= %(today)s
                     GROUP BY 1) r ON r.id = m.id
             WHERE m.company_id = %(company)s AND m.state = 'posted'
               AND m.move_type = 'out_invoice' AND m.invoice_date <= %(today)s
             UNION ALL
            SELECT m.partner_id, m.invoice_date, m.amount_untaxed_signed, FALSE
              FROM account_move m
             WHERE m.company_id = %(company)s AND m.state = 'posted'
               AND m.move_type = 'out_refund' AND m.reversed_entry_id IS NULL
               AND m.invoice_date <= %(today)s) d
          JOIN res_partner p ON p.id = d.partner_id) documents
     GROUP BY 1
    """,
    """
    CREATE TEMPORARY TABLE hand_changed ON COMMIT DROP AS
    SELECT * FROM (
        SELECT f.*, s.id AS standing_id, s.tier_id AS old_tier_id,
               CASE WHEN f.amount >= 60000 AND f.occasions >= 3 THEN %(important)s
                    WHEN s.tier_id = %(important)s AND (
                         f.amount >= 40000 AND f.occasions >= 2
                         OR %(today)s < COALESCE(s.below_since, %(today)s) + 60)
                         THEN %(important)s
                    WHEN %(today)s - f.first_on <= 180 THEN %(potential)s
                    ELSE %(general)s END AS tier_id,
               CASE WHEN s.tier_id = %(important)s
                         AND NOT (f.amount >= 40000 AND f.occasions >= 2)
                    THEN COALESCE(s.below_since, %(today)s) END AS below_since,
               jsonb_build_object('amount_12', f.amount, 'frequency_12', f.occasions)
                    AS factors
          FROM hand_facts f
     LEFT JOIN customer_standing s ON s.partner_id = f.partner_id
           AND s.company_id = %(company)s) n
     WHERE standing_id IS NULL OR tier_id <> old_tier_id
    """,
    """
    INSERT INTO customer_standing
           (partner_id, company_id, tier_id, computed_tier_id, below_since, factors,
            amount, amount_before, occasions, first_on, last_on, criteria_id,
            changed_on, cause)
    SELECT partner_id, %(company)s, tier_id, tier_id, below_since, factors, amount,
           before, occasions, first_on, last_on, %(criteria)s, %(today)s, 'first'
      FROM hand_changed
    """,
    """
    INSERT INTO customer_standing_period
           (partner_id, company_id, origin_id, tier_id, valid_from, cause, factors,
            criteria_id)
    SELECT partner_id, %(company)s, 0, tier_id, %(today)s, 'first', factors,
           %(criteria)s
      FROM hand_changed
    """,
)
#: What a run of the next day has changed, to be compared with what it says.
KEPT = """
    CREATE TEMPORARY TABLE bench_kept ON COMMIT DROP AS
    SELECT %(columns)s FROM customer_standing
"""
CHANGED = """
    SELECT COUNT(*) FROM (SELECT %(columns)s FROM customer_standing
                          EXCEPT SELECT * FROM bench_kept) changed
"""
COLUMNS = """
    partner_id, tier_id, below_since, factors, amount, occasions, amount_before,
    first_on, last_on, next_judged_on
"""
#: Of the customers that were made; the template has a few of its own.
TIERS = """
    SELECT tier_id, COUNT(*) FROM customer_standing
     WHERE company_id = %(company)s AND partner_id BETWEEN %(first)s AND %(last)s
     GROUP BY 1 ORDER BY 1
"""


def measure(system: System, rounds: int, count: int) -> list[Row]:
    """Return the rows on so many customers."""
    shop = Shop(system, count)
    by_us, by_hand = shop.tiers(shop.run), shop.tiers(shop.hand)
    assert by_us == by_hand, (by_us, by_hand)
    forget_peak()
    ways = {"run": shop.run, "hand": shop.hand, "bare": shop.bare}
    took = compare(rounds, ways, are_warm=True)  # by the tiers just compared
    memory = peak()
    shop.keep()
    few = compare(rounds, {"dirty": shop.dirty, "full": shop.again})
    written = shop.check_next_day()
    work = f"All tiers of {count:,} customers for the first time"
    return [
        ratio(work, "the same SQL by hand", took["run"], took["hand"], Asked("≤", 1.2)),
        ratio(work, "the bare aggregate", took["run"], took["bare"], Asked("≤", 4)),
        Row(
            f"{work}: memory of Odoo",
            "",
            memory,
            "peak of the process",
            Asked("≤", MOST_MEMORY, "{:g} GB"),
            "{:.2f} GB",
        ),
        ratio(
            f"All tiers of {count:,} customers once more: nothing differs",
            "the bare aggregate",
            few["full"],
            took["bare"],
            Asked("≤", 4),
        ),
        ratio(
            f"Tiers of {min(DIRTY, count):,} customers with something new",
            f"all {count:,} once more",
            few["dirty"],
            few["full"],
            Asked("≤", 1 / 20, "{:.2f} ×"),
        ),
        Row(
            f"Tiers of {count:,} customers on the next day: written",
            "all",
            written / count,
            f"{written:,} customers, those that are different",
            Asked("≤", 0.1, "{:g} ×"),
            "{:.4f} ×",
        ),
    ]


def forget_peak() -> None:
    """Begin anew with the peak of this process's memory."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


def peak() -> float:
    """Return the peak of this process's memory in GB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    _name, _colon, rest = status.partition("VmHWM:")
    return int(rest.split()[0]) / 2**20


class Shop:
    """A company with customers, invoices and criteria."""

    def __init__(self, system: System, count: int) -> None:
        self.system, self.count = system, count
        self.today = date.today()
        with system.opened() as env:
            self._fill(env)
        with system.opened() as env:
            env.cr.execute("ANALYZE")

    def _fill(self, env) -> None:
        company = env.company
        journal = env["account.journal"].create(
            {"name": "Bench", "code": "BENCH", "type": "general"}
        )
        insert_many(env, CUSTOMERS, {"count": self.count})
        env.cr.execute("SELECT MIN(id) FROM res_partner WHERE name LIKE 'Customer %%'")
        [first] = env.cr.fetchone()
        self.first = first
        values = {
            "journal": journal.id,
            "company": company.id,
            "currency": company.currency_id.id,
            "first": first,
            "count": self.count,
            "today": self.today,
            "days": DAYS,
        }
        for kind, each, sign in (
            ("out_invoice", INVOICES, 1),
            ("out_refund", REFUNDS, -1),
        ):
            rows = int(self.count * each)
            mine = {"kind": kind, "rows": rows, "sign": sign}
            insert_many(env, MOVES, values | mine)
        env.cr.execute(REVERSALS, values)
        env.invalidate_all()
        self._publish(env)

    def _publish(self, env) -> None:
        tiers = env["customer.tier"].search([("company_id", "=", env.company.id)])
        tiers = tiers.grouped("code")
        lines = [
            ("important", {"factor": "amount", "enter": 60_000, "stay": 40_000}),
            ("important", {"factor": "frequency", "enter": 3, "stay": 2}),
            (
                "potential",
                {"factor": "tenure", "at_most": True, "enter": 180, "stay": 180},
            ),
        ]
        criteria = env["customer.criteria"].create(
            {
                "name": "Bench",
                "date_from": "2020-01-01",
                "basis": "invoice",
                "grace_days": 60,
                "foot_tier_id": tiers["general"].id,
                "line_ids": [
                    Command.create({"tier_id": tiers[code].id, **line})
                    for code, line in lines
                ],
            }
        )
        criteria.action_publish()
        self.values = {
            "company": env.company.id,
            "today": self.today,
            "year": fields.Date.subtract(self.today, years=1),
            "two": fields.Date.subtract(self.today, years=2),
            "criteria": criteria.id,
            "first": self.first,
            "last": self.first + self.count - 1,
        } | {code: tier.id for code, tier in tiers.items()}

    def _judge(self, env, ids=None, today=None):
        engine = env["customer.tier.engine"]
        return engine._run_company(env.company, ids, today or self.today)

    def run(self, look=None) -> Sample:
        """Judge all for the first time; take it back."""
        with self.system.opened() as env:
            with timed(env) as sample:
                outcome = self._judge(env)
            assert outcome.judged == outcome.written == outcome.moved
            if look:
                look(env)
            env.cr.rollback()
        return sample

    def hand(self, look=None) -> Sample:
        """Run the statements by hand; take them back."""
        with self.system.opened() as env:
            with timed(env) as sample:
                for query in BY_HAND:
                    env.cr.execute(query, self.values)
            if look:
                look(env)
            env.cr.rollback()
        return sample

    def bare(self) -> Sample:
        """Aggregate, and nothing else."""
        with self.system.opened() as env, timed(env) as sample:
            env.cr.execute(BARE, self.values)
            env.cr.fetchall()
        return sample

    def tiers(self, way) -> list:
        """How many customers each tier has, by one way or the other."""
        found = []

        def look(env):
            env.cr.execute(TIERS, self.values)
            found.extend(env.cr.fetchall())

        way(look)
        return found

    def keep(self) -> None:
        """Judge all, and leave it so."""
        with self.system.opened() as env:
            self._judge(env)
        with self.system.opened() as env:
            env.cr.execute("ANALYZE")

    def dirty(self) -> Sample:
        """Judge some, far apart."""
        step = max(self.count // DIRTY, 1)
        ids = list(range(self.first, self.first + self.count, step))[:DIRTY]
        with self.system.opened() as env, timed(env) as sample:
            self._judge(env, ids)
        return sample

    def again(self) -> Sample:
        """Judge all once more: nothing differs."""
        with self.system.opened() as env:
            with timed(env) as sample:
                outcome = self._judge(env)
            assert outcome.written == 0, outcome
        return sample

    def check_next_day(self) -> int:
        """Fail unless the run of the next day writes only what is different then.

        :return: how many customers that are
        """
        with self.system.opened() as env:
            env.cr.execute(KEPT % {"columns": COLUMNS})
            outcome = self._judge(env, today=self.today + timedelta(days=1))
            env.cr.execute(CHANGED % {"columns": COLUMNS})
            [changed] = env.cr.fetchone()
            assert outcome.written == changed, (outcome, changed)
            env.cr.rollback()
        return changed
