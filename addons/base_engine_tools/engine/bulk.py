"""Writes many rows at once, in one statement, past the ORM.

Two ways, and when to take which:

``copy_insert``, ``copy_update`` and ``copy_upsert``
    send rows by COPY, for thousands of rows that are made anew or compared with what is
    stored. They take lines of text that :func:`copy_lines` writes.
``array_insert`` and ``array_update``
    send each column as one array, for some to some hundreds of rows whose ids are known
    or wanted. What is the same in all rows is sent once. PostgreSQL reads the text of
    an array at one go, but has to parse and plan each value of a list of VALUES.

The ORM does not take part: no field of the model may depend on others by compute, and
what is cached of it is to be invalidated.
"""

import io
import json
from datetime import datetime
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
UPDATE = """
    UPDATE %(table)s AS stored SET %(changes)s
      FROM %(staging)s AS given
     WHERE stored.id = given.id
"""
UPSERT = """
    INSERT INTO %(table)s AS stored (%(columns)s)
    SELECT %(values)s FROM %(staging)s
        ON CONFLICT (%(key)s) DO UPDATE SET %(changes)s
     WHERE (%(stored)s) IS DISTINCT FROM (%(given)s)
    RETURNING %(returning)s
"""


def copy_value(value):
    """A plain value in the text format of COPY."""
    return FORMAT[type(value)](value)


def copy_lines(rows):
    """Rows (of plain values) as lines of the text format of COPY."""
    return ["\t".join([FORMAT[type(value)](value) for value in row]) for row in rows]


def copy_insert(model, columns, lines):
    """Insert rows that are not there yet.

    :param lines: the columns of each row, as ``copy_lines`` gives them; or bytes, the
        rows in the binary form of COPY
    """
    if lines:
        _copy(model.env, model._table, columns, lines)


def copy_upsert(model, columns, lines, key, returning=("id",)):
    """Insert rows, or update those that are there with the same key and differ.

    :param lines: the columns of each row, as ``copy_lines`` gives them; or bytes, the
        rows in the binary form of COPY
    :param key: columns of a unique index
    :return: [(value of each column in ``returning``), …] of the rows that were written
    """
    if not lines:
        return []
    env = model.env
    staging = _stage(env, model._table, columns, lines)
    audit = {"uid": env.uid, "date": env.cr.now()} if model._log_access else {}
    made = {f"create_{name}": value for name, value in audit.items()}
    changed = {f"write_{name}": value for name, value in audit.items()}
    added = made | changed
    figures = [name for name in columns if name not in key]
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
            for name in [*figures, *changed]
        ),
        stored=_names(figures, "stored"),
        given=_names(figures, "excluded"),
        returning=_names(returning, "stored"),
    )
    return env.execute_query(query)


def copy_update(model, columns, lines):
    """Write to rows that are there.

    :param columns: the first is ``id``
    :param lines: see :func:`copy_insert`
    """
    if not lines:
        return
    env = model.env
    audit = {"write_uid": env.uid, "write_date": env.cr.now()}
    changes = [
        SQL("%s = given.%s", SQL.identifier(name), SQL.identifier(name))
        for name in columns[1:]
    ]
    if model._log_access:
        changes += [SQL("%s = %s", SQL.identifier(n), v) for n, v in audit.items()]
    query = SQL(
        UPDATE,
        table=SQL.identifier(model._table),
        changes=SQL(", ").join(changes),
        staging=_stage(env, model._table, columns, lines),
    )
    env.cr.execute(query)


def _stage(env, table, columns, lines):
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
    _copy(env, name, columns, lines)
    return SQL.identifier(name)


def _copy(env, table, columns, lines):
    names = ", ".join(f'"{column}"' for column in columns)
    if isinstance(lines, bytes):
        given, form = io.BytesIO(lines), "(FORMAT BINARY)"
    else:
        given, form = io.StringIO("\n".join(lines) + "\n"), "(FORMAT TEXT)"
    env.cr.copy_expert(f'COPY "{table}" ({names}) FROM STDIN {form}', given)


def _names(names, *table):
    return SQL(", ").join(SQL.identifier(*table, name) for name in names)


def array_insert(model, columns):
    """Insert rows of the model's table.

    :param dict columns: {name: list of its values, one per row}
    :return: ids, in the order of the rows
    """
    shared, arrays = _split(model, columns)
    if not arrays:  # one array at least says how many rows there are
        name = next(iter(columns))
        del shared[name]
        arrays[name] = _array(model._fields[name], columns[name])
    inserted = model.env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS new (%s) RETURNING id",
            SQL.identifier(model._table),
            _names([*arrays, *shared]),
            SQL(", ").join([SQL("new.*"), *shared.values()]),
            SQL(", ").join(arrays.values()),
            _names(arrays),
        )
    )
    return [new_id for (new_id,) in inserted]


def array_update(model, ids, columns):
    """Write to the rows with these ids.

    :param dict columns: {name: list of its values, one per id}
    """
    shared, arrays = _split(model, columns)
    values = shared | {name: SQL.identifier("new", name) for name in arrays}
    model.env.cr.execute(
        SQL(
            "UPDATE %(table)s SET %(assignments)s"
            " FROM unnest(%(arrays)s) AS new (%(names)s)"
            # named twice: else a table that is not large is read from end to end
            " WHERE %(table)s.id = new.id AND %(table)s.id = ANY(%(ids)s)",
            table=SQL.identifier(model._table),
            assignments=SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), value)
                for name, value in values.items()
            ),
            arrays=SQL(", ").join([_array(model._fields["id"], ids), *arrays.values()]),
            names=_names(["id", *arrays]),
            ids=_array(model._fields["id"], ids),
        )
    )


def transposed(rows):
    """Columns of rows, as :func:`array_insert` takes them.

    :param list rows: {column: value}, the same columns in each
    """
    return {name: [row[name] for row in rows] for name in rows[0]}


def _split(model, columns):
    """The columns in SQL: (those with one value for all rows, arrays of the others)."""
    shared, arrays = {}, {}
    for name, values in columns.items():
        field = model._fields[name]
        if values.count(values[0]) == len(values):
            shared[name] = _typed(field, _to_text(field, values[0]), "")
        else:
            arrays[name] = _array(field, values)
    return shared, arrays


def _typed(field, text, suffix):
    return SQL(f"%s::{field.column_type[0]}{suffix}", text)


def _array(field, values):
    """The values as the text of an array, of the type of the field's column."""
    quote = field.type in QUOTED
    texts = (_to_text(field, value) for value in values)
    elements = ("NULL" if t is None else _quoted(t) if quote else t for t in texts)
    return _typed(field, f"{{{','.join(elements)}}}", "[]")


QUOTED = {"char", "text", "selection", "json"}
TO_TEXT = {"datetime": datetime.isoformat, "json": json.dumps}


def _to_text(field, value):
    """A value as PostgreSQL reads it; None for none."""
    return None if value is None else TO_TEXT.get(field.type, str)(value)


def _quoted(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
