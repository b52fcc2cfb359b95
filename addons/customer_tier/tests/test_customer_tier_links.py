import random

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.base_engine_tools.engine.links import FollowedLink

from .. import hooks
from .common import DAY, TODAY, TierCase

TABLES = ("customer_standing", "customer_standing_period")
OVERLAPS = """
    SELECT COUNT(*) FROM customer_standing_period a
      JOIN customer_standing_period b USING (partner_id, company_id, origin_id)
     WHERE a.id < b.id AND daterange(a.valid_from, a.valid_to)
                        && daterange(b.valid_from, b.valid_to)
"""


@tagged("post_install", "-at_install")
class TestCustomerTierLinks(TierCase):
    """Standings and periods have no foreign keys where the engine writes millions, and
    lose nobody they belong to nevertheless."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Lin's Tea House")
        cls.other = cls._create_customer("Other")
        for partner in (cls.customer, cls.other):
            cls._create_order(partner, 700, TODAY - 10 * DAY)
        cls._run()

    def _counts(self, ids):
        self.env.flush_all()
        return [
            self.env.execute_query(
                SQL(
                    "SELECT COUNT(*) FROM %s WHERE partner_id = ANY(%s)",
                    SQL.identifier(table),
                    ids,
                )
            )[0][0]
            for table in TABLES
        ]

    def _refuses(self, record, model):
        """The record is not deleted, and the error names the model that holds it."""
        with (
            self.assertRaises(IntegrityError) as caught,
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            table = SQL.identifier(record._table)
            self.env.cr.execute(SQL("DELETE FROM %s WHERE id = %s", table, record.id))
        held = self.env[model]
        self.assertIn(held._description, held._sql_error_to_message(caught.exception))

    def test_a_contact_takes_its_rows_along(self):
        ids = self.customer.ids
        self.assertEqual(self._counts(ids), [1, 1])
        self.env["sale.order"].search([("partner_id", "in", ids)])._action_cancel()
        self.env["sale.order"].search([("partner_id", "in", ids)]).unlink()
        self.customer.unlink()
        self.assertEqual(self._counts(ids), [0, 0])
        self.assertEqual(self._counts(self.other.ids), [1, 1])

    def test_a_tier_that_customers_have_stays(self):
        spare = self.env["customer.tier"].create(
            {"name": "Spare", "code": "spare", "company_id": self.company.id}
        )
        period = self.env["customer.standing.period"].sudo()
        period = period.search([("partner_id", "=", self.customer.id)])
        period.tier_id = spare
        self.env.flush_all()
        self._refuses(spare, "customer.standing.period")
        period.tier_id = self.general
        standing = self._standing(self.customer).sudo()
        for name in ("tier_id", "computed_tier_id", "base_tier_id"):
            before = standing[name]
            standing[name] = spare
            self.env.flush_all()
            self._refuses(spare, "customer.standing")
            standing[name] = before
        self.env.flush_all()
        spare.unlink()

    def test_rows_of_a_contact_that_went_during_a_run_go_with_the_next(self):
        ghost = self.env["res.partner"].search([], order="id desc", limit=1).id + 10**6
        for table in TABLES:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET partner_id = %s WHERE partner_id = %s",
                    SQL.identifier(table),
                    ghost,
                    self.other.id,
                )
            )
        self.env.invalidate_all()
        self._run(TODAY + DAY)
        self.assertEqual(self._counts([ghost]), [0, 0])
        self.assertEqual(self._counts(self.other.ids), [1, 1])

    def test_no_two_periods_overlap_whatever_happens(self):
        source = random.Random(11)
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(30)]
        )
        day = TODAY
        for _run in range(25):
            self._insert_orders(
                [
                    (partner, source.choice([100, 600, 1200]), day)
                    for partner in source.sample(partners.ids, 6)
                ]
            )
            if source.random() < 0.3:
                locked = source.choice(self.important + self.general)
                standings = self.env["customer.standing"].sudo().search([], limit=5)
                standings.write({"lock_tier_id": locked.id})
            if source.random() < 0.3:
                standings = self.env["customer.standing"].sudo().search([])
                standings.write({"lock_tier_id": False})
            self._run(day)
            day += source.choice([0, 0, 1, 30, 200]) * DAY
        self.assertGreater(sum(self._counts(partners.ids)), 60)
        self.assertEqual(self.env.execute_query(SQL(OVERLAPS)), [(0,)])

    def test_the_database_refuses_a_second_tier_at_a_time(self):
        for vals in (
            {"valid_from": TODAY},
            {"valid_from": TODAY + 5 * DAY},
            {"valid_from": TODAY - 5 * DAY, "valid_to": TODAY - 5 * DAY},
        ):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env["customer.standing.period"].create(
                    {
                        "partner_id": self.customer.id,
                        "company_id": self.company.id,
                        "tier_id": self.general.id,
                        **vals,
                    }
                )
                self.env.flush_all()

    def test_nobody_is_called_when_the_add_on_is_gone(self):
        names = [
            field.follower(self.env[model]._table)
            for model in ("customer.standing", "customer.standing.period")
            for field in self.env[model]._fields.values()
            if isinstance(field, FollowedLink)
        ]
        query = SQL("SELECT COUNT(*) FROM pg_trigger WHERE tgname = ANY(%s)", names)
        self.assertEqual(self.env.execute_query(query), [(len(names),)])
        self.assertEqual(len(names), 10)
        hooks.uninstall_hook(self.env)
        self.assertEqual(self.env.execute_query(query), [(0,)])
