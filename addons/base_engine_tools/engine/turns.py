"""Lets transactions that must not overlook each other take turns."""

from psycopg2.errors import ExclusionViolation, UniqueViolation

from odoo.exceptions import ConcurrencyError
from odoo.service.model import (
    MAX_TRIES_ON_CONCURRENCY_FAILURE,
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY,
)
from odoo.tools import SQL

#: Somebody has changed, or made, the same row since the transaction began.
COLLISIONS = (
    *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY,
    ConcurrencyError,
    UniqueViolation,
    ExclusionViolation,
)


def take_turn(records):
    """Hold records until the transaction ends, as a change of them does.

    Of two transactions that hold the same record the second waits for the first. Then
    PostgreSQL refuses it, Odoo begins it anew, and it sees what the first has done.
    """
    records.env.execute_query(
        SQL(
            "UPDATE %s SET id = id WHERE id = ANY(%s) RETURNING id",
            SQL.identifier(records._table),
            sorted(records.ids),
        )
    )


def do_anew(env, work):
    """Do a part of a job, and begin anew when it collides with somebody's change, as
    Odoo does with the requests of people: then the change is seen.

    What the transaction has done before is taken back with it, so the part begins right
    after a commit.

    :param work: function without arguments; what it changes is written when it ends
    :return: what it returns
    """

    def whole():
        result = work()
        env.flush_all()
        return result

    for _attempt in range(1, MAX_TRIES_ON_CONCURRENCY_FAILURE):
        try:
            return whole()
        except COLLISIONS:
            env.cr.rollback()
    return whole()
