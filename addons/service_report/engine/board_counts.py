"""What is open and what is due, counted for the board.

Each is one look at the database, whose cost follows what is open or due now and never
how many requests there have been. Both begin with a condition under which the reader's
own record rules count, so nothing is counted that he may not read.
"""

from dataclasses import dataclass
from datetime import datetime

from odoo.fields import Domain
from odoo.tools import SQL

#: By what requests are told apart.
KEYS = ("stage_id", "user_id", "team_id")
#: Requests of which something runs, with what of it is overdue, due within the hour and
#: due today. The index on open promises by their due time answers it.
DUE = """
    SELECT res_id,
           bool_or(due_at < %(now)s) AS overdue,
           bool_or(due_at >= %(now)s AND due_at < %(hour)s) AS breaking,
           bool_or(due_at >= %(now)s AND due_at < %(midnight)s) AS today
      FROM service_deadline
     WHERE is_open IS TRUE AND due_at < %(until)s AND res_model = %(model)s
  GROUP BY res_id
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """Open requests of one stage, person and team."""

    stage_id: int | None
    user_id: int | None
    team_id: int | None
    count: int
    answered: int  # of them, just answered by the customer
    since: datetime | None  # when the oldest was registered


@dataclass(frozen=True, slots=True)
class Due:
    """Requests of one stage, person and team of which a promise is due."""

    stage_id: int | None
    user_id: int | None
    team_id: int | None
    overdue: int
    breaking: int
    today: int


def count_open(tickets, domain) -> list[Opened]:
    """Count requests by stage, person and team.

    :param tickets: the model, in the environment of the reader
    :param domain: which of them
    """
    query = tickets._search(domain)
    keys = [tickets._field_to_sql(query.table, name, query) for name in KEYS]
    query.groupby = SQL(", ").join(keys)
    answered, registered = (
        tickets._field_to_sql(query.table, name, query)
        for name in ("answered_at", "registered_at")
    )
    rows = tickets.env.execute_query(
        query.select(
            *keys,
            SQL("COUNT(*)"),
            SQL("COUNT(%s)", answered),
            SQL("MIN(%s)", registered),
        )
    )
    return [Opened(*row) for row in rows]


def count_due(tickets, domain, now, hour, midnight) -> list[Due]:
    """Count requests with running promises by stage, person and team.

    It goes from the promises that are due to their requests, one by one: the planner
    cannot know how few of all promises run, and would read all requests instead. So a
    request is looked up by a query of its own (``LATERAL``, which ``OFFSET 0`` keeps
    apart).

    :param tickets: the model, in the environment of the reader
    :param domain: which of the requests
    :param now: naive UTC, as the others
    :param hour: before it what breaks soon is due
    :param midnight: before it what is due today
    """
    tickets.env.flush_all()
    query = tickets._search(domain)
    query.add_where(SQL("%s = due.res_id", SQL.identifier(query.table, "id")))
    columns = [
        SQL(
            "%s AS %s",
            tickets._field_to_sql(query.table, name, query),
            SQL.identifier(name),
        )
        for name in KEYS
    ]
    due = SQL(
        DUE,
        now=now,
        hour=hour,
        midnight=midnight,
        until=max(hour, midnight),
        model=tickets._name,
    )
    keys = SQL(", ").join(SQL.identifier("ticket", name) for name in KEYS)
    rows = tickets.env.execute_query(
        SQL(
            """
            SELECT %(keys)s,
                   COUNT(*) FILTER (WHERE due.overdue),
                   COUNT(*) FILTER (WHERE due.breaking),
                   COUNT(*) FILTER (WHERE due.today)
              FROM (%(due)s) due CROSS JOIN LATERAL (%(ticket)s OFFSET 0) ticket
          GROUP BY %(keys)s
            """,
            keys=keys,
            due=due,
            ticket=query.select(*columns),
        )
    )
    return [Due(*row) for row in rows]


def find_oldest(tickets, domain, limit):
    """The requests that are open longest, the oldest first.

    All that are open are looked at: along the index on the day of registration one
    would go through all that have been closed since.
    """
    query = tickets._search(Domain(domain) & Domain("registered_at", "!=", False))
    its_id, registered = (
        tickets._field_to_sql(query.table, name, query)
        for name in ("id", "registered_at")
    )
    rows = tickets.env.execute_query(
        SQL(
            "SELECT id FROM (%s OFFSET 0) ticket ORDER BY since, id LIMIT %s",
            query.select(SQL("%s AS id", its_id), SQL("%s AS since", registered)),
            limit,
        )
    )
    return tickets.browse([ticket_id for (ticket_id,) in rows])
