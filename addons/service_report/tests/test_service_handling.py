from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import ReportCommon


class TestServiceHandling(ReportCommon):
    """Rows are written while people work, and stay as they were."""

    def test_a_handling_begins_is_answered_and_ends(self):
        ticket = self._register("2026-03-02 09:00:00")
        self._answer("2026-03-02 09:20:00", ticket)
        self._answer("2026-03-02 10:00:00", ticket)
        self._write("2026-03-03 09:00:00", ticket, stage_id=self.stage_done.id)
        handling = self._handlings(ticket)
        self.assertRecordValues(
            handling, [{"cycle": 1, "answer_count": 2, "is_counted": True}]
        )
        self.assertEqual(str(handling.first_answer_at), "2026-03-02 09:20:00")
        self.assertEqual(str(handling.closed_at), "2026-03-03 09:00:00")
        self.assertEqual(str(handling.closed_on), "2026-03-03")

    def test_opened_again_another_begins_and_the_first_stays(self):
        ticket = self._register("2026-03-02 09:00:00")
        self._write("2026-03-02 10:00:00", ticket, stage_id=self.stage_done.id)
        self._write("2026-03-04 09:00:00", ticket, stage_id=self.stage_new.id)
        self._write("2026-03-04 09:30:00", ticket, user_id=self.other.id)
        first, second = self._handlings(ticket)
        self.assertEqual(str(first.closed_at), "2026-03-02 10:00:00")
        self.assertEqual(first.user_id, self.agent)
        self.assertEqual(str(second.started_at), "2026-03-04 09:00:00")
        self.assertFalse(second.closed_at)
        self.assertEqual(second.user_id, self.other)

    def test_dates_are_those_of_the_company(self):
        self.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        ticket = self._register("2026-03-02 20:00:00")
        self.assertEqual(str(self._handlings(ticket).started_on), "2026-03-03")

    def test_what_is_declined_or_repeats_another_does_not_count(self):
        other = self._register("2026-03-02 09:00:00")
        for values in (
            {"scope": "declined", "decline_reason": "Not ours"},
            {"duplicate_id": other.id},
            {"active": False},
        ):
            with self.subTest(values=values):
                ticket = self._register("2026-03-02 09:00:00")
                self._at("2026-03-02 10:00:00", lambda t=ticket, v=values: t.write(v))
                self.assertFalse(self._handlings(ticket).is_counted)

    def test_sa_4_2_a_handover_waits_until_somebody_begins(self):
        ticket = self._register("2026-03-02 09:00:00")
        self._write("2026-03-02 10:00:00", ticket, user_id=self.other.id)
        handover = self._handovers(ticket)
        self.assertRecordValues(
            handover,
            [
                {
                    "from_user_id": self.agent.id,
                    "to_user_id": self.other.id,
                    "taken_up_at": False,
                }
            ],
        )
        self._at("2026-03-02 10:10:00", lambda: ticket.message_post(body="?"))
        self.assertFalse(handover.taken_up_at, "somebody else has written")
        self._at(
            "2026-03-02 10:30:00",
            lambda: ticket.with_user(self.other).message_post(body="I look at it"),
            self.other,
        )
        self.assertEqual(str(handover.taken_up_at), "2026-03-02 10:30:00")
        self.assertEqual(self._handlings(ticket).handover_count, 1)

    def test_sa_4_2_what_comes_back_is_known(self):
        ticket = self._register("2026-03-02 09:00:00")
        self._write("2026-03-02 10:00:00", ticket, user_id=self.other.id)
        self._write("2026-03-02 10:20:00", ticket, self.other, user_id=self.agent.id)
        first, second = self._handovers(ticket)
        self.assertEqual(str(first.returned_at), "2026-03-02 10:20:00")
        self.assertEqual(str(first.taken_up_at), "2026-03-02 10:20:00")
        self.assertFalse(second.returned_at)

    def test_what_is_moved_to_and_fro_at_once_is_not_handed_over(self):
        ticket = self._register("2026-03-02 09:00:00")

        def move():
            ticket.with_user(self.agent).user_id = self.other
            ticket.with_user(self.agent).user_id = self.agent

        self._at("2026-03-02 10:00:00", move)
        self.assertFalse(self._handovers(ticket))

    def test_nobody_writes_them(self):
        ticket = self._register("2026-03-02 09:00:00")
        handling = self._handlings(ticket).with_user(self.leader)
        with self.assertRaises(AccessError):
            handling.write({"answer_count": 0})
        with self.assertRaises(AccessError):
            handling.create({"ticket_id": ticket.id, "cycle": 9})
        with self.assertRaises(AccessError):
            handling.unlink()

    def test_who_does_not_see_a_request_sees_no_handling(self):
        ticket = self._register("2026-03-02 09:00:00")
        stranger = self._create_user(
            "stranger_x", "helpdesk_mgmt.group_helpdesk_user_own"
        )
        rows = self.env["service.handling"].with_user(stranger)
        self.assertFalse(rows.search([("ticket_id", "=", ticket.id)]))

    def test_a_batch_costs_what_one_costs(self):
        """Three queries more for a hundred requests than none: look, write, and forget
        what was known."""
        with freeze_time("2026-03-02 09:00:00"):
            tickets = self.env["helpdesk.ticket"].browse()
            for _number in range(20):
                tickets |= self._create_ticket()
            self.env.flush_all()
            with self.assertQueryCount(2):
                self.env.cr.precommit.run()
        self.assertEqual(
            self.env["service.handling"].search_count(
                [("ticket_id", "in", tickets.ids)]
            ),
            20,
        )

    def test_requests_from_before_are_known(self):
        from ..engine.handling_store import fill

        ticket = self._register("2026-03-02 09:00:00")
        self._answer("2026-03-02 09:20:00", ticket)
        self._handlings(ticket).sudo().unlink()
        with freeze_time("2026-03-05 09:00:00"):
            self.env["service.handling"].sudo().search([]).unlink()
            fill(self.env)
        handling = self._handlings(ticket)
        self.assertEqual(handling.answer_count, 1)
        self.assertEqual(str(handling.first_answer_at), "2026-03-02 09:20:00")
