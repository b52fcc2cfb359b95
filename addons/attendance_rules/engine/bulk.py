"""Writes many rows at once: by COPY, which takes a fraction of what the ORM takes."""

import io
import json
from types import NoneType

from odoo.tools import SQL


def _escaped(text):
    if text.isprintable() and "\\" not in text:
        return text
    for special, written in (
        ("\\", "\\\\"),
        ("\t", "\\t"),
        ("\n", "\\n"),
        ("\r", "\\r"),
    ):
        text = text.replace(special, written)
    return text


def _as_json(value):
    return _escaped(json.dumps(value))


#: How COPY's text format writes a value.
FORMAT = {
    NoneType: lambda value: "\\N",
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    str: _escaped,
    dict: _as_json,
    list: _as_json,
    tuple: _as_json,
}


STAGE = """
    DROP TABLE IF EXISTS %(staging)s;
    CREATE TEMPORARY TABLE %(staging)s ON COMMIT DROP
        AS SELECT %(columns)s FROM %(table)s WITH NO DATA
"""
UPSERT = """
    INSERT INTO %(table)s (%(columns)s)
    SELECT %(values)s FROM %(staging)s
        ON CONFLICT (%(key)s) DO UPDATE SET %(changes)s
    RETURNING %(returning)s
"""


def copy_text(rows):
    """Rows (of plain values) in the text format of COPY."""
    lines = ["\t".join([FORMAT[type(value)](value) for value in row]) for row in rows]
    return "\n".join(lines) + "\n"


def upsert(model, rows, key, returning=("id",)):
    """Insert rows, or update those that are there with the same key.

    The ORM does not take part: no field of the model may depend on others by compute,
    and what is cached of it is to be invalidated.

    :param rows: [{column: plain value}, …], all with the same columns
    :param key: columns of a unique index
    :return: [(value of each column in ``returning``), …]
    """
    if not rows:
        return []
    env, columns = model.env, list(rows[0])
    staging = _stage(env, model._table, columns, [row.values() for row in rows])
    audit = {"uid": env.uid, "date": env.cr.now()} if model._log_access else {}
    made = {f"create_{name}": value for name, value in audit.items()}
    changed = {f"write_{name}": value for name, value in audit.items()}
    added = made | changed
    query = SQL(
        UPSERT,
        table=SQL.identifier(model._table),
        columns=_names([*columns, *added]),
        values=SQL(", ").join(
            [_names(columns), *(SQL("%s", v) for v in added.values())]
        ),
        staging=staging,
        key=_names(key),
        changes=SQL(", ").join(
            SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
            for name in [*columns, *changed]
            if name not in key
        ),
        returning=_names(returning),
    )
    return env.execute_query(query)


def _stage(env, table, columns, rows):
    """Copy rows into a table of the transaction's own, in place of the last one."""
    name = f"{table}_staging"
    env.cr.execute(
        SQL(
            STAGE,
            staging=SQL.identifier(name),
            columns=_names(columns),
            table=SQL.identifier(table),
        )
    )
    names = ", ".join(f'"{column}"' for column in columns)
    rows = io.StringIO(copy_text(rows))
    env.cr.copy_expert(f'COPY "{name}" ({names}) FROM STDIN', rows)
    return SQL.identifier(name)


def _names(names):
    return SQL(", ").join(map(SQL.identifier, names))
