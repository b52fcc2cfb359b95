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
    "satisfaction",
    "sent_back",
)
#: More matters than these are no list that anybody reads.
MOST_REPEATS = 20
COMPLAINTS = """
      FROM (%(relation)s) facts
           %(joined)s
     WHERE ticket.is_complaint AND facts.company_id = %(company)s
       AND facts.date >= %(first)s AND facts.date <= %(last)s
"""
SUMS = """
    SELECT month, %(which)s AS place, %(columns)s, SUM(value), SUM(n)
      FROM (
        SELECT date_trunc('month', facts.date)::date AS month, facts.value, facts.n
               %(parts)s
               %(complaints)s
      ) counted
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
        "last": _end(month),
    }
    sums = [
        one
        for code in codes
        for one in _sums(
            env, indicators[code], parts if code in (COUNTED, KEPT) else {}, period
        )
    ]
    of_month = period | {"first": month}
    repeats = _repeats(env, indicators[COUNTED], of_month)
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
        titles=_titles(env, indicators[COUNTED], of_month),
    )


def behind(env, company, month, source, key):
    """Ids of the complaints of a month that are in a part, as they are now.

    :param source: value of ``parts``
    :param key: id or code of the part, None where nothing was entered
    """
    env.flush_all()
    registry = env["service.indicator"].sudo()
    indicator = next(it for it in registry._indicators() if it.code == COUNTED)
    column = _column(source, indicator)
    query = SQL(
        "SELECT DISTINCT facts.res_id %s AND %s IS NOT DISTINCT FROM %s ORDER BY 1",
        _complaints(
            indicator, {"company": company.id, "first": month, "last": _end(month)}
        ),
        column,
        key,
    )
    return [res_id for (res_id,) in env.execute_query(query)]


def _end(month):
    return month + relativedelta(day=31)


def _complaints(indicator, period):
    """FROM and WHERE of what a figure counts of complaints."""
    return SQL(
        COMPLAINTS,
        relation=indicator.relation(),
        joined=_joined(indicator),
        **period,
    )


def _column(source, indicator):
    """Where a part stands: a column of the figure, else of the request."""
    table = "facts" if source in indicator.dimensions else "ticket"
    return SQL.identifier(table, source)


def _titles(env, indicator, period):
    """[(id of a complaint of the month, its title)]."""
    query = SQL(
        "SELECT DISTINCT ticket.id, ticket.name %s ORDER BY ticket.id",
        _complaints(indicator, period),
    )
    return env.execute_query(query)


def _sums(env, indicator, parts, period):
    """Sums of a figure, of the whole and by each part, with one query."""
    columns = [SQL.identifier(f"part_{code}") for code in parts]
    sets = [SQL("(month)"), *(SQL("(month, %s)", column) for column in columns)]
    query = SQL(
        SUMS,
        which=SQL("GROUPING(%s)", SQL(", ").join(columns)) if columns else SQL("0"),
        columns=SQL(", ").join(columns) if columns else SQL("NULL"),
        parts=SQL().join(
            SQL(", %s AS %s", _column(source, indicator), column)
            for source, column in zip(parts.values(), columns, strict=True)
        ),
        complaints=_complaints(indicator, period),
        sets=SQL(", ").join(sets),
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
    if indicator.model == "service.rating":
        return SQL(
            """
            JOIN service_rating rating ON rating.id = facts.res_id
                 AND rating.res_model = 'helpdesk.ticket'
            JOIN helpdesk_ticket ticket ON ticket.id = rating.res_id
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
        model = code in parts and ticket._fields[parts[code]].comodel_name
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
