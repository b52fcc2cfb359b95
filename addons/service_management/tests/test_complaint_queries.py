from unittest.mock import patch

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

from .common_complaint import ComplaintCommon

# helpdesk_mgmt alone: the number (2 queries), the ratings.
PLAIN_QUERIES = 3


class TestComplaintQueries(ComplaintCommon):
    """What complaints add costs the same for one ticket and for many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Ticket = cls.Ticket.with_context(**DISABLED_MAIL_CONTEXT)
        cls._create_batch(3)

    @classmethod
    def _create_batch(cls, number):
        customers = cls.env["res.partner"].create(
            [{"name": f"Customer {index}"} for index in range(number)]
        )
        cls.env.flush_all()
        return cls._create_complaints(
            [
                {"partner_id": customer.id, "subject_ref": f"Shop {customer.id % 7}"}
                for customer in customers
            ]
        )

    def _count(self, action, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_cm_2_2_registering_many(self):
        few = self._count(self._create_batch, 10)
        many = self._count(self._create_batch, 40)
        self.assertLessEqual(many - few, 30 * PLAIN_QUERIES)

    def test_the_first_stage_is_asked_once_for_each_team(self):
        own = self.stage_wait.copy({"team_ids": self.other_team.ids, "sequence": -9})
        teams = [self.team, self.other_team] * 3
        stages = patch.object(
            type(self.team),
            "_get_applicable_stages",
            autospec=True,
            side_effect=type(self.team)._get_applicable_stages,
        )
        with stages as asked:
            tickets = self.Ticket.create(
                [{"name": "X", "description": "X", "team_id": t.id} for t in teams]
            )
        self.assertEqual(asked.call_count, 2)
        first = {t: t._get_applicable_stages()[:1] for t in teams}
        self.assertEqual(first[self.other_team], own)
        self.assertNotEqual(first[self.team], own)
        for ticket, team in zip(tickets, teams, strict=True):
            self.assertEqual(ticket.stage_id, first[team])

    def test_closing_and_reopening_many(self):
        few, many = self._create_batch(10), self._create_batch(40)
        for stage in (self.stage_wait, self.stage_done, self.stage_new):
            with self.subTest(stage=stage.name):
                self.assertEqual(
                    self._count(few.write, {"stage_id": stage.id}),
                    self._count(many.write, {"stage_id": stage.id}),
                )

    def test_counting_repeats_of_many(self):
        few, many = self._create_batch(10), self._create_batch(40)
        self.assertEqual(
            self._count(few.mapped, "repeat_count"),
            self._count(many.mapped, "repeat_count"),
        )
