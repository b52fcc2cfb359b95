"""Lets transactions that must not overlook each other take turns."""

from odoo.tools import SQL


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
