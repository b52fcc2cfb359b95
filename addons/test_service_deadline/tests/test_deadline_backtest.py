import random
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import new_test_user

from odoo.addons.service_deadline.models import service_deadline_backtest

from .common import EngineCommon

#: What people may do to a request in the story below, and how often.
DEEDS = ("wait", "work", "done", "severity", "agree", "pause", "resume", "answer")


class BacktestCommon(EngineCommon):
    """Rules on requests whose history is tracked, tried on the past."""

    record_model = "test.deadline.tracked"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"lang": "en_US"})
        cls.manager = new_test_user(
            cls.env,
            "manager_x",
            "base.group_user,service_policy.service_policy_group_manager",
        )
        cls.stage_work = cls.env[cls.stage_model].create(
            {"name": "Working X", "sequence": 5}
        )

    def setUp(self):
        super().setUp()
        self._begin_request()

    def _begin_request(self):
        """What is written from here on is dated by the moved clock."""
        self.env.cr._now = Datetime.now()

    def _go(self, moment):
        self.env.cr.flush()  # the tracked changes are noted at the end of a request
        res = super()._go(moment)
        self._begin_request()
        return res

    def _try(self, rule, changes=None, days=90, user=None):
        """A trial that the job has carried out, in the environment of who asked."""
        trials = self.env["service.deadline.backtest"].with_user(user or self.manager)
        action = trials.start(rule.id, changes, days)
        trial = trials.browse(action["res_id"])
        for _count in range(50):
            if trial.state not in ("waiting", "running"):
                break
            trial.sudo()._run()
            trial.invalidate_recordset()
        return trial

    def _outcomes(self, trial):
        return {
            (line.res_id, line.cycle): (line.outcome, line.really)
            for line in trial.line_ids
        }

    def _figures(self, trial, side=0):
        figures = trial.result[""].get("", {})
        return {name: both[side] for name, both in figures.items() if both[side]}


class TestDeadlineBacktest(BacktestCommon):
    """What a trial says of cases that one can count on one's fingers."""

    def test_a_shorter_limit_breaks_what_was_kept(self):
        rule = self._create_rule(limit=8)
        slow, quick = self._create_record(), self._create_record()
        self._run_at("2026-03-02 11:00")
        quick.stage_id = self.stage_done
        self._run_at("2026-03-03 08:00")
        slow.stage_id = self.stage_done
        self._run_at("2026-03-05 12:00")
        trial = self._try(rule, {"limit": 4})
        self.assertEqual(
            self._outcomes(trial),
            {(slow.id, 1): ("late", "kept"), (quick.id, 1): ("kept", "kept")},
        )
        self.assertEqual(trial.difference_ids.res_id, slow.id)
        self.assertEqual(rule.limit, 8)

    def test_nothing_is_written_to_promises(self):
        rule = self._create_rule()
        record = self._create_record()
        self._run_at("2026-03-04 12:00")
        before = self._deadlines(record).read()
        events = self.env["service.deadline.event"].search_count([])
        self._try(rule, {"limit": 1})
        self.assertEqual(self._deadlines(record).read(), before)
        self.assertEqual(self.env["service.deadline.event"].search_count([]), events)

    def test_a_rule_that_is_not_saved_is_tried(self):
        record = self._create_record(severity="major")
        self._create_record(severity="general")
        self._run_at("2026-03-06 12:00")
        values = {
            "name": "Quick",
            "policy_id": self.policy.id,
            "promise_id": self.promise.id,
            "role_id": self._role("assignee").id,
            "model_id": self.env["ir.model"]._get_id(self.record_model),
            "domain": "[('severity', '=', 'major')]",
            "stop_mode": "domain",
            "stop_domain": "[('stage_id.closed', '=', True)]",
            "start_mode": "create",
            "calendar_source": "team",
            "clock": "working",
            "unit": "hour",
            "limit": 2,
            "step_ids": [
                Command.create(
                    {
                        "name": "Tell the leader",
                        "delay": 1,
                        "role_id": self._role("team_leader").id,
                        "repeat": "working_day",
                        "repeat_every": 1,
                    }
                )
            ],
        }
        trial = self._try(self.env["service.deadline.rule"], values)
        self.assertEqual(self._outcomes(trial), {(record.id, 1): ("broken", "none")})
        # due on Monday at 11, told at 12 and then on each working day
        self.assertEqual(trial.told, {f"-1,{self.leader.id}": 5})

    def test_history_decides_and_not_what_is_now(self):
        rule = self._create_rule(domain="[('severity', '=', 'important')]")
        record = self._create_record(severity="important")
        self._run_at("2026-03-02 11:00")
        record.stage_id = self.stage_wait
        self._run_at("2026-03-03 11:00")
        record.severity = "general"
        self._run_at("2026-03-06 11:00")
        waits = {"pause_domain": self._wait_domain()}
        trial = self._try(rule, waits)
        self.assertEqual(self._outcomes(trial), {(record.id, 1): ("dropped", "broken")})

    def test_what_has_no_history_is_said(self):
        rule = self._create_rule(domain="[('priority', '=', '1')]")
        self._create_record()
        self._run_at("2026-03-03 11:00")
        trial = self._try(rule)
        self.assertEqual(trial.missing, ["priority"])
        self.assertIn("“Priority” has no history", trial.result_html)

    def test_a_closing_that_nobody_tracked_is_taken_from_the_logs(self):
        rule = self._create_rule()
        record = self._create_record()
        self._run_at("2026-03-02 15:00")
        record.with_context(tracking_disable=True).stage_id = self.stage_done
        self._run_at("2026-03-06 11:00")
        record.name = "Changed since"
        self._run_at("2026-03-06 12:00")
        trial = self._try(rule)
        self.assertEqual(self._outcomes(trial), {(record.id, 1): ("kept", "kept")})
        self.assertEqual(trial.guessed, 1)
        trial = self._try(rule, {"limit": 4})
        self.assertEqual(self._outcomes(trial), {(record.id, 1): ("late", "kept")})

    def test_a_rule_that_goes_before_takes_its_records(self):
        first = self._create_rule(domain="[('severity', '=', 'major')]", sequence=1)
        second = self._create_rule(sequence=2)
        major = self._create_record(severity="major")
        other = self._create_record()
        self._run_at("2026-03-03 11:00")
        self.assertEqual({*self._outcomes(self._try(second))}, {(other.id, 1)})
        self.assertEqual({*self._outcomes(self._try(first))}, {(major.id, 1)})

    def test_the_draft_of_a_rule_is_tried_as_that_rule(self):
        rule = self._create_rule(limit=8)
        record = self._create_record()
        self._run_at("2026-03-03 08:00")
        record.stage_id = self.stage_done
        self._run_at("2026-03-05 12:00")
        draft = rule._join_draft()
        draft.limit = 4
        trial = self._try(draft)
        self.assertEqual(self._outcomes(trial), {(record.id, 1): ("late", "kept")})
        self.assertEqual((trial.rule_id, trial.is_draft), (rule, True))

    def test_only_the_days_that_are_asked_for(self):
        rule = self._create_rule()
        self._create_record()
        self._run_at("2026-03-20 09:00")
        late = self._create_record()
        self._run_at("2026-03-23 11:00")
        self.assertEqual({*self._outcomes(self._try(rule, days=5))}, {(late.id, 1)})
        self.assertEqual(len(self._try(rule, days=60).line_ids), 2)


class TestDeadlineBacktestJob(BacktestCommon):
    """Who may ask for a trial, and how the job carries it out."""

    def test_in_portions_with_a_bar(self):
        rule = self._create_rule()
        self.patch(service_deadline_backtest, "CHUNK", 2)
        for _count in range(5):
            self._create_record()
        self._run_at("2026-03-03 11:00")
        trials = self.env["service.deadline.backtest"].with_user(self.manager)
        trial = trials.browse(trials.start(rule.id)["res_id"])
        seen = []
        while trial.state in ("waiting", "running"):
            trial.sudo()._run()
            trial.invalidate_recordset()
            seen.append(trial.progress)
        self.assertEqual(seen, [40, 80, 100])
        self.assertEqual(len(trial.line_ids), 5)

    def test_as_many_queries_for_many_records(self):
        rule = self._create_rule()
        self._create_step(rule)
        counts = []
        for count in (2, 20):
            for _count in range(count):
                self._create_record()
            self._run_at("2026-03-06 11:00")
            self._try(rule)  # what is cached once is there
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._try(rule)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_a_trial_is_cancelled(self):
        rule = self._create_rule()
        self._create_record()
        trials = self.env["service.deadline.backtest"].with_user(self.manager)
        trial = trials.browse(trials.start(rule.id)["res_id"])
        trial.action_cancel()
        self.assertEqual(trial.state, "cancelled")
        self.assertFalse(self.env["service.deadline.backtest"]._next())

    def test_only_administrators_of_policies_ask(self):
        rule = self._create_rule()
        trials = self.env["service.deadline.backtest"].with_user(self.agent)
        with self.assertRaises(AccessError):
            trials.start(rule.id)

    def test_a_trial_is_seen_by_who_asked(self):
        rule = self._create_rule()
        self._create_record()
        self._run_at("2026-03-03 11:00")
        trial = self._try(rule)
        other = new_test_user(
            self.env,
            "manager_y",
            "base.group_user,service_policy.service_policy_group_manager",
        )
        mine = self.env["service.deadline.backtest"].with_user(other)
        self.assertFalse(mine.search([]))
        lines = self.env["service.deadline.backtest.line"]
        self.assertTrue(lines.with_user(self.manager).search([]))
        self.assertFalse(lines.with_user(other).search([]))
        with self.assertRaises(AccessError):
            mine.browse(trial.id).read(["name"])
        with self.assertRaises(AccessError):
            trial.line_ids.write({"outcome": "kept"})
        with self.assertRaises(AccessError):
            trial.write({"state": "waiting"})
        with self.assertRaises(AccessError):
            trial.create({"name": "Forged", "user_id": self.manager.id})

    def test_only_records_that_may_be_read_are_looked_at(self):
        rule = self._create_rule()
        seen = self._create_record(severity="major")
        self._create_record()
        self.env["ir.rule"].create(
            {
                "name": "Major ones only",
                "model_id": self.env["ir.model"]._get_id(self.record_model),
                "domain_force": "[('severity', '=', 'major')]",
            }
        )
        self._run_at("2026-03-03 11:00")
        self.assertEqual(self._try(rule).line_ids.mapped("res_id"), [seen.id])

    def test_a_condition_on_what_is_hidden_is_refused(self):
        rule = self._create_rule()
        wage = "user_id.employee_ids.version_id.wage"
        hidden = {"domain": f"[('{wage}', '>=', 8000)]"}
        with self.assertRaises(AccessError):
            self._try(rule, hidden)

    def test_an_impossible_rule_is_refused(self):
        rule = self._create_rule()
        for changes in (
            {"limit": 0},
            {"stop_domain": "[]"},
            {"domain": "[('nothing', '=', 1)]"},
            {"domain": "[("},
            {"promise_id": False},
        ):
            with self.subTest(changes), self.assertRaises(UserError):
                self._try(rule, changes)


class TestDeadlineBacktestStory(BacktestCommon):
    """A rule in force, tried on what lived under it, gives what really happened."""

    def _holiday(self, day):
        self.env["resource.special.day"].create(
            {"name": "Day off", "date": day, "kind": "holiday"}
        )

    def test_the_rule_in_force_gives_what_happened(self):
        self.env["ir.config_parameter"].set_param(
            "service_deadline.missed_after_minutes", "60"
        )
        rule = self._create_rule(
            limit=10,
            target=5,
            domain="[('severity', '!=', 'major')]",
            pause_domain=self._wait_domain(),
            pause_max=30,
            due_field_id=self._field("promised_at").id,
            allow_manual_stop=True,
        )
        self._create_step(rule, "assignee", delay=50, delay_unit="percent", name="A")
        self._create_step(
            rule, delay=1, repeat="working_day", max_repeats=3, name="Leader"
        )
        self._holiday("2026-03-05")
        answered = self._create_promise("answered_x")
        by_answer = self._create_rule(
            name="Answered", promise_id=answered.id, stop_mode="reply", limit=6
        )
        chance, records = random.Random(7), []
        reason = self.env["service.pause.reason"].search([("max_hours", "=", 0)])[:1]
        moment = datetime(2026, 3, 2, 9)
        while moment < datetime(2026, 3, 20):
            self._run_at(str(moment)[:16])
            for record in chance.sample(records, min(4, len(records))):
                self._do(record, chance.choice(DEEDS), reason, moment)
            if len(records) < 40 and chance.random() < 0.6:
                records.append(self._create_record())
            moment += timedelta(minutes=chance.choice((41, 83, 197, 331)))
            while moment.hour >= 19 or moment.hour < 7:
                moment += timedelta(hours=3)
        self._run_at(str(moment)[:16])
        self.env.cr.flush()
        for each in (rule, by_answer):
            trial = self._try(each)
            different = [
                (line.res_id, line.cycle, line.outcome, line.really)
                for line in trial.line_ids
                if line.differs or not self._same_times(line)
            ]
            self.assertEqual(different, [])
            self.assertGreater(len(trial.line_ids), 35)
        self.assertGreaterEqual(len(self._figures(self._try(rule))), 4)
        self.assertEqual(self._told_really(rule), self._told(self._try(rule)))

    def _same_times(self, line):
        ends = [line.ended_at, line.really_ended_at]
        return line.due_at == line.really_due_at and (
            ends[0] == ends[1] or line.outcome == "dropped"
        )

    def _told(self, trial):
        told = {}
        for key, times in trial.told.items():
            step_id = int(key.split(",")[0])
            told[step_id] = told.get(step_id, 0) + times
        return told

    def _told_really(self, rule):
        groups = self.env["service.deadline.event"]._read_group(
            [("deadline_id.rule_id", "=", rule.id), ("kind", "=", "step")],
            ["step_id"],
            ["__count"],
        )
        return {step.id: count for step, count in groups}

    def _do(self, record, deed, reason, moment):
        deadline = self._deadline(record, self.promise)
        if deed == "wait":
            record.stage_id = self.stage_wait
        elif deed == "work":
            record.stage_id = self.stage_work
        elif deed == "done":
            record.stage_id = self.stage_done
        elif deed == "severity":
            record.severity = "major" if record.severity != "major" else "general"
        elif deed == "agree":
            record.promised_at = moment + timedelta(hours=30)
        elif deed == "pause" and deadline.state == "running":
            deadline.action_pause(reason, moment + timedelta(hours=20))
        elif deed == "resume" and deadline.state == "paused":
            deadline.action_resume("Go on")
        elif deed == "answer":
            record.with_user(self.agent).sudo().message_post(
                body="Here it is",
                partner_ids=self.customer.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.env.cr.flush()
        self.env.flush_all()
