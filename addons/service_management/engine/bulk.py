"""Many rows in one statement: a column travels as one array, or as one value.

PostgreSQL reads the text of an array at one go, but has to parse and plan each value of
a list of VALUES or of an ``ARRAY[…]``. What is the same in all rows is sent once.
"""

import json
from datetime import datetime

from odoo.tools import SQL


def insert(model, columns):
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


def update(model, ids, columns):
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
    """Columns of rows, as :func:`insert` takes them.

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


def _names(columns):
    return SQL(", ").join(map(SQL.identifier, columns))


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
