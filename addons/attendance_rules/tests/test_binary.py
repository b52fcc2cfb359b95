from datetime import date, datetime

import numpy as np

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.bulk import copy_insert

from ..core.stays import NONE
from ..engine.binary import Column, fetch, instants, payload

NOON = 1_772_366_400  # 1 March 2026, 12:00 UTC


@tagged("post_install", "-at_install")
class TestBinary(TransactionCase):
    """Rows go to the database and come from it as columns."""

    def test_columns_are_fetched(self):
        query = SQL(
            """
            SELECT number, '-infinity'::timestamp,
                   %s::timestamp + number * interval '1s',
                   number > 1, '2026-03-01'::date
              FROM generate_series(1, 2) AS number
            """,
            datetime(2026, 3, 1, 12),
        )
        types = ("int4", "timestamp", "timestamp", "bool", "date")
        found = [column.tolist() for column in fetch(self.env, query, types)]
        day = (date(2026, 3, 1) - date(2000, 1, 1)).days
        self.assertEqual(
            found,
            [[1, 2], [NONE, NONE], [NOON + 1, NOON + 2], [0, 1], [day, day]],
        )

    def test_no_rows_are_columns_too(self):
        query = SQL("SELECT 1, TRUE WHERE FALSE")
        found = fetch(self.env, query, ("int4", "bool"))
        self.assertEqual([column.tolist() for column in found], [[], []])

    def test_rows_are_written(self):
        self.env.cr.execute(
            "CREATE TEMPORARY TABLE bench_days (number int, day date, at timestamp,"
            " is_so boolean, name varchar, lines jsonb) ON COMMIT DROP"
        )
        columns = [
            Column("int4", np.array([-1, 2, 3]), np.array([False, True, False])),
            Column("date", np.array([0, 1, 2])),
            instants(np.array([NOON, NONE, NOON])),
            Column("bool", np.array([0, 1, 0])),
            Column("text", np.array([1, 0, 1]), texts=("short", "早退 late")),
        ]
        lines = [["late", {"of": '"早"'}]]
        rows = payload(columns, {1: lines})
        names = ("number", "day", "at", "is_so", "name", "lines")
        # It takes a model for its table alone.
        table = type("Table", (), {"env": self.env, "_table": "bench_days"})
        copy_insert(table, names, rows)
        self.env.cr.execute("SELECT * FROM bench_days ORDER BY day")
        noon = datetime(2026, 3, 1, 12)
        self.assertEqual(
            self.env.cr.fetchall(),
            [
                (-1, date(2000, 1, 1), noon, False, "早退 late", None),
                (
                    None,
                    date(2000, 1, 2),
                    None,
                    True,
                    "short",
                    [["late", {"of": '"早"'}]],
                ),
                (3, date(2000, 1, 3), noon, False, "早退 late", None),
            ],
        )

    def test_no_rows_are_nothing(self):
        self.assertEqual(payload([Column("int4", np.array([], np.int64))], {}), b"")
