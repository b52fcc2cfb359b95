from odoo.tests import tagged

from .common import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineClosing(EngineCommon):
    """What closing means for each promise, and which count in the share kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls._create_promise("contact_x")
        cls.callback = cls._create_promise("callback_x")
        cls._create_rule(limit=8)
        cls.contact_rule = cls._create_rule(
            promise_id=cls.contact.id, stop_mode="reply", stop_domain="[]", limit=1
        )
        cls._create_rule(
            promise_id=cls.callback.id,
            start_mode="domain",
            start_domain="[('stage_id.closed', '=', True)]",
            stop_domain="[('priority', '=', '3')]",
            limit=3,
            unit="day",
            carry_over=False,
        )

    def assertOnes(self, request, **states):
        """The last promise of each kind, and its state."""
        found = {
            name: self._deadlines(request, getattr(self, name))[-1:].state or None
            for name in states
        }
        self.assertEqual(found, states)

    def test_nobody_has_to_be_contacted_about_what_is_closed(self):
        request = self._create_request()
        self._go("2026-03-02 09:10")
        request.stage_id = self.stage_done
        self.assertOnes(request, promise="met", contact="cancelled", callback="running")
        contact = self._deadlines(request, self.contact)
        self.assertFalse(contact.has_verdict)
        self.assertIn("it was not needed", str(contact.explanation))

    def test_what_was_broken_before_stays_broken(self):
        request = self._create_request()
        self._go("2026-03-02 11:00")
        request.stage_id = self.stage_done
        contact = self._deadlines(request, self.contact)
        self.assertDeadline(
            contact, state="breached", is_open=False, overrun_s=HOUR, kept=0.0
        )
        self._run_at("2026-03-04 09:00")
        self.assertDeadline(contact, overrun_s=HOUR, has_verdict=True)

    def test_a_rule_may_say_that_it_runs_on(self):
        self.contact_rule.on_close = "run"
        request = self._create_request()
        request.stage_id = self.stage_done
        self.assertOnes(request, contact="running")
        self._run_at("2026-03-02 10:00:01")
        self.assertOnes(request, contact="breached")

    def test_what_closing_means_is_part_of_what_was_promised(self):
        request = self._create_request()
        self.contact_rule.on_close = "run"
        request.stage_id = self.stage_done
        self.assertOnes(request, contact="cancelled")

    def test_a_new_round_follows_the_same_rules_as_the_first(self):
        request = self._create_request()
        for moment in ("2026-03-02 09:10", "2026-03-02 09:30"):
            self._go(moment)
            request.stage_id = self.stage_done
            self.assertOnes(request, promise="met", contact="cancelled")
            self.env.flush_all()
            request.stage_id = self.stage_new
            self.assertOnes(request, promise="running", contact="running")
        self.assertEqual(request.deadline_cycle, 3)

    def test_what_comes_in_closed_has_no_promise(self):
        requests = self.env["test.deadline.request"].create(
            [
                {
                    "name": f"Of old {number}",
                    "team_id": self.team.id,
                    "stage_id": self.stage_done.id,
                    "registered_at": "2026-01-05 09:00:00",
                }
                for number in range(3)
            ]
        )
        self._run_at("2026-03-02 10:00")
        requests.write({"priority": "3"})
        self._run_at("2026-03-05 10:00")
        for request in requests:
            self.assertFalse(self._deadlines(request))
        requests[0].stage_id = self.stage_new
        self.assertOnes(requests[0], promise="running", contact="running")
        deadline = self._deadlines(requests[0], self.promise)
        self.assertDeadline(deadline, cycle=1, started_at="2026-03-05 10:00")

    def test_what_only_reminds_counts_as_nothing(self):
        self._create_rule(
            promise_id=self._create_promise("reminder_x").id,
            stop_mode="manual",
            stop_domain="[]",
            counts=False,
            limit=2,
        )
        reminder = self.env["service.promise"].search([("code", "=", "reminder_x")])
        early, late = self._create_request(), self._create_request()
        self._go("2026-03-02 09:10")
        early.stage_id = self.stage_done
        self._run_at("2026-03-02 15:00")
        promise = self._deadlines(late, reminder)
        self.assertDeadline(promise, state="breached", kept=False, has_verdict=False)
        late.stage_id = self.stage_done
        promises = self._deadlines(early, reminder) + promise
        self.assertEqual(promises.mapped("has_verdict"), [False, False])
        share = self.env["service.deadline"]._read_group(
            [("promise_id", "=", reminder.id)], [], ["kept:count"]
        )
        self.assertEqual(share, [(0,)])

    # --- archiving --------------------------------------------------------------------

    def test_archiving_drops_with_its_reason_and_leaves_a_trace(self):
        request = self._create_request()
        request.active = False
        deadline = self._deadlines(request, self.promise)
        self.assertDeadline(deadline, state="cancelled", has_verdict=False)
        self.assertIn("the record was archived", str(deadline.explanation))
        self.assertIn("Solution_X", request.message_ids[:1].body)

    def test_what_is_broken_stays_broken_when_it_is_archived(self):
        request = self._create_request()
        self._run_at("2026-03-03 11:00")
        request.active = False
        deadline = self._deadlines(request, self.promise)
        self.assertDeadline(deadline, state="breached", kept=0.0, overrun_s=2 * HOUR)

    def test_time_in_the_archive_is_no_free_time(self):
        request = self._create_request()
        request.active = False
        self._go("2026-03-04 09:00")
        request.active = True
        self._run_at("2026-03-04 09:00")
        self.assertOnes(request, promise="breached")

    # --- one definition of the share kept ---------------------------------------------

    def _share(self, *requests):
        """The share kept as every view has it, and how many are behind it."""
        action = self.env.ref("service_deadline.service_deadline_action_analysis")
        self.assertIn("search_default_judged", action.context)
        self.env.flush_all()
        [(share, count)] = self.env["service.deadline"]._read_group(
            [
                ("has_verdict", "=", True),
                ("promise_id", "=", self.promise.id),
                ("res_id", "in", [request.id for request in requests]),
            ],
            [],
            ["kept:avg", "kept:count"],
        )
        return share, count

    def test_what_is_broken_counts_at_once(self):
        kept, late, open_ = (self._create_request() for _n in range(3))
        self._go("2026-03-02 10:00")
        kept.stage_id = self.stage_done
        self.assertEqual(self._share(kept, late, open_), (100, 1))
        self._run_at("2026-03-03 09:00:01")
        self.assertEqual(self._share(kept, late, open_)[1], 3)
        self.assertAlmostEqual(self._share(kept, late, open_)[0], 100 / 3)
        late.stage_id = self.stage_done
        self.assertAlmostEqual(self._share(kept, late, open_)[0], 100 / 3)

    def test_the_overrun_of_an_open_one_runs(self):
        request = self._create_request()
        self._run_at("2026-03-03 09:00:01")
        deadline = self._deadlines(request, self.promise)
        for moment, overrun in (
            ("2026-03-03 10:00", HOUR),
            ("2026-03-03 12:30", 3 * HOUR),  # nobody works at noon
            ("2026-03-04 09:00", 8 * HOUR),
        ):
            self._go(moment)
            self.env["service.deadline.engine"]._save_overruns(deadline.ids)
            self.assertDeadline(deadline, overrun_s=overrun)
        self.assertLogsReplay()
        request.stage_id = self.stage_done
        self.assertDeadline(deadline, state="met_late", overrun_s=8 * HOUR)

    def test_the_job_lets_overruns_run(self):
        request = self._create_request()
        self._run_at("2026-03-03 09:00:01")
        self._go("2026-03-03 11:00")
        with self.enter_registry_test_mode():
            job = self.env.ref("service_deadline.ir_cron_deadline_overruns")
            job.method_direct_trigger()
        self.env.invalidate_all()
        deadline = self._deadlines(request, self.promise)
        self.assertDeadline(deadline, overrun_s=2 * HOUR)

    def test_the_preview_of_a_rule_counts_what_is_broken_and_open(self):
        rule = self._deadlines(self._create_request(), self.promise).rule_id
        kept, neglected = self._create_request(), self._create_request()
        self._go("2026-03-02 10:00")
        kept.stage_id = self.stage_done
        self._run_at("2026-03-03 10:00")
        wizard = self.env["service.deadline.rule.apply"].create(
            {"rule_id": rule.id, "reason": "Trial"}
        )
        self.assertTrue(neglected)
        self.assertEqual(wizard.past_count, 3)
        self.assertAlmostEqual(wizard.past_kept, 100 / 3)
        rule.limit = 16  # by which the open ones are not decided yet
        wizard = self.env["service.deadline.rule.apply"].create(
            {"rule_id": rule.id, "reason": "Trial"}
        )
        self.assertAlmostEqual(wizard.past_kept, 100 / 3)
        self.assertEqual(wizard.past_kept_new, 100)

    def test_the_calendar_is_coloured_by_state(self):
        arch = self.env["service.deadline"].get_view(view_type="calendar")["arch"]
        self.assertIn('color="state_color"', arch)
        request = self._create_request()
        colours = []
        for moment in ("2026-03-02 09:00:01", "2026-03-03 09:00:01"):
            self._run_at(moment)
            colours.append(self._deadlines(request, self.promise).state_color)
        self.assertNotEqual(*colours, "what is broken looks like what runs")

    def test_each_page_opens_on_what_it_can_show(self):
        running = self.env.ref("service_deadline.service_deadline_action")
        self.assertFalse({"pivot", "graph"} & set(running.view_mode.split(",")))
