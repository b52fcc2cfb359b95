"""A great many tickets and promises, made by SQL from one that the ORM has made.

Of the tickets every third is open, each with three running promises, so that there are
about as many running promises as tickets. All began within the last two hours.
"""

from dataclasses import dataclass

from odoo import fields

from .scenario import AGENT, LIMITS, USER, stage, ticket_values
from .system import System

OPEN = 3  # every third ticket
AGE = 7200  # seconds within which the promises began
YEAR = 31_536_000  # seconds within which the closed tickets came in
PEOPLE = 50  # every so many-th ticket belongs to the agent, the rest to the other user


@dataclass(frozen=True)
class Filled:
    """Where the rows of a filling are.

    Ticket number n (1 to ``count``) has the id ``tickets + n``; if it is open, the
    ids of its promises are ``deadlines + n - 2`` to ``deadlines + n``, shortest first.
    """

    count: int
    tickets: int
    deadlines: int


def fill(system: System, count: int) -> Filled:
    """Fill a furnished system with tickets, and promises if it has them."""
    with system.opened(USER) as env:
        ticket = env["helpdesk.ticket"].create(ticket_values(env, 0))
        env.flush_all()
        filling = _Filling(env, ticket, count)
        if system.has("service.deadline"):
            filling.add_deadlines()
        filling.add_tickets()
    with system.opened() as env:
        env.cr.execute("ANALYZE")
    return filling.filled


class _Filling:
    def __init__(self, env, ticket, count: int) -> None:
        self.env, self.cr, self.ticket = env, env.cr, ticket
        self.now = fields.Datetime.now()
        self.filled = Filled(
            count,
            self._reserve("helpdesk_ticket", count),
            self._reserve_deadlines(count),
        )

    def _reserve(self, table: str, count: int) -> int:
        """Return the id before the next ``count`` ids, which are taken."""
        query = "SELECT setval(%s, nextval(%s) + %s)"
        sequence = f"{table}_id_seq"
        self.cr.execute(query, [sequence, sequence, count])
        return self.cr.fetchone()[0] - count

    def _reserve_deadlines(self, count: int) -> int:
        if "service.deadline" not in self.env:
            return 0
        return self._reserve("service_deadline", count)

    def add_tickets(self) -> None:
        """Copy the ticket."""
        filled, env = self.filled, self.env
        agent = env["res.users"].search([("login", "=", AGENT)]).id
        new, done = (stage(env, name).id for name in ("new", "done"))
        changes = {
            "id": f"{filled.tickets} + i",
            "number": "'HT' || lpad(i::text, 8, '0')",
            "name": "'Ticket ' || i",
            "priority": "(i %% 4)::text",
            "user_id": f"CASE i %% {PEOPLE} WHEN 0 THEN {agent} ELSE {env.uid} END",
            "create_date": _begun(),
            "stage_id": _if_open(new, done),
        }
        if filled.deadlines:
            changes |= {
                "registered_at": _if_open(
                    _begun(), within_a_year(f"({filled.tickets} + i)")
                ),
                "next_deadline_id": _if_open(f"{filled.deadlines} + i - 2", "NULL"),
                "next_deadline_at": _if_open(_due(LIMITS[0]), "NULL"),
                "next_deadline_state": _if_open("'running'", "'none'"),
                "deadline_closed": _if_open("FALSE", "TRUE"),
            }
        self._copy("helpdesk_ticket", self.ticket.id, changes, f"1, {filled.count}")

    def add_deadlines(self) -> None:
        """Copy the promises and the beginning of their logs."""
        deadlines = self.ticket.deadline_ids.sorted("due_at")
        for rank, deadline in enumerate(deadlines):
            due = _due(LIMITS[rank])
            new_id = f"{self.filled.deadlines} + i - 2 + {rank}"
            numbers = f"{OPEN}, {self.filled.count}, {OPEN}"
            changes = {
                "id": new_id,
                "res_id": f"{self.filled.tickets} + i",
                "res_name": "'Ticket ' || i",
                "started_at": _begun(),
                "due_at": due,
                "next_event_at": f"{due} - interval '30 minutes'",
            }
            self._copy("service_deadline", deadline.id, changes, numbers)
            event = deadline.event_ids[:1]
            changes = {"deadline_id": new_id}
            self._copy("service_deadline_event", event.id, changes, numbers)

    def _copy(self, table: str, template: int, changes: dict, numbers: str) -> None:
        """Copy a row once per number ``i`` of a series, with changes."""
        self.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = current_schema",
            [table],
        )
        columns = [name for (name,) in self.cr.fetchall()]
        if "id" not in changes:
            columns.remove("id")
        values = ", ".join(changes.get(name, f'template."{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        self.cr.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} template,"
            f" generate_series({numbers}) i WHERE template.id = %(template)s",
            {"template": template, "now": self.now},
        )


def _if_open(value, otherwise) -> str:
    """Return the SQL of a value that open tickets have, and of that of the others."""
    return f"CASE i %% {OPEN} WHEN 0 THEN {value} ELSE {otherwise} END"


def within_a_year(ticket: str) -> str:
    """Return the SQL of a moment of the year before now, for the id of a ticket."""
    spread = f"(({ticket}::bigint * 7919) %% {YEAR})"
    return f"%(now)s - {spread} * interval '1 second'"


def _begun() -> str:
    """Return the SQL of when the promises of ticket ``i`` began."""
    return f"%(now)s - ((i::bigint * 7919) %% {AGE}) * interval '1 second'"


def _due(hours: int) -> str:
    """Return the SQL of when its promise of so many hours is due."""
    return f"{_begun()} + interval '{hours} hours'"
