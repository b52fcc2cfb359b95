from freezegun import freeze_time

from .common import ServiceCommon


class TestDeadlineTodos(ServiceCommon):
    """To-dos that steps ask for go when the promise has ended, and no others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(
            domain="[('priority', '!=', '2')]",
            stop_domain="['|', ('stage_id.closed', '=', True), ('priority', '=', '0')]",
            pause_domain="[('stage_id.name', '=', 'Waiting X')]",
        )
        cls._create_step(cls.rule, delay=1, direction="before")
        with freeze_time("2026-03-02 09:00:00"):
            cls.ticket = cls._create_ticket(priority="1")
            cls.other = cls._create_ticket(priority="1")

    def _ask(self):
        with freeze_time("2026-03-03 08:00:00"):
            self._run()
        self.assertTrue(self.ticket.activity_ids)
        self.assertTrue(self.other.activity_ids)

    def test_kept_promise_takes_its_todos_back(self):
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.ticket.stage_id = self.stage_done
            self.env.flush_all()
        self.assertFalse(self.ticket.activity_ids)
        self.assertTrue(self.other.activity_ids, "that of another ticket stays")

    def test_dropped_promise_takes_its_todos_back(self):
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.ticket.priority = "2"
            self.env.flush_all()
        self.assertEqual(self._deadlines(self.ticket).state, "cancelled")
        self.assertFalse(self.ticket.activity_ids)

    def test_promise_ended_by_hand_takes_its_todos_back(self):
        self.rule.allow_manual_stop = True
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self._deadlines(self.ticket).with_user(self.agent).action_stop("Called")
        self.assertFalse(self.ticket.activity_ids)

    def test_open_promise_keeps_its_todos(self):
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.ticket.stage_id = self.stage_wait
            self.env.flush_all()
        self.assertEqual(self._deadlines(self.ticket).state, "paused")
        self.assertTrue(self.ticket.activity_ids)

    def test_todos_of_other_promises_and_of_people_stay(self):
        rule = self._create_rule(promise_id=self._create_promise("other_x").id, limit=6)
        step = self._create_step(rule, delay=0, direction="before")
        with freeze_time("2026-03-02 09:30:00"):
            self.ticket.priority = "3"
            own = self.ticket.activity_schedule("mail.mail_activity_data_todo")
            self.env.flush_all()
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.ticket.priority = "0"
            self.env.flush_all()
        self.assertEqual(self._deadlines(self.ticket, self.promise).state, "met")
        self.assertEqual(self.ticket.activity_ids.service_step_id, step)
        self.assertIn(own, self.ticket.activity_ids)
