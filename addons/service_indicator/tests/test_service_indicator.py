from collections import Counter
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.base.tests.common import BaseCommon

from ..core.indicator import Indicator, together
from ..models import service_indicator

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
facts = st.lists(
    st.tuples(
        st.integers(0, 45),  # days after the first of March
        st.integers(0, 1),  # company
        st.integers(0, 3),  # country, 0: none
        st.integers(0, 100),  # value
        st.integers(1, 3),  # n
    ),
    max_size=25,
)


@tagged("post_install", "-at_install")
class TestServiceIndicator(BaseCommon):
    """Figures on contacts of two companies: how many there are, and a share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.near = cls._create_company(name="Near")
        cls.far = cls._create_company(name="Far")
        cls.reader = cls._user("reader", cls.near)
        cls.boss = cls._user("boss", cls.near | cls.far, "base.group_erp_manager")
        cls.ada, cls.ben, cls.cho = cls.contacts = cls.env["res.partner"].create(
            [
                {"name": "Ada", "company_id": cls.near.id, "color": 1},
                {"name": "Ben", "company_id": cls.near.id, "color": 2},
                {"name": "Cho", "company_id": cls.far.id, "color": 1},
            ]
        )
        cls.rows = None

    @classmethod
    def _user(cls, login, companies, *groups):
        return new_test_user(
            cls.env,
            login,
            groups=",".join(("base.group_user", *groups)),
            company_id=companies[0].id,
            company_ids=[Command.set(companies.ids)],
        )

    def setUp(self):
        super().setUp()
        model = self.env.registry["service.indicator"]
        self.startPatcher(patch.object(model, "_indicators", self._indicators))

    def _indicators(self):
        of_contacts = {
            "model": "res.partner",
            "relation": self._relation,
            "dimensions": {"color": "ir.model"},
        }
        return [
            Indicator("contacts", "Contacts", "count", "more", **of_contacts),
            Indicator("quick", "Quick", "share", "more", **of_contacts),
            Indicator("slow", "Slow", "seconds", "less", grain="month", **of_contacts),
            Indicator(
                "all",
                "Of the Whole Company",
                "count",
                "more",
                group="base.group_erp_manager",
                by_access=False,
                **of_contacts,
            ),
        ]

    def _relation(self):
        """Contacts on the 9th of March; or the rows of a test, not stored anywhere."""
        if self.rows is None:
            return SQL(
                "SELECT DATE '2026-03-09' AS date, company_id, id AS res_id, color,"
                "       1 AS value, 1 AS n"
                "  FROM res_partner WHERE id = ANY(%s)",
                self.contacts.ids,
            )
        rows = [
            SQL("(%s::date, %s::int, %s::int, %s::int, %s::int, %s::int)", *row)
            for row in self.rows
        ] or [SQL("(NULL::date, 0, 0, 0, 0, 0)")]
        return SQL(
            "SELECT * FROM (VALUES %s) AS t(date, company_id, res_id, color, value, n)",
            SQL(", ").join(rows),
        )

    def _of(self, user, companies=None):
        companies = companies or user.company_ids
        return (
            self.env["service.indicator"]
            .with_user(user)
            .with_context(allowed_company_ids=companies.ids)
        )

    def _read(self, user, code="contacts", groupby=(), companies=None, **dates):
        found = self._of(user, companies)._read(
            [code], dates.get("first", FIRST), dates.get("last", LAST), groupby
        )[code]
        return [(*figure.keys.values(), figure.value, figure.n) for figure in found]

    # Who sees what

    def test_companies_are_kept_apart(self):
        self.assertEqual(self._read(self.reader), [(2, 2)])
        self.assertEqual(self._read(self.boss), [(3, 3)])
        self.assertEqual(self._read(self.boss, companies=self.far), [(1, 1)])
        found = self._of(self.reader)._read(
            ["contacts"], FIRST, LAST, companies=self.far
        )
        self.assertEqual(found["contacts"][0].value, 0, "Not the reader's.")

    def test_what_the_reader_may_not_read_is_left_out(self):
        self.env["ir.rule"].create(
            {
                "name": "Only Ada",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "groups": [Command.link(self.env.ref("base.group_user").id)],
                "domain_force": f"[('id', '!=', {self.ben.id})]",
            }
        )
        self.assertEqual(self._read(self.reader), [(1, 1)])
        year = {"first": FIRST.replace(month=1), "last": LAST}  # not one by one
        self.assertEqual(self._read(self.reader, **year), [(1, 1)])
        self.assertEqual(self._read(self.boss, "all"), [(3, 3)], "As it says itself.")

    def test_archived_records_stay_in_the_figure(self):
        self.ada.active = False
        self.assertEqual(self._read(self.reader), [(2, 2)])

    def test_a_figure_is_for_its_group(self):
        self.assertNotIn("all", self._of(self.reader)._visible_indicators())
        for call in ("_read", "_action_records"):
            with self.subTest(call), self.assertRaises(AccessError):
                getattr(self._of(self.reader), call)(
                    ["all"] if call == "_read" else "all", FIRST, LAST
                )
        portal = new_test_user(self.env, "outsider", groups="base.group_portal")
        self.assertFalse(self._of(portal)._visible_indicators())

    def test_nothing_of_it_is_open_to_calls_from_outside(self):
        methods = vars(service_indicator.ServiceIndicator).items()
        public = [
            name
            for name, value in methods
            if callable(value) and not name.startswith("_")
        ]
        self.assertEqual(public, [])

    # Figures

    def test_by_dimension_and_by_stretch_of_time(self):
        self.assertEqual(
            self._read(self.boss, groupby=["color"]), [(1, 2, 2), (2, 1, 1)]
        )
        self.assertEqual(
            self._read(self.boss, groupby=["date:week", "company_id"]),
            [
                (date(2026, 3, 9), self.near.id, 2, 2),
                (date(2026, 3, 9), self.far.id, 1, 1),
            ],
        )
        with self.assertRaisesRegex(ValueError, "makes no sense by day"):
            self._read(self.boss, "slow", groupby=["date:day"])
        for name in ("name", "value", "date:hour", 'color" FROM res_users --'):
            with self.subTest(name), self.assertRaisesRegex(ValueError, "has no"):
                self._read(self.boss, groupby=[name])

    def test_days_at_the_ends_count(self):
        day = date(2026, 3, 9)
        self.assertEqual(self._read(self.boss, first=day, last=day), [(3, 3)])
        before = day - timedelta(days=1)
        self.assertEqual(self._read(self.boss, first=before, last=before), [(0, 0)])

    def test_one_query_for_each_figure_and_one_where_not_all_is_read(self):
        """And one before, of the settings of the transaction."""
        codes = ["contacts", "quick"]
        for user, queries in ((self.boss, 1 + 1), (self.env.ref("base.user_root"), 3)):
            self._read(user, companies=self.near)
            for groupby in ((), ("color", "date:month")):
                with self.subTest(groupby, user=user), self.assertQueryCount(queries):
                    self._of(user, self.near)._read(codes, FIRST, LAST, groupby)

    def test_figures_that_are_read_together_are_those_that_are_read_alone(self):
        codes = ["contacts", "quick", "slow"]
        self.env["ir.rule"].create(
            {
                "name": "Not Cho",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "groups": [Command.link(self.env.ref("base.group_user").id)],
                "domain_force": f"[('id', '!=', {self.cho.id})]",
            }
        )
        for groupby in ((), ("color",), ("company_id", "date:month")):
            together = self._of(self.boss)._read(codes, FIRST, LAST, groupby)
            for code in codes:
                alone = self._of(self.boss)._read([code], FIRST, LAST, groupby)[code]
                self.assertEqual(together[code], alone)
                self.assertEqual(sum(part.n for part in alone), 2)

    def test_nothing_is_a_count_of_none_and_an_unknown_share(self):
        self.rows = []
        self.assertEqual(self._read(self.env.user), [(0, 0)])
        self.assertEqual(self._read(self.env.user, "quick"), [(None, 0)])
        self.assertEqual(self._read(self.env.user, "quick", groupby=["color"]), [])

    # Reading is tested without access, which the rows of no table cannot have.
    @settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
    @given(facts, st.sampled_from(["contacts", "quick", "slow"]))
    def test_parts_add_up_to_the_whole(self, drawn, code):
        companies = self.near, self.far
        self.rows = [
            (FIRST + timedelta(days=days), companies[place].id, 1, color or None, v, n)
            for days, place, color, v, n in drawn
        ]
        indicators = self.env["service.indicator"].with_context(
            allowed_company_ids=(self.near | self.far).ids
        )
        unit = indicators._get(code).unit

        def read(*groupby, only=None):
            return indicators._read([code], FIRST, LAST, groupby, only)[code]

        [whole] = read()
        inside = [row for row in self.rows if FIRST <= row[0] <= LAST]
        self.assertEqual(whole.total, sum(row[4] for row in inside))
        self.assertEqual(whole.n, sum(row[5] for row in inside))
        for groupby in (
            ["color"],
            ["company_id"],
            ["date:month"],
            ["company_id", "color", "date:quarter"],
        ):
            found = read(*groupby)
            self.assertEqual(together(unit, found), whole)
            keys = Counter(tuple(part.keys.values()) for part in found)
            self.assertTrue(all(times == 1 for times in keys.values()))
        apart = [read(only=company)[0] for company in companies]
        self.assertEqual(together(unit, apart), whole)

    # Records behind

    def test_the_records_behind_a_figure_and_its_parts(self):
        action = self._of(self.boss)._action_records("contacts", FIRST, LAST)
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, self.contacts)
        for figure in self._of(self.boss)._read(
            ["contacts"], FIRST, LAST, ["color", "company_id"]
        )["contacts"]:
            action = self._of(self.boss)._action_records(
                "contacts", FIRST, LAST, figure.keys
            )
            with self.subTest(part=figure.keys):
                [(_field, _operator, ids)] = action["domain"]
                self.assertEqual(len(ids), figure.n)
                colors = self.env["res.partner"].browse(ids).mapped("color")
                self.assertEqual(set(colors), {figure.keys["color"]})

    def test_too_many_records_are_no_list(self):
        with (
            patch.object(service_indicator, "MOST_RECORDS", 2),
            self.assertRaisesRegex(UserError, "shorter time"),
        ):
            self._of(self.boss)._action_records("contacts", FIRST, LAST)
