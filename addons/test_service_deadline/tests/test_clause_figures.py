from datetime import date

from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestClauseFigures(EngineCommon):
    """A clause, the rule that carries it out, and how well it is kept."""

    def setUp(self):
        super().setUp()
        self.rule = self._create_rule(policy_ref="TP-1", public=True)
        self.version = self.policy._draft()
        self.clause = self.env["service.policy.clause"].create(
            {
                "version_id": self.version.id,
                "number": "TP-1",
                "name": "Solved",
                "text": "What customers ask is solved within 8 working hours.",
                "audience": "customers",
            }
        )
        self.version.action_publish()
        self.manager = self._create_user(
            "manager_x", "service_policy.service_policy_group_manager"
        )

    def _entry(self):
        page = self.env["service.policy.page"].with_user(self.manager)
        [entry] = page._entries(self.version.with_user(self.manager))
        return entry

    def test_what_agrees_is_not_told(self):
        self.assertFalse(self.rule.figure_drift)
        self.assertFalse(self._entry().drifts)

    def test_an_edited_rule_differs_on_both_sides_until_somebody_decides(self):
        self.rule.write({"limit": 2, "unit": "day"})
        drift = self._entry().drifts
        self.assertEqual(len(drift), 1)
        self.assertEqual(
            self.rule.with_user(self.manager).figure_drift,
            "TP-1 says “8 working hours”, “Solved” says 2 working days.",
        )
        drift.write({"decision": "meant", "reason": "We promise less than we do."})
        drift.action_decide()
        self.rule.invalidate_recordset()
        self.assertFalse(self.rule.with_user(self.manager).figure_drift)
        self.assertFalse(self._entry().drifts)

    def test_wording_and_rule_of_a_draft_are_compared_with_each_other(self):
        rule = self.rule.with_user(self.manager)
        rule.limit = 4
        self.assertEqual(rule.limit, 8, "it changes with the next version")
        drifts = self.env["service.policy.drift"].search([("state", "=", "open")])
        draft = self.policy.draft_id
        mine = drifts.filtered(lambda drift: drift.policy_id == self.policy)
        self.assertEqual(mine.version_id, draft)
        draft.clause_ids.text = "What customers ask is solved within 4 working hours."
        self.assertEqual(mine.state, "gone")
        draft.with_user(self.manager).action_publish()
        self.assertEqual(rule.limit, 4)
        self.assertFalse(rule.figure_drift)

    def test_a_rule_that_is_taken_back_differs_no_more(self):
        self.rule.limit = 9
        self.assertTrue(self._entry().drifts)
        self.rule.limit = 8
        self.assertFalse(self._entry().drifts)
        self.rule.limit = 9
        self.rule.active = False
        self.assertFalse(self._entry().drifts)

    def test_a_share_at_which_a_step_reminds_is_compared(self):
        text = "We remind at 50 % of the time; solved within 8 working hours."
        step = self._create_step(self.rule, delay=50, delay_unit="percent")
        self.assertFalse(self._entry().drifts, "a wording need not name it")
        draft = self.policy._draft()
        draft.clause_ids.text = text
        draft.action_publish()
        self.version = draft
        self.assertFalse(self._entry().drifts)
        step.delay = 75
        [drift] = self._entry().drifts
        self.assertEqual(drift.sentence, "TP-1 says “50 %”, “Solved” says 75 %.")
        self.rule.invalidate_recordset()
        self.assertEqual(self.rule.with_user(self.manager).figure_drift, drift.sentence)
        step.unlink()
        self.assertFalse(self._entry().drifts)

    def test_how_often_a_step_comes_again_is_compared(self):
        """Who tracks it every so often carries the clause out, too."""
        draft = self.policy._draft()
        draft.clause_ids.text = (
            "Solved within 8 working hours; progress is told every 2 working days."
        )
        draft.action_publish()
        self.version = draft
        self.assertEqual(self._entry().unbound, ["every 2 working days"])
        step = self._create_step(
            self.rule, name="Tell", repeat="working_day", repeat_every=2
        )
        entry = self._entry()
        self.assertFalse(entry.unbound or entry.drifts)
        [line] = [line for line in entry.lines if line.carrier.kind == "step"]
        self.assertEqual(
            (line.carrier.name, line.carrier.words), ("Tell", "every 2 working days")
        )
        step.repeat_every = 3
        [drift] = self._entry().drifts
        self.assertEqual(
            drift.sentence,
            "TP-1 says “every 2 working days”, “Solved” says every 3 working days.",
        )
        self.rule.invalidate_recordset()
        self.assertEqual(self.rule.with_user(self.manager).figure_drift, drift.sentence)
        step.role_id = self.env.ref("service_deadline.service_role_manager_chain")
        entry = self._entry()
        self.assertFalse(entry.drifts, "who climbs the managers keeps no rhythm")
        self.assertEqual(entry.unbound, ["every 2 working days"])

    def test_the_page_shows_what_runs_and_how_much_was_kept(self):
        kept = self._create_request()
        self._go("2026-03-02 11:00")
        kept.stage_id = self.stage_done
        self._go("2026-03-02 12:00")
        self._create_request()
        self._run_at("2026-03-10 09:00")
        self._create_request()
        self.env.flush_all()
        [line] = self._entry().lines
        self.assertEqual((line.carrier.open, line.carrier.broken), (2, 1))
        self.assertEqual((line.now.words, line.now.n), ("50 %", 2))
        self.assertIsNone(line.before)
        self.frozen.move_to("2026-04-10 09:00")
        [line] = self._entry().lines
        self.assertEqual(line.before.words, "50 %")

    def test_sm_4_1_clauses_for_customers_are_published_with_last_month(self):
        self._create_request().stage_id = self.stage_done
        self.env.flush_all()
        self._go("2026-04-10 09:00")
        standards = self.env["service.standards"]
        [clause] = standards._clauses_of_company(self.company)
        self.assertEqual(clause["number"], "TP-1")
        self.assertEqual((clause["kept"], clause["n"]), (100, 1))
        draft = self.policy._draft()
        draft.clause_ids.audience = "staff"
        [clause] = standards._clauses_of_company(self.company)
        draft.action_publish()
        self.assertFalse(standards._clauses_of_company(self.company))
        other = self.env["res.company"].create({"name": "Other X"})
        self.assertFalse(standards._clauses_of_company(other))

    def test_promises_kept_are_counted_on_the_local_day_on_which_they_were_due(self):
        self.company.resource_calendar_id = self.calendar
        self._create_request().stage_id = self.stage_done
        self.env.flush_all()
        figures = self.env["service.indicator"]._read(
            ["promises_kept"],
            date(2026, 3, 1),
            date(2026, 3, 31),
            ["date:day"],
        )["promises_kept"]
        self.assertEqual(figures[0].keys["date:day"], date(2026, 3, 3))
        for day, number in ((2, 0), (3, 1), (4, 0)):
            only = date(2026, 3, day)
            [figure] = self.env["service.indicator"]._read(
                ["promises_kept"], only, only
            )["promises_kept"]
            self.assertEqual(figure.n, number, only)

    def test_how_late_promises_are_is_a_figure(self):
        """Of those that were done late or are broken, in the time of their clock."""
        self.company.resource_calendar_id = self.calendar
        first, last = date(2026, 3, 1), date(2026, 3, 31)

        def overrun():
            model = self.env["service.indicator"]
            [figure] = model._read(["promise_overrun"], first, last)["promise_overrun"]
            return figure

        self.assertEqual((overrun().value, overrun().n), (None, 0))
        kept, late = self._create_request(), self._create_request()
        self._go("2026-03-02 11:00")
        kept.stage_id = self.stage_done
        self._run_at("2026-03-04 12:00")
        late.stage_id = self.stage_done
        self.env.flush_all()
        promise = late.deadline_ids
        self.assertEqual(promise.state, "met_late")
        self.assertGreater(promise.overrun_s, 0)
        self.assertEqual((overrun().value, overrun().n), (promise.overrun_s, 1))
        action = self.env["service.indicator"]._action_records(
            "promise_overrun", first, last
        )
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, promise)
