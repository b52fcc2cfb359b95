"""Many rows of a table, made by SQL from one that the ORM has made."""

#: A row of a table again and again, with some other values.
COPY_ROW = """
INSERT INTO {table} ({columns})
SELECT {values} FROM {table} AS model, generate_series(1, %(count)s) AS i
 WHERE model.id = %(id)s
"""


def copy_row(env, record, count: int, changes: dict[str, str]) -> int:
    """Copy a record by SQL; return the id before that of the first copy.

    Whatever columns its table has, required ones of other add-ons included.

    :param changes: {column: SQL of its value in copy number ``i``, from 1}
    """
    table = record._table
    env.cr.execute(
        "SELECT setval(%s, nextval(%s) + %s) - %s",
        [f"{table}_id_seq", f"{table}_id_seq", count, count],
    )
    first = env.cr.fetchone()[0]
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    columns = [name for (name,) in env.cr.fetchall()]
    changes = {"id": f"{first} + i", **changes}
    values = [changes.get(name, f'model."{name}"') for name in columns]
    query = COPY_ROW.format(
        table=table,
        columns=", ".join(f'"{name}"' for name in columns),
        values=", ".join(values),
    )
    env.cr.execute(query, {"count": count, "id": record.id})
    return first


def insert_many(env, query: str, values: dict) -> None:
    """Insert a great many rows by SQL, whose keys are looked up by their indexes.

    PostgreSQL plans that while the table is small. It would read all of it instead, for
    each row, however long it has become by then.
    """
    env.cr.execute("SET LOCAL enable_seqscan TO off")
    env.cr.execute(query, values)
    env.cr.execute("SET LOCAL enable_seqscan TO on")
