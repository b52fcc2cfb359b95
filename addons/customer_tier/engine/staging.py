"""What facts and state machine have in common: rows to be judged, in tables of a
transaction or a session."""

from collections.abc import Callable

from odoo.tools import SQL

from ..core.rules import Criteria

#: Figures that are nothing, not unknown, of who has bought nothing.
COUNTED = ("amount", "frequency", "quoted", "retained")


def metric_columns(criteria: Criteria) -> SQL:
    """The figures of a row of facts ``f``, as the state machine reads them."""
    return SQL("").join(
        SQL(", %s AS %s", _value(key, factor), SQL.identifier(key))
        for key, (factor, _months) in criteria.metrics.items()
    )


def _value(key: str, factor: str) -> SQL:
    column = SQL.identifier("f", key)
    return SQL("COALESCE(%s, 0)", column) if factor in COUNTED else column


def as_json(criteria: Criteria) -> SQL:
    """The figures of a judged row as JSON. Ages are not kept: the dates say them, and
    they would change with every day."""
    pairs = [
        SQL("%s, %s", key, SQL.identifier(key))
        for key, (factor, _months) in criteria.metrics.items()
        if factor not in ("tenure", "recency")
    ]
    return SQL("jsonb_build_object(%s)", SQL(", ").join(pairs))


def kept_metrics(criteria: Criteria) -> SQL:
    """Names of the figures, to be taken through the state machine."""
    return SQL("").join(SQL(", %s", SQL.identifier(key)) for key in criteria.metrics)


def make_table(execute: Callable, name: str, query: SQL, ends: str = "DROP") -> None:
    """Make a temporary table of a query, in place of an older one.

    :param ends: what becomes of it at a commit: ``DROP`` or ``PRESERVE ROWS``
    """
    table = SQL.identifier(name)
    execute(SQL("DROP TABLE IF EXISTS %s", table))
    execute(
        SQL("CREATE TEMPORARY TABLE %s ON COMMIT %s AS %s", table, SQL(ends), query)
    )
