from odoo.tests import TransactionCase, tagged

from ..engine import bulk

#: Texts that the formats of COPY and of arrays could take for something else.
ODD = (
    'He said "no"',
    "back\\slash\\",
    "\\N",
    "NULL",
    "{a, b}",
    "two\nlines\r",
    "tab\there",
    "'; DROP TABLE x; --",
    "100 %s",
    "投诉 · ça",
    " ",
)


@tagged("post_install", "-at_install")
class TestBulk(TransactionCase):
    """Rows arrive in the database as they were, by COPY and by arrays alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parameters = cls.env["ir.config_parameter"]

    def _values(self, keys):
        self.parameters.invalidate_model()
        rows = self.parameters.search_read([("key", "in", keys)], ["key", "value"])
        return {row["key"]: row["value"] for row in rows}

    def _upsert(self, rows, *returning):
        lines = bulk.copy_lines(rows)
        names = ("key", "value")
        return bulk.copy_upsert(self.parameters, names, lines, ("key",), *returning)

    def test_the_text_that_copy_reads(self):
        rows = [(None, True, False, 7, 0.5, [1, {"a": "b\t"}])]
        self.assertEqual(
            bulk.copy_lines(rows), ['\\N\tt\tf\t7\t0.5\t[1, {"a": "b\\\\t"}]']
        )

    def test_copied_texts_arrive_unchanged(self):
        wanted = {f"bulk.{number}": text for number, text in enumerate(ODD)}
        bulk.copy_insert(
            self.parameters, ("key", "value"), bulk.copy_lines(wanted.items())
        )
        self.assertEqual(self._values(list(wanted)), wanted)

    def test_texts_of_arrays_arrive_unchanged(self):
        wanted = {f"bulk.{number}": text for number, text in enumerate(ODD)}
        ids = bulk.array_insert(
            self.parameters, {"key": list(wanted), "value": list(wanted.values())}
        )
        self.assertEqual(self.parameters.browse(ids).mapped("key"), list(wanted))
        self.assertEqual(self._values(list(wanted)), wanted)
        bulk.array_update(self.parameters, ids[:2], {"value": ["\\", '"']})
        changed = wanted | {"bulk.0": "\\", "bulk.1": '"'}
        self.assertEqual(self._values(list(wanted)), changed)

    def test_what_is_the_same_in_all_rows_is_sent_once(self):
        keys = ["bulk.a", "bulk.b"]
        ids = bulk.array_insert(self.parameters, {"key": keys, "value": ["x", "x"]})
        bulk.array_update(self.parameters, ids, {"value": ["y", "y"]})
        self.assertEqual(self._values(keys), dict.fromkeys(keys, "y"))

    def test_a_row_that_is_there_is_updated_if_it_differs(self):
        [(first,)] = self._upsert([("bulk.a", "x")])
        self.assertEqual(self._upsert([("bulk.a", "y")]), [(first,)])
        self.assertEqual(self._values(["bulk.a"]), {"bulk.a": "y"})
        self.assertFalse(self._upsert([("bulk.a", "y")]))
        self.assertEqual(
            self._upsert([("bulk.a", "z")], ("id", "value")), [(first, "z")]
        )
        self.assertEqual(self.parameters.browse(first).write_uid, self.env.user)

    def test_rows_that_are_there_are_updated_by_their_ids(self):
        parameters = self.parameters.create(
            [{"key": f"bulk.{number}", "value": "x"} for number in range(3)]
        )
        lines = bulk.copy_lines([(parameters[0].id, "y"), (parameters[2].id, "a\tz")])
        bulk.copy_update(self.parameters, ("id", "value"), lines)
        self.assertEqual(
            self._values(parameters.mapped("key")),
            {"bulk.0": "y", "bulk.1": "x", "bulk.2": "a\tz"},
        )
        self.assertEqual(parameters[0].write_date, self.env.cr.now())

    def test_nothing_is_written_for_nothing(self):
        with self.assertQueryCount(0):
            self.assertEqual(self._upsert([]), [])
            bulk.copy_update(self.parameters, ("id", "value"), [])
            bulk.copy_insert(self.parameters, ("key",), [])

    def test_rows_become_columns(self):
        rows = [{"key": "a", "value": 1}, {"key": "b", "value": 2}]
        self.assertEqual(bulk.transposed(rows), {"key": ["a", "b"], "value": [1, 2]})

    def test_any_number_of_rows_takes_as_many_queries(self):
        def queries(count):
            before = self.env.cr.sql_log_count
            self._upsert([(f"bulk.{count}.{n}", "x") for n in range(count)])
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(1), queries(30))
