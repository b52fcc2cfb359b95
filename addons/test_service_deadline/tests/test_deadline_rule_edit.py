from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineRuleEdit(EngineCommon):
    """An edited rule is for new requests; for running ones only when somebody says
    so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(target=4)

    def _wizard(self, **values):
        return self.env["service.deadline.rule.apply"].create(
            {"rule_id": self.rule.id, "reason": "New contract", **values}
        )

    def _change(self, **values):
        self._go("2026-03-02 10:00")
        self.rule.write(values)

    # --- terms -------------------------------------------------------------------

    def test_new_terms_for_new_requests_only(self):
        running = self._create_request()
        self._change(limit=12)
        fresh = self._create_request(registered_at="2026-03-02 09:00:00")
        self.assertDeadline(self._deadline(running), due_at="2026-03-03 09:00")
        self.assertDeadline(self._deadline(fresh), due_at="2026-03-03 14:00")
        self.assertEqual(self.rule.terms_id.version, 2)

    def test_running_ones_keep_their_terms_whatever_happens_to_them(self):
        request = self._create_request()
        self._change(limit=12, target=0)
        request.name = "Touched"
        deadline = self._deadline(request)
        self._run_at("2026-03-02 14:00")
        self.assertDeadline(deadline, warned=True, due_at="2026-03-03 09:00")
        self._run_at("2026-03-03 09:00:01")
        self.assertDeadline(deadline, state="breached")

    def test_what_does_not_change_the_figures_makes_no_new_terms(self):
        terms = self.rule.terms_id
        self.rule.write({"name": "Other", "public": True, "sequence": 3, "note": "x"})
        self.assertEqual(self.rule.terms_id, terms)

    def test_the_old_wording_again_is_the_old_version(self):
        terms = self.rule.terms_id
        self.rule.limit = 12
        self.assertNotEqual(self.rule.terms_id, terms)
        self.rule.limit = 8
        self.assertEqual(self.rule.terms_id, terms)

    def test_steps_are_part_of_the_terms(self):
        step = self._create_step(self.rule)
        version = self.rule.terms_id.version
        step.delay = 3
        self.assertEqual(self.rule.terms_id.version, version + 1)
        step.name = "Another name"
        self.assertEqual(self.rule.terms_id.version, version + 1)
        step.unlink()
        self.assertFalse(self.rule.terms_id._terms().steps)

    # --- conditions are part of the terms ----------------------------------------

    def test_running_ones_keep_the_condition_that_ends_them(self):
        running = self._create_request()
        self._change(stop_domain=str([("stage_id", "=", self.stage_wait.id)]))
        fresh = self._create_request()
        (running | fresh).write({"stage_id": self.stage_wait.id})
        self.assertDeadline(self._deadline(running), state="running")
        self.assertDeadline(self._deadline(fresh), state="met")
        running.stage_id = self.stage_done
        self.assertDeadline(self._deadline(running), state="met")

    def test_running_ones_are_covered_as_they_were(self):
        running = self._create_request()
        self._change(domain="[('priority', '=', '3')]")
        running.name = "Touched"
        self.assertDeadline(self._deadline(running), state="running")
        self.assertFalse(self._create_request().deadline_ids)

    def test_a_narrower_rule_leaves_running_ones_to_no_later_rule(self):
        running = self._create_request()
        later = self._create_rule(limit=99, sequence=99)
        self._change(domain="[('priority', '=', '3')]")
        running.name = "Touched"
        fresh = self._create_request()
        self.assertEqual(self._deadline(running).rule_id, self.rule)
        self.assertEqual(self._deadline(fresh).rule_id, later)

    def test_a_rule_that_goes_before_still_takes_over(self):
        running = self._create_request()
        urgent = self._create_rule(
            limit=1, sequence=1, domain="[('priority', '=', '3')]"
        )
        self._change(domain="[('priority', '!=', '2')]")
        running.priority = "3"
        self.env.flush_all()
        (deadline,) = running.deadline_ids.filtered("is_open")
        self.assertEqual(deadline.rule_id, urgent)

    def test_what_earlier_terms_do_not_cover_any_more_follows_the_present_ones(self):
        request = self._create_request(priority="1")
        self.rule.domain = "[('priority', '=', '1')]"
        self._wizard().action_apply()
        self._change(domain="[('priority', 'in', ['1', '2'])]")
        request.priority = "2"
        self.assertDeadline(self._deadline(request), state="running")
        request.priority = "3"
        self.assertDeadline(self._deadline(request), state="cancelled")

    def test_conditions_reach_running_ones_when_somebody_says_so(self):
        kept, dropped = self._create_request(), self._create_request(priority="3")
        waits = self._create_request(name="Waits")
        kept.stage_id = self.stage_wait
        self._change(
            domain="[('priority', '!=', '3')]",
            stop_domain=str([("stage_id", "=", self.stage_wait.id)]),
            pause_domain="[('name', '=', 'Waits')]",
        )
        wizard = self._wizard()
        self.assertEqual(
            (wizard.kept_count, wizard.dropped_count, wizard.paused_count), (1, 1, 1)
        )
        for request in (kept, dropped, waits):
            self.assertDeadline(self._deadline(request), state="running")
        wizard.action_apply()
        self.assertDeadline(self._deadline(kept), state="met")
        self.assertDeadline(self._deadline(dropped), state="cancelled")
        self.assertDeadline(self._deadline(waits), state="paused")

    def test_the_preview_counts_promises_not_requests(self):
        """Of a request with an open promise in each of two cycles, both."""
        requests = self._create_request() + self._create_request(priority="3")
        requests += self._create_request(name="Waits")
        requests[0].stage_id = self.stage_wait
        self._change(
            domain="[('priority', '!=', '3')]",
            stop_domain=str([("stage_id", "=", self.stage_wait.id)]),
            pause_domain="[('name', '=', 'Waits')]",
        )
        again = {"cycle": 2, "state": "running"}
        values = [self._deadline(request).copy_data(again)[0] for request in requests]
        others = self.env["service.deadline"].sudo().create(values)
        self.addCleanup(others.unlink)  # they have no log
        self.env.flush_all()
        wizard = self._wizard()
        self.assertEqual(
            (wizard.kept_count, wizard.dropped_count, wizard.paused_count), (2, 2, 2)
        )
        self.assertEqual(wizard.running_count, 6)

    # --- what they are -----------------------------------------------------------

    def test_terms_are_never_changed(self):
        with self.assertRaisesRegex(UserError, "edit the rule instead"):
            self.rule.terms_id.write({"values": {}})
        with self.assertRaisesRegex(UserError, "edit the rule instead"):
            self.rule.terms_id.sudo().write({"version": 9})

    def test_counts_on_the_rule(self):
        self._create_request()
        done = self._create_request()
        done.stage_id = self.stage_done
        self._change(limit=12)
        self._create_request()
        self.rule.invalidate_recordset()
        self.assertEqual(self.rule.deadline_count, 2)
        self.assertEqual(self.rule.outdated_count, 1)

    # --- to running ones too -----------------------------------------------------

    def test_preview_says_what_would_move_and_moves_nothing(self):
        late, fine = self._create_request(), self._create_request()
        self._change(limit=2, target=0)
        self._go("2026-03-02 12:00")
        wizard = self._wizard()
        self.assertEqual(wizard.running_count, 2)
        self.assertEqual(wizard.moved_count, 2)
        self.assertEqual(wizard.overdue_count, 2)
        self.assertIn(fine.display_name, str(wizard.preview_html))
        for request in (late, fine):
            self.assertDeadline(
                self._deadline(request), due_at="2026-03-03 09:00", state="running"
            )

    def test_preview_counts_only_what_really_moves(self):
        self._create_request()
        self._create_step(self.rule)
        wizard = self._wizard()
        self.assertEqual((wizard.running_count, wizard.moved_count), (1, 0))
        self.assertIn("No due time would move", str(wizard.preview_html))

    def test_preview_of_what_ended(self):
        for moment in ("2026-03-02 11:00", "2026-03-02 15:00", "2026-03-03 10:00"):
            self._go("2026-03-02 09:00")
            request = self._create_request()
            self._go(moment)
            request.stage_id = self.stage_done
            self.env.flush_all()
        dropped = self._create_request(registered_at="2026-03-03 09:00:00")
        dropped.active = False
        self.env.flush_all()
        self.rule.write({"limit": 5, "target": 0})
        wizard = self._wizard()
        self.assertEqual(wizard.past_count, 3)
        self.assertAlmostEqual(wizard.past_kept, 200 / 3)
        self.assertAlmostEqual(wizard.past_kept_new, 200 / 3)
        self.rule.limit = 4
        self.assertAlmostEqual(self._wizard().past_kept_new, 100 / 3)

    def test_looks_back_as_far_as_it_is_told(self):
        request = self._create_request()
        request.stage_id = self.stage_done
        self._go("2026-05-10 09:00")
        self.assertEqual(self._wizard(months=1).past_count, 0)
        self.assertEqual(self._wizard(months=3).past_count, 1)

    def test_applied_to_running_ones_with_the_reason_in_their_log(self):
        request = self._create_request()
        self._change(limit=12, target=6)
        self._wizard().action_apply()
        deadline = self._deadline(request)
        self.assertDeadline(
            deadline,
            terms_id=self.rule.terms_id,
            due_at="2026-03-03 14:00",
            target_at="2026-03-02 16:00",
        )
        self.assertEqual(request.next_deadline_at, deadline.due_at)
        event = deadline.event_ids.sorted("id")[-1]
        self.assertEqual((event.kind, event.reason), ("retarget", "New contract"))
        self.assertEqual(event.data["terms"], self.rule.terms_id.id)
        self.rule.invalidate_recordset()
        self.assertEqual(self.rule.outdated_count, 0)

    def test_applied_twice_changes_nothing_more(self):
        request = self._create_request()
        self._change(limit=12)
        self._wizard().action_apply()
        kinds = self._kinds(self._deadline(request))
        self._wizard().action_apply()
        self.assertEqual(self._kinds(self._deadline(request)), kinds)

    def test_stricter_terms_break_at_the_next_look(self):
        request = self._create_request()
        self._change(limit=1, target=0)
        self._go("2026-03-02 11:00")
        self._wizard().action_apply()
        self._run_at("2026-03-02 11:01")
        self.assertDeadline(
            self._deadline(request), state="breached", due_at="2026-03-02 10:00"
        )

    def test_milder_terms_mend_what_is_broken_and_not_done(self):
        request = self._create_request()
        self._run_at("2026-03-03 10:00")
        self.assertStates(request, "breached")
        self.rule.limit = 40
        self._wizard().action_apply()
        self.assertDeadline(
            self._deadline(request), state="running", due_at="2026-03-09 09:00"
        )

    def test_a_paused_one_keeps_waiting_under_the_new_terms(self):
        request = self._create_request()
        deadline = self._deadline(request)
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        deadline.action_pause(reason)
        self._change(limit=12)
        self.assertEqual(self._wizard().overdue_count, 0)
        self._wizard().action_apply()
        self.assertDeadline(deadline, state="paused", due_at=False)
        self._go("2026-03-02 11:00")
        deadline.action_resume()
        self.assertDeadline(deadline, due_at="2026-03-03 16:00", paused_s=2 * HOUR)

    def test_pauses_are_measured_again_on_the_other_clock(self):
        """A night: 1 hour of work; 16 hours by the clock."""
        request = self._create_request()
        deadline = self._deadline(request)
        self._go("2026-03-02 16:00")
        deadline.action_pause(
            self.env["service.pause.reason"].create({"name": "Waits"})
        )
        self._go("2026-03-03 08:00")
        deadline.action_resume()
        self.assertDeadline(deadline, paused_s=HOUR)
        self.rule.write({"clock": "elapsed", "limit": 24, "target": 0})
        self._wizard().action_apply()
        self.assertDeadline(deadline, paused_s=16 * HOUR, due_at="2026-03-04 01:00")
        lines = [line for line in deadline.explain() if line["kind"] == "pause"]
        self.assertEqual([line["seconds"] for line in lines], [16 * HOUR])
        kinds = [line["kind"] for line in deadline.explain()]
        self.assertNotIn("carried", kinds)

    def test_the_trial_measures_pauses_on_the_clock_of_the_present_terms(self):
        """Done after 24 hours by the clock, 16 of which it waited: within 8."""
        request = self._create_request()
        deadline = self._deadline(request)
        self._go("2026-03-02 16:00")
        deadline.action_pause(
            self.env["service.pause.reason"].create({"name": "Waits"})
        )
        self._go("2026-03-03 08:00")
        deadline.action_resume()
        self._go("2026-03-03 09:00")
        request.stage_id = self.stage_done
        self.assertDeadline(deadline, state="met")
        self.rule.write({"clock": "elapsed", "limit": 8, "target": 0})
        self.assertEqual(self._wizard().past_kept_new, 100)

    def test_finished_verdicts_are_never_rewritten(self):
        request = self._create_request()
        self._go("2026-03-02 16:00")
        request.stage_id = self.stage_done
        deadline = self._deadline(request)
        names = ["state", "due_at", "terms_id", "kept", "event_ids"]
        before = deadline.read(names)
        self.rule.write({"limit": 1, "target": 0})
        self._wizard().action_apply()
        self.assertEqual(deadline.read(names), before)

    def test_hours_without_opening_times_do_not_stop_the_preview(self):
        self._create_request()
        self.calendar.attendance_ids.unlink()
        self._change(limit=12)
        wizard = self._wizard()
        self.assertEqual((wizard.running_count, wizard.moved_count), (1, 0))
        wizard.action_apply()

    def test_only_managers_apply(self):
        manager = self._create_user(
            "manager_x", "service_policy.service_policy_group_manager"
        )
        values = {"rule_id": self.rule.id, "reason": "x"}
        wizards = self.env["service.deadline.rule.apply"]
        with self.assertRaises(AccessError):
            wizards.with_user(self.agent).create(values)
        self._create_request()
        self._change(limit=12)
        wizard = wizards.with_user(manager).create(values)
        self.assertEqual(wizard.moved_count, 1)
        wizard.action_apply()

    def test_the_preview_names_no_request_of_another_company(self):
        manager = self._create_user(
            "manager_x", "service_policy.service_policy_group_manager"
        )
        other, team = self._create_other_company(self.policy)
        self._create_request(name="Secret matter", company_id=other.id, team_id=team.id)
        self._change(limit=12)
        wizard = (
            self.env["service.deadline.rule.apply"]
            .with_user(manager)
            .create({"rule_id": self.rule.id, "reason": "x"})
        )
        self.assertNotIn("Secret", str(wizard.preview_html))

    # --- archiving ---------------------------------------------------------------

    def test_an_archived_rule_drops_its_promises_at_the_next_look(self):
        request = self._create_request()
        self._go("2026-03-02 10:00")
        self.rule.active = False
        self._run_at("2026-03-02 10:01")
        self.assertStates(request, "cancelled")
        self.assertEqual(request.next_deadline_state, "none")

    def test_a_policy_that_is_out_of_force_drops_its_promises(self):
        for change in ({"active": False}, {"company_ids": [(5,)]}):
            self.policy.write(
                {"active": True, "company_ids": [(6, 0, self.company.ids)]}
            )
            self.policy.adoption_ids.since = "2020-01-01"
            request = self._create_request()
            self.policy.write(change)
            self._run_at(Datetime.add(Datetime.now(), minutes=1))
            self.assertStates(request, "cancelled")

    def test_a_preview_without_a_rule_is_empty(self):
        """A client asks before somebody has chosen the rule, and with odd figures."""
        wizards = self.env["service.deadline.rule.apply"]
        spec = {name: {} for name in wizards._fields}
        for values in ({}, {"months": 10**9}, {"rule_id": False, "months": -1}):
            answer = wizards.onchange(values, list(values), spec)
            self.assertEqual(answer["value"].get("running_count", 0), 0)
        rule = self.env["service.deadline.rule"].search([], limit=1)
        wizards.onchange({"rule_id": rule.id, "months": 10**9}, ["months"], spec)
