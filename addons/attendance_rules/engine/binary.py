"""Rows by columns, in the binary form in which PostgreSQL's COPY gives and takes them.

No row becomes a Python object: where there are hundreds of thousands, making these
takes longer than all that is done with them.
"""

import io
import json
import struct
from dataclasses import dataclass

import numpy as np

from odoo.tools import SQL

from ..core.stays import NONE

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
#: Types of the array by those of PostgreSQL.
TYPES = {"int4": ">i4", "date": ">i4", "timestamp": ">i8", "bool": ">i1"}
#: PostgreSQL counts from the year 2000.
EPOCH = 946_684_800
SECOND = 1_000_000
#: In front of the text of a value of type jsonb.
JSON_VERSION = 1


def fetch(env, query, types):
    """Fetch the rows of a query as columns.

    :param SQL query: none of its values may be NULL
    :param types: of its columns, each a key of ``TYPES``
    :return: [array of int64, …]; timestamps in seconds since 1970, ``NONE`` for
        ``-infinity``
    """
    copy = SQL("COPY (%s) TO STDOUT (FORMAT BINARY)", query)
    found = io.BytesIO()
    env.cr.copy_expert(env.cr.mogrify(copy), found)
    form = [("count", ">i2")]
    for number, name in enumerate(types):
        form += [(f"length{number}", ">i4"), (f"value{number}", TYPES[name])]
    form = np.dtype(form)
    content = found.getbuffer()
    count = (len(content) - len(SIGNATURE) - len(END)) // form.itemsize
    rows = np.frombuffer(content, form, count, len(SIGNATURE))
    return [
        _seconds(rows[f"value{number}"])
        if name == "timestamp"
        else rows[f"value{number}"].astype(np.int64)
        for number, name in enumerate(types)
    ]


def _seconds(column):
    column = column.astype(np.int64)
    seconds = np.rint(column / SECOND).astype(np.int64) + EPOCH
    return np.where(column == NONE, NONE, seconds)


@dataclass(slots=True)
class Column:
    """Values of a column of a table.

    :param type: a key of ``TYPES``, or "text"
    :param values: one per row; of a text its number among ``texts``
    :param missing: per row, whether it is NULL; None if it never is
    """

    type: str
    values: object
    missing: object = None
    texts: tuple = ()


def instants(seconds):
    """A column of instants, in seconds since 1970, ``NONE`` for NULL."""
    return Column("timestamp", (seconds - EPOCH) * SECOND, seconds == NONE)


def payload(columns, notes):
    """Rows as COPY reads them.

    :param columns: [Column, …], at least one
    :param notes: the last column, of type jsonb: {number of the row: plain value}, NULL
        in the other rows
    :return: bytes, empty of no rows
    """
    count = len(columns[0].values)
    if not count:
        return b""
    pieces = [b""] * count
    layouts = _layouts(columns)
    for layout in np.unique(layouts).tolist():
        at = np.flatnonzero(layouts == layout)
        rows = _rows(columns, at, len(columns) + 1)
        size, content = rows.itemsize, rows.tobytes()
        for place, number in enumerate(at.tolist()):
            pieces[number] = content[place * size : (place + 1) * size]
    for number, value in notes.items():
        text = json.dumps(value).encode()
        length = struct.pack(">iB", len(text) + 1, JSON_VERSION)
        pieces[number] = pieces[number][:-4] + length + text
    return b"".join([SIGNATURE, *pieces, END])


def _layouts(columns):
    """A number per row; rows of the same number differ in figures only."""
    found = np.zeros(len(columns[0].values), np.int64)
    for column in columns:
        if column.type == "text":
            found = found * (len(column.texts) + 1) + column.values
        if column.missing is not None:
            found = found * 2 + column.missing
    return found


def _rows(columns, at, width):
    """Rows of one layout, as an array."""
    form, given, figures = [("count", ">i2")], {"count": width}, {}
    for number, column in enumerate(columns):
        length, value = f"length{number}", f"value{number}"
        form.append((length, ">i4"))
        if column.missing is not None and column.missing[at[0]]:
            given[length] = -1
        elif column.type == "text":
            text = column.texts[column.values[at[0]]].encode()
            form.append((value, f"S{len(text)}"))
            given |= {length: len(text), value: text}
        else:
            form.append((value, TYPES[column.type]))
            given[length] = np.dtype(TYPES[column.type]).itemsize
            figures[value] = column.values
    form.append(("note", ">i4"))
    rows = np.zeros(len(at), form)
    for name, value in (given | {"note": -1}).items():
        rows[name] = value
    for name, values in figures.items():
        rows[name] = values[at]
    return rows
