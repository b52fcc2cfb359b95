"""The facts of all customers of a company as one statement."""

from collections.abc import Iterable

from odoo.tools import SQL

from ..core.rules import Criteria
from .frame import Frame

#: Most contacts are their own entity: only the others are looked up.
FACTS = """
    SELECT entity AS partner_id,
           MIN(day) FILTER (WHERE occasion) AS first_on,
           MAX(day) FILTER (WHERE occasion) AS last_on,
           %(amount)s AS amount, %(before)s AS amount_before,
           %(occasions)s AS occasions, BOOL_OR(unrated) AS unrated%(metrics)s
      FROM (SELECT COALESCE(p.commercial_partner_id, d.partner_id) AS entity, d.*
              FROM (%(sources)s) d
         LEFT JOIN (SELECT id, commercial_partner_id FROM res_partner
                     WHERE commercial_partner_id <> id) p ON p.id = d.partner_id
             WHERE d.partner_id IS NOT NULL) documents
     GROUP BY entity
"""
#: Own companies, and people who work here: no customers of ours.
OWN = """
    SELECT partner_id FROM res_company
     UNION ALL SELECT partner_id FROM res_users WHERE share IS NOT TRUE
     UNION ALL SELECT work_contact_id FROM hr_employee WHERE work_contact_id IS NOT NULL
"""


def facts(
    criteria: Criteria,
    frame: Frame,
    sources: Iterable[SQL],
    satisfaction: SQL | None = None,
) -> SQL:
    """Return the statement: a row for each commercial entity that has documents.

    Columns: ``partner_id``, ``first_on``, ``last_on``, ``amount``, ``amount_before``,
    ``occasions`` (of the main window), ``unrated``, and one for each figure that a
    threshold looks at, named after it.

    :param satisfaction: rows of (partner_id, day, score), or None: nobody is asked
    """
    columns = {
        key: _metric(factor, months or criteria.months, criteria, frame)
        for key, (factor, months) in criteria.metrics.items()
        if factor not in ("satisfaction", "tenure", "recency")
    }
    main = criteria.months
    inner = SQL(
        FACTS,
        amount=_sum("sold", frame, main),
        before=_sum("sold", frame, 2 * main, main),
        occasions=_days(frame, main),
        metrics=SQL("").join(
            SQL(", %s AS %s", metric, SQL.identifier(key))
            for key, metric in columns.items()
        ),
        sources=SQL(" UNION ALL ").join(sources),
    )
    outer = [SQL("f.*")]
    joins = [SQL("FROM (%s) f", inner)]
    for key, (factor, months) in criteria.metrics.items():
        if factor == "tenure":
            outer.append(SQL("%s - f.first_on AS tenure", frame.today))
        elif factor == "recency":
            outer.append(SQL("%s - f.last_on AS recency", frame.today))
        elif factor == "satisfaction":
            outer.append(_satisfaction(key, satisfaction))
            joins.append(_satisfaction_join(key, months, frame, satisfaction))
    return SQL(
        "SELECT %s %s WHERE f.partner_id NOT IN (%s)",
        SQL(", ").join(outer),
        SQL(" ").join(joins),
        SQL(OWN),
    )


def _sum(column: str, frame: Frame, months: int, before: int = 0) -> SQL:
    """An amount of a window, which refunds do not take below nothing."""
    return SQL(
        "GREATEST(COALESCE(SUM(%s) FILTER (WHERE day > %s AND day <= %s), 0), 0)",
        SQL.identifier(column),
        frame.since(months),
        frame.since(before),
    )


def _days(frame: Frame, months: int) -> SQL:
    """Occasions of a window: documents of one day are one."""
    return SQL(
        "COUNT(DISTINCT day) FILTER (WHERE occasion AND day > %s)::int",
        frame.since(months),
    )


def _metric(factor: str, months: int, criteria: Criteria, frame: Frame) -> SQL:
    if factor == "amount":
        return _sum("sold", frame, months)
    if factor == "frequency":
        return _days(frame, months)
    if factor == "trend":
        return SQL(
            "ROUND(100 * %s / NULLIF(%s, 0), 1)",
            _sum("sold", frame, months),
            _sum("sold", frame, 2 * months, months),
        )
    if factor == "quoted":
        return SQL(
            "COALESCE(SUM(quoted) FILTER (WHERE day > %s), 0)", frame.since(months)
        )
    return _retained(criteria.months, frame)


def _retained(months: int, frame: Frame) -> SQL:
    """How many periods up to now, one after the other, had an occasion: one bit for
    each, and the ones at the end counted."""
    today = frame.today
    period = SQL(
        "((%(year)s - EXTRACT(YEAR FROM day)::int) * 12"
        " + %(month)s - EXTRACT(MONTH FROM day)::int"
        " - (EXTRACT(DAY FROM day)::int > %(day)s)::int) / %(months)s",
        year=today.year,
        month=today.month,
        day=today.day,
        months=months,
    )
    mask = SQL(
        "COALESCE(BIT_OR(1::bigint << LEAST(%s, 62)) FILTER (WHERE occasion), 0)",
        period,
    )
    return SQL("LENGTH(SUBSTRING(REVERSE((%s)::bit(64)::text) FROM '^1*'))::int", mask)


def _satisfaction(key: str, source: SQL | None) -> SQL:
    name = SQL.identifier(key)
    if source is None:
        return SQL("NULL::numeric AS %s", name)
    return SQL("%s.score AS %s", SQL.identifier(f"of_{key}"), name)


def _satisfaction_join(key: str, months: int, frame: Frame, source) -> SQL:
    if source is None:
        return SQL("")
    return SQL(
        """
        LEFT JOIN (SELECT p.commercial_partner_id AS entity,
                          ROUND(AVG(s.score)::numeric, 2) AS score
                     FROM (%(source)s) s JOIN res_partner p ON p.id = s.partner_id
                    WHERE s.day > %(since)s AND s.day <= %(today)s
                    GROUP BY 1) %(name)s ON %(name)s.entity = f.partner_id
        """,
        source=source,
        since=frame.since(months),
        today=frame.today,
        name=SQL.identifier(f"of_{key}"),
    )
