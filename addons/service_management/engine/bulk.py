"""Many rows in one statement: a column travels as one array.

PostgreSQL reads a few long arrays much faster than long lists of VALUES.
"""

from psycopg2.extras import Json

from odoo.tools import SQL


def insert(model, rows):
    """Insert rows of the model's table.

    :param list rows: {column: value}, the same columns in each
    :return: ids, in the order of the rows
    """
    names, arrays = _columns(model, rows)
    inserted = model.env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT * FROM unnest(%s) RETURNING id",
            SQL.identifier(model._table),
            SQL(", ").join(map(SQL.identifier, names)),
            arrays,
        )
    )
    return [new_id for (new_id,) in inserted]


def update(model, ids, rows):
    """Write a row to each id; all rows have the same columns."""
    names, arrays = _columns(model, rows)
    assignments = (
        SQL("%s = %s", SQL.identifier(name), SQL.identifier("new", name))
        for name in names
    )
    model.env.cr.execute(
        SQL(
            "UPDATE %(table)s SET %(assignments)s"
            " FROM unnest(%(ids)s::int[], %(arrays)s) AS new (id, %(names)s)"
            " WHERE %(table)s.id = new.id",
            table=SQL.identifier(model._table),
            assignments=SQL(", ").join(assignments),
            ids=list(ids),
            arrays=arrays,
            names=SQL(", ").join(map(SQL.identifier, names)),
        )
    )


def _columns(model, rows):
    """Names of the columns, and their values as arrays of the columns' types."""
    names = list(rows[0])
    arrays = (
        _array(model._fields[name], [row[name] for row in rows]) for name in names
    )
    return names, SQL(", ").join(arrays)


def _array(field, values):
    if field.type == "json":
        values = [Json(value) for value in values]
    return SQL(f"%s::{field.column_type[0]}[]", values)
