from datetime import datetime

from odoo.tests import tagged

from odoo.addons.base_engine_tools.engine import bulk

from .common import RequestCommon

ODD = (
    'He said "no"',
    "back\\slash\\",
    "NULL",
    "null",
    "{a, b}",
    "two\nlines",
    "'; DROP TABLE x; --",
    "100 %s",
    "投诉 · ça",
    " ",
    "",
    None,
)


@tagged("post_install", "-at_install")
class TestEngineBulk(RequestCommon):
    """Values arrive in the database as they were, whatever is in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_rule()
        cls.requests = cls._create_request() + cls._create_request()
        cls.env.flush_all()
        cls.deadlines = cls.requests.deadline_ids.sorted("id")
        cls.events = cls.env["service.deadline.event"]

    def _insert(self, **columns):
        number = len(next(iter(columns.values())))
        same = {
            "deadline_id": [self.deadlines[0].id] * number,
            "at": [datetime(2026, 3, 2, 9)] * number,
            "kind": ["note"] * number,
        }
        return bulk.array_insert(self.events, same | columns)

    def _stored(self, model, ids, *names):
        columns = ", ".join(names)
        self.env.cr.execute(
            f"SELECT {columns} FROM {model._table} WHERE id = ANY(%s) ORDER BY id",
            [ids],
        )
        return self.env.cr.fetchall()

    def test_texts_and_json_that_differ(self):
        data = [{"text": text} for text in ODD]
        ids = self._insert(reason=list(ODD), data=data)
        self.assertEqual(ids, sorted(ids))
        found = self._stored(self.events, ids, "reason", "data")
        self.assertEqual(found, list(zip(ODD, data, strict=True)))

    def test_texts_and_json_that_all_rows_share(self):
        for text in ODD:
            with self.subTest(text=text):
                ids = self._insert(reason=[text] * 2, data=[{"text": text}] * 2)
                found = self._stored(self.events, ids, "reason", "data")
                self.assertEqual(found, [(text, {"text": text})] * 2)

    def test_other_types(self):
        deadlines, ids = self.deadlines, self.deadlines.ids
        moments = [datetime(2026, 3, 2, 9, 30, 1), None]
        columns = {
            "due_at": moments,
            "warned": [True, False],
            "kept": [None, 99.5],
            "overrun_s": [-3, None],
            "res_name": ["A", "B"],
        }
        bulk.array_update(deadlines, ids[::-1], columns)
        found = self._stored(deadlines, ids, *columns)
        self.assertEqual(found, list(zip(*columns.values(), strict=True))[::-1])

    def test_an_update_leaves_other_rows_alone(self):
        first, second = self.deadlines
        bulk.array_update(first, [first.id], {"res_name": ["Only this"]})
        found = self._stored(first, [first.id, second.id], "res_name")
        self.assertEqual(found, [("Only this",), (second.res_name,)])
