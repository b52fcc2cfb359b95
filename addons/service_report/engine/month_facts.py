"""Reads what the complaints of a month, and of the months before, add up to.

With the one definition that each figure has, and one query a figure however many parts
and months there are. In superuser mode: a report is about the whole company.
"""

from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

from ..core.month_report import WHOLE, Facts, Kind, Repeat, Sum, first_month

#: Which share of promises was kept, and how many complaints there were.
COUNTED, KEPT = "requests_received", "promises_kept"
#: What is said of complaints, in the order of the report.
FIGURES = (
    COUNTED,
    KEPT,
    "first_response",
    "resolution_time",
    "resolution_rate",
    "reopened",
    "results_accepted",
    "sent_back",
)
#: More matters than these are no list that anybody reads.
MOST_REPEATS = 20
SUMS = """
    SELECT date_trunc('month', facts.date)::date AS month, %(which)s AS place,
           %(columns)s, SUM(facts.value), SUM(facts.n)
      FROM (%(relation)s) facts
           %(joined)s
     WHERE ticket.is_complaint AND facts.company_id = %(company)s
       AND facts.date >= %(first)s AND facts.date <= %(last)s
  GROUP BY GROUPING SETS (%(sets)s)
"""
REPEATS = """
    WITH complained AS (
        SELECT DISTINCT ticket.id, COALESCE(ticket.repeat_of_id, ticket.id) AS root_id
          FROM (%(relation)s) facts
          JOIN helpdesk_ticket ticket ON ticket.id = facts.res_id
         WHERE ticket.is_complaint AND facts.company_id = %(company)s
           AND facts.date >= %(first)s AND facts.date <= %(last)s
    ), matter AS (
        SELECT root_id, COUNT(*) AS in_month FROM complained GROUP BY root_id
    ), told AS (
        SELECT matter.root_id, matter.in_month, COUNT(DISTINCT facts.res_id) AS count
          FROM matter
          JOIN helpdesk_ticket ticket
            ON ticket.id = matter.root_id OR ticket.repeat_of_id = matter.root_id
          JOIN (%(relation)s) facts ON facts.res_id = ticket.id
         WHERE facts.date <= %(last)s
      GROUP BY matter.root_id, matter.in_month
    )
    SELECT root.id, root.number, root.name, root.complaint_kind_id, told.in_month,
           told.count
      FROM told
      JOIN helpdesk_ticket root ON root.id = told.root_id
     WHERE told.count > 1
  ORDER BY told.count DESC, told.in_month DESC, root.id
     LIMIT %(most)s
"""


def load(env, company, month, limits, parts):
    """The facts of a month, for the core.

    :param parts: {code: column of the ticket}, by what complaints are broken down
    :rtype: Facts
    """
    env.flush_all()
    registry = env["service.indicator"].sudo()
    indicators = {
        indicator.code: indicator
        for indicator in registry._indicators()
        if indicator.code in FIGURES
    }
    codes = [code for code in FIGURES if code in indicators]
    period = {
        "company": company.id,
        "first": first_month(month, limits),
        "last": month + relativedelta(day=31),
    }
    sums = [
        one
        for code in codes
        for one in _sums(
            env, indicators[code], parts if code in (COUNTED, KEPT) else {}, period
        )
    ]
    repeats = _repeats(env, indicators[COUNTED], period | {"first": month})
    return Facts(
        month=month,
        counted=COUNTED,
        kept=KEPT,
        kinds=[
            Kind(code, indicators[code].unit, indicators[code].direction)
            for code in codes
        ],
        sums=sums,
        parts=list(parts),
        names=_names(env, parts, sums, repeats),
        repeats=repeats,
    )


def _sums(env, indicator, parts, period):
    """Sums of a figure, of the whole and by each part, with one query."""
    columns = {
        code: SQL.identifier(
            "facts" if column in indicator.dimensions else "ticket", column
        )
        for code, column in parts.items()
    }
    month = SQL("date_trunc('month', facts.date)::date")
    sets = [SQL("(%s)", month)]
    sets += [SQL("(%s, %s)", month, column) for column in columns.values()]
    which = SQL("0")
    if columns:
        which = SQL("GROUPING(%s)", SQL(", ").join(columns.values()))
    query = SQL(
        SUMS,
        which=which,
        columns=SQL(", ").join(columns.values()) if columns else SQL("NULL"),
        relation=indicator.relation(),
        joined=_joined(indicator),
        sets=SQL(", ").join(sets),
        **period,
    )
    codes = list(parts)
    for when, place, *keys, total, n in env.execute_query(query):
        # Of GROUPING, the bit of what a row is about is not set: the first is highest.
        about = [
            at for at in range(len(codes)) if not place >> (len(codes) - 1 - at) & 1
        ]
        dimension = codes[about[0]] if about else WHOLE
        key = keys[about[0]] if about else None
        yield Sum(indicator.code, dimension, key, when, float(total or 0), int(n or 0))


def _joined(indicator):
    """From the records behind a figure to their requests."""
    if indicator.model == "service.deadline":
        return SQL(
            """
            JOIN service_deadline promise ON promise.id = facts.res_id
                 AND promise.res_model = 'helpdesk.ticket'
            JOIN helpdesk_ticket ticket ON ticket.id = promise.res_id
            """
        )
    return SQL("JOIN helpdesk_ticket ticket ON ticket.id = facts.res_id")


def _repeats(env, indicator, period):
    rows = env.execute_query(
        SQL(REPEATS, relation=indicator.relation(), most=MOST_REPEATS, **period)
    )
    return [Repeat(*row) for row in rows]


def _names(env, parts, sums, repeats):
    """Names of the parts in all languages, as they are now: one query a model."""
    wanted = defaultdict(set)
    for one in sums:
        if one.dimension and one.key is not None:
            wanted[one.dimension].add(one.key)
    wanted["kind"].update(repeat.kind for repeat in repeats if repeat.kind)
    ticket = env["helpdesk.ticket"]
    names = {}
    for code, keys in wanted.items():
        model = ticket._fields[parts[code]].comodel_name if code in parts else None
        if not model or not keys:
            continue
        rows = env.execute_query(
            SQL(
                "SELECT id, %s FROM %s WHERE id = ANY(%s)",
                SQL.identifier("name"),
                SQL.identifier(env[model]._table),
                list(keys),
            )
        )
        names |= {(code, res_id): name for res_id, name in rows}
    return names
