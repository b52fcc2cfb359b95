from freezegun import freeze_time

from .common import RequestCommon


class TestDeadlineTodos(RequestCommon):
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
            cls.request = cls._create_request(priority="1")
            cls.other = cls._create_request(priority="1")

    def _ask(self):
        with freeze_time("2026-03-03 08:00:00"):
            self._run()
        self.assertTrue(self.request.activity_ids)
        self.assertTrue(self.other.activity_ids)

    def test_kept_promise_takes_its_todos_back(self):
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.request.stage_id = self.stage_done
            self.env.flush_all()
        self.assertFalse(self.request.activity_ids)
        self.assertTrue(self.other.activity_ids, "that of another request stays")

    def test_dropped_promise_takes_its_todos_back(self):
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.request.priority = "2"
            self.env.flush_all()
        self.assertEqual(self._deadlines(self.request).state, "cancelled")
        self.assertFalse(self.request.activity_ids)

    def test_promise_ended_by_hand_takes_its_todos_back(self):
        self.rule.allow_manual_stop = True
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self._deadlines(self.request).with_user(self.agent).action_stop("Called")
        self.assertFalse(self.request.activity_ids)

    def test_open_promise_keeps_its_todos(self):
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.request.stage_id = self.stage_wait
            self.env.flush_all()
        self.assertEqual(self._deadlines(self.request).state, "paused")
        self.assertTrue(self.request.activity_ids)

    def test_todos_of_other_promises_and_of_people_stay(self):
        rule = self._create_rule(promise_id=self._create_promise("other_x").id, limit=6)
        step = self._create_step(rule, delay=0, direction="before")
        with freeze_time("2026-03-02 09:30:00"):
            self.request.priority = "3"
            own = self.request.activity_schedule("mail.mail_activity_data_todo")
            self.env.flush_all()
        self._ask()
        with freeze_time("2026-03-03 08:30:00"):
            self.request.priority = "0"
            self.env.flush_all()
        self.assertEqual(self._deadlines(self.request, self.promise).state, "met")
        self.assertEqual(self.request.activity_ids.service_step_id, step)
        self.assertIn(own, self.request.activity_ids)

    def test_a_todo_of_an_escalation_by_hand_goes_when_the_record_is_done(self):
        wizard = self.env["service.deadline.escalate"].create(
            {
                "res_model": self.request._name,
                "res_id": self.request.id,
                "user_id": self.leader.id,
                "reason": "Please look at it",
            }
        )
        with freeze_time("2026-03-02 10:00:00"):
            wizard.action_confirm()
            own = self.request.activity_schedule("mail.mail_activity_data_todo")
            self.env.flush_all()
            self.assertEqual(len(self.request.activity_ids), 2)
            self.request.stage_id = self.stage_done
            self.env.flush_all()
        self.assertEqual(self.request.activity_ids, own, "what people plan stays")

    # --- who is asked -----------------------------------------------------------------

    def _last_resort(self, *users):
        return self.request._deadline_present(*users)

    def test_whoever_is_there_is_found_the_same_way_for_everything(self):
        self.agent.active = False
        self.assertEqual(self._last_resort(self.agent), self.leader)
        deputy = self._create_user("deputy_x")
        self.agent.deputy_id = deputy
        self.assertEqual(self._last_resort(self.agent), deputy)
        (deputy | self.leader).active = False
        project = self._create_user("project_x")
        self.company.service_project_manager_id = project
        self.assertEqual(self._last_resort(self.agent), project)
        project.active = False
        self.assertFalse(self._last_resort(self.agent), "nobody who has left")
