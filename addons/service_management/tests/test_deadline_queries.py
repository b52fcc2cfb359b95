from odoo.fields import Command
from odoo.tests import tagged

from .common_engine import EngineCommon

FEW, MANY = 5, 100


@tagged("post_install", "-at_install")
class TestDeadlineQueries(EngineCommon):
    """What three promises per ticket cost the database: the same for few and for many.

    Each promise warns, waits in a stage, and tells people at its start and before it is
    due.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in (1, 2, 3):
            rule = cls._create_rule(
                promise_id=cls._create_promise(f"promise_{number}_x").id,
                limit=8 * number,
                target=4,
                pause_domain=str([("stage_id", "=", cls.stage_wait.id)]),
            )
            cls._create_step(rule, anchor="start", delay=0)
            cls._create_step(rule, direction="before")

    def setUp(self):
        super().setUp()
        self._create_tickets(1)
        self._count(self._create_tickets, 1)  # what is asked once is in cache

    def _create_tickets(self, count):
        tickets = self.env["helpdesk.ticket"].create(
            [
                {
                    "name": f"Ticket {number}",
                    "description": "Water",
                    "team_id": self.team.id,
                    "stage_id": self.stage_new.id,
                    "user_id": self.agent.id,
                    "partner_id": self.customer.id,
                    "registered_at": "2026-03-02 09:00:00",
                }
                for number in range(count)
            ]
        )
        self.env.flush_all()
        return tickets

    def _count(self, action, *args):
        """Queries of an action up to the end of the request; no record is in cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assertSameQueries(self, action, few, many):
        """An action takes as many queries on many records as on few."""
        self.assertEqual(self._count(action, few), self._count(action, many))

    # --- tickets ----------------------------------------------------------------------

    def test_promises_of_new_tickets_take_a_few_queries_however_many_tickets(self):
        kept = {count: self._count(self._create_tickets, count) for count in (1, MANY)}
        self.policy.company_ids = [Command.clear()]
        self._create_tickets(1)
        extra = {
            count: found - self._count(self._create_tickets, count)
            for count, found in kept.items()
        }
        self.assertEqual(extra[1], extra[MANY])
        # the company's hours, insert promises and log; find the job, read it, wake it
        self.assertLessEqual(extra[1], 6)

    def test_a_change_of_stage(self):
        stages = (
            self.stage_wait,  # they pause
            self.stage_new,  # they run on
            self.stage_done,  # they are kept
            self.stage_new,  # a new cycle begins
        )
        first = self._create_tickets(1)
        for stage in stages:  # what is asked once and remembered by the server
            first.write({"stage_id": stage.id})
            self.env.flush_all()
        few, many = self._create_tickets(FEW), self._create_tickets(MANY)
        for stage in stages:
            with self.subTest(stage=stage.name):
                self.assertSameQueries(
                    lambda tickets, s=stage: tickets.write({"stage_id": s.id}),
                    few,
                    many,
                )

    def test_a_change_that_no_promise_notices(self):
        few, many = self._create_tickets(FEW), self._create_tickets(MANY)
        self.assertSameQueries(
            lambda tickets: tickets.write({"subject_ref": "Shop 12"}), few, many
        )

    # --- what people look at ----------------------------------------------------------

    def test_the_strip_of_a_form_and_of_a_page(self):
        tickets = self._create_tickets(80).with_user(self.agent)
        self._count(tickets.read, ["deadline_strip"])
        self.assertSameQueries(
            lambda page: page.read(["deadline_strip", "next_deadline_name"]),
            tickets[0],
            tickets,
        )

    def test_the_strip_with_many_cycles(self):
        ticket, old = self._create_tickets(2).with_user(self.agent)
        for stage in (self.stage_done, self.stage_new) * 5:
            old.stage_id = stage
            self.env.flush_all()
        self._count(ticket.read, ["deadline_strip"])
        self.assertSameQueries(lambda page: page.read(["deadline_strip"]), ticket, old)
        self.assertEqual(len(old.deadline_strip), 18)

    def test_pages_of_a_list_ordered_by_the_next_promise(self):
        tickets = self._create_tickets(80)
        model = self.env["helpdesk.ticket"].with_user(self.agent)
        view = self.env.ref("helpdesk_mgmt.ticket_view_tree")
        names = model.get_view(view.id, "list")["models"]["helpdesk.ticket"]
        shown = {name: {} for name in names}

        def page(limit):
            return model.web_search_read(
                [("id", "in", tickets.ids)],
                shown,
                limit=limit,
                order="next_deadline_at, id",
            )

        self.assertIn("next_deadline_at", shown)
        self._count(page, 1)
        self.assertSameQueries(page, 10, 40)

    # --- the job ----------------------------------------------------------------------

    def _queries_of_batch(self, count, moment):
        """Queries of the batch in which as many promises are due as there are tickets.

        What was due earlier is done; what is left afterwards is dropped.
        """
        self._go("2026-03-02 09:00")
        tickets = self._create_tickets(count)
        self._run_at("2026-03-02 15:00")
        # What making them left to the end of its request is no part of the batch.
        self.env.cr.flush()
        # Nobody was told lately, and nothing waits from an earlier batch.
        self.env["service.digest"].search([]).unlink()
        self.env["service.notice"].search([]).unlink()
        self._go(moment)
        batches = []
        queries = self._count(lambda: batches.append(len(self._run())))
        self.assertEqual(batches, [count])
        tickets.unlink()
        return queries

    def test_a_batch_that_tells_people(self):
        self.env["helpdesk.ticket"].search([]).unlink()
        few, many = (
            self._queries_of_batch(count, "2026-03-03 08:00") for count in (FEW, MANY)
        )
        self.assertEqual(few, many)

    def test_a_batch_that_breaks_promises(self):
        self.env["helpdesk.ticket"].search([]).unlink()
        self.env["service.deadline.step"].search(
            [("direction", "=", "before")]
        ).unlink()
        few, many = (
            self._queries_of_batch(count, "2026-03-03 09:30") for count in (FEW, MANY)
        )
        self.assertEqual(few, many)
