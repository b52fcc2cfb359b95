from datetime import date

from odoo.tests import TransactionCase, tagged

from odoo.addons.base_engine_tools.engine.bulk import copy_lines, copy_upsert

KEY = ("employee_id", "month")


@tagged("post_install", "-at_install")
class TestBulk(TransactionCase):
    """Rows are written by COPY, whatever they contain."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.months = cls.env["attendance.month"]
        cls.employee = cls.env["hr.employee"].create({"name": "Ann"})

    def _row(self, **values):
        return {
            "employee_id": self.employee.id,
            "company_id": self.employee.company_id.id,
            "month": "2026-03-01",
            "state": "open",
            **values,
        }

    def _upsert(self, rows, *returning):
        columns = tuple(rows[0]) if rows else ()
        lines = copy_lines(row.values() for row in rows)
        return copy_upsert(self.months, columns, lines, KEY, returning or ("id",))

    def test_the_text_that_copy_reads(self):
        rows = [
            (None, True, False, 7, 0.5, "day"),
            ("tab\there", "a\\b", "\r\n", 1, 2, 3),
        ]
        self.assertEqual(
            copy_lines(rows),
            ["\\N\tt\tf\t7\t0.5\tday", "tab\\there\ta\\\\b\t\\r\\n\t1\t2\t3"],
        )

    def test_a_row_is_inserted_and_then_updated(self):
        lines = [["talk", {"date": 'a\\b\t"c"\n'}], ["grace_used", {"used": 1}]]
        [(month_id,)] = self._upsert([self._row(lines=lines)])
        month = self.months.browse(month_id)
        self.assertEqual(month.lines, lines)
        self.assertEqual(month.month, date(2026, 3, 1))
        self.assertEqual(month.create_uid, self.env.user)
        again = self._upsert([self._row(late_count=3)], "id", "month")
        self.assertEqual(again, [(month_id, date(2026, 3, 1))])
        self.months.invalidate_model()
        self.assertEqual((month.late_count, month.lines), (3, lines))

    def test_what_is_the_same_is_not_written(self):
        self._upsert([self._row(late_count=3, lines=[["talk", {"run": 3}]])])
        self.assertFalse(
            self._upsert([self._row(late_count=3, lines=[["talk", {"run": 3}]])])
        )
        self.assertFalse(self._upsert([self._row(late_count=3)]))
        self.assertTrue(self._upsert([self._row(late_count=None)]))

    def test_nothing_is_written_for_nothing(self):
        with self.assertQueryCount(0):
            self.assertEqual(self._upsert([]), [])

    def test_any_number_of_rows_takes_as_many_queries(self):
        def write(count):
            employees = self.env["hr.employee"].create(
                [{"name": str(number)} for number in range(count)]
            )
            rows = [self._row(employee_id=one.id) for one in employees]
            before = self.env.cr.sql_log_count
            self._upsert(rows)
            return self.env.cr.sql_log_count - before

        self.assertEqual(write(1), write(30))
