import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import EngineCommon

DONE = "[('stage_id.closed', '=', True)]"


@tagged("post_install", "-at_install")
class TestDeadlineRuleCheck(EngineCommon):
    """Impossible rules are refused, with one sentence that names the remedy."""

    def assertRefused(self, message, **values):
        with self.assertRaisesRegex(ValidationError, message) as caught:
            self._create_rule(name="Odd one", **values)
        return str(caught.exception)

    def test_no_end(self):
        message = self.assertRefused("never ends: say when", stop_domain="[]")
        self.assertIn("Odd one", message)

    def test_no_end_after_an_edit(self):
        rule = self._create_rule()
        with self.assertRaisesRegex(ValidationError, "never ends"):
            rule.stop_domain = "[]"
        rule.write({"stop_mode": "manual", "stop_domain": "[]"})
        with self.assertRaisesRegex(ValidationError, "never ends"):
            rule.stop_mode = "domain"

    def test_no_start(self):
        self.assertRefused("which condition starts", start_mode="domain")
        self.assertRefused("choose the date", start_mode="date")

    def test_no_limit(self):
        self.assertRefused("has no limit: fill in", limit=0)

    def test_without_figure_but_until_the_end_of_the_day(self):
        self.assertTrue(self._create_rule(limit=0, end_of_day=True))

    def test_negative_figures(self):
        for name in ("limit", "target", "pause_max"):
            with (
                self.assertRaises(psycopg2.errors.CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._create_rule(**{name: -1})

    def test_first_figure_not_below_the_limit(self):
        for target in (8, 9):
            self.assertRefused("must lie below", target=target)

    def test_paused_from_the_start(self):
        waits = self._wait_domain()
        self.assertRefused("paused from the start", domain=waits, pause_domain=waits)
        self.assertRefused(
            "paused from the start",
            start_mode="domain",
            start_domain=waits,
            pause_domain=waits,
        )
        self.assertRefused(
            "paused from the start",
            domain=f"[('priority', '=', '3'), {waits[1:-1]}]",
            pause_domain=waits,
        )

    def test_paused_by_more_than_it_starts_with(self):
        waits = f"[('priority', '=', '3'), {self._wait_domain()[1:-1]}]"
        self.assertTrue(
            self._create_rule(domain=self._wait_domain(), pause_domain=waits)
        )

    def test_dropped_whenever_it_is_kept(self):
        self.assertRefused("dropped whenever", stop_domain=DONE, cancel_domain=DONE)

    def test_condition_on_a_missing_field(self):
        for name in (
            "domain",
            "start_domain",
            "stop_domain",
            "cancel_domain",
            "pause_domain",
        ):
            for domain in ("[('no_such', '=', 1)]", "[('team_id.no_such', '=', 1)]"):
                message = self.assertRefused("cannot be used", **{name: domain})
                self.assertIn("choose its fields anew", message)

    def test_condition_that_is_none(self):
        for domain in (
            "no list",
            "[('name', '=', uid)]",
            "[('name', '=')]",
            "5",
            "[5]",
            "{}",
            "['&', ('name', '=', 'x')]",
            "[('name', 'resembles', 'x')]",
            "[" * 300,
        ):
            with self.subTest(domain):
                self.assertRefused("cannot be used", domain=domain)

    def test_condition_that_is_empty_is_all(self):
        for domain in ("[]", "", False):
            rule = self._create_rule(cancel_domain=domain)
            self.assertFalse(rule.error)
            self.assertStates(self._create_request(), "running")
            rule.active = False

    def test_no_hours(self):
        self.assertRefused("choose its working hours", calendar_source="rule")

    def test_hours_without_opening_times(self):
        empty = self._create_calendar()
        empty.attendance_ids.unlink()
        self.assertRefused(
            "has no working hours: add some",
            calendar_source="rule",
            calendar_id=empty.id,
        )

    def test_hours_of_the_flexible_kind_are_hours(self):
        flexible = self.env["resource.calendar"].create(
            {
                "name": "Flexible",
                "schedule_type": "flexible",
                "hours_per_day": 8,
                "full_time_required_hours": 40,
                "tz": "UTC",
            }
        )
        self._create_rule(calendar_source="rule", calendar_id=flexible.id)
        self.assertDeadline(
            self._deadline(self._create_request()), calendar_id=flexible
        )

    def test_a_step_that_waits_for_a_first_figure_that_is_not_there(self):
        rule = self._create_rule(target=4)
        step = self._create_step(rule, anchor="target")
        with self.assertRaisesRegex(ValidationError, "first figure"):
            rule.target = 0
        other = self._create_rule()
        with self.assertRaisesRegex(ValidationError, "first figure"):
            step.copy({"rule_id": other.id})

    def test_a_step_before_the_start(self):
        with self.assertRaisesRegex(ValidationError, "before the clock starts"):
            self._create_step(self._create_rule(), anchor="start", direction="before")

    def test_a_step_with_negative_figures(self):
        rule = self._create_rule()
        for values in ({"delay": -1}, {"repeat_every": 0}, {"max_repeats": -1}):
            with (
                self.assertRaises(psycopg2.errors.CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._create_step(rule, **values)

    def test_a_step_that_lacks_a_part(self):
        rule = self._create_rule()
        for message, values in (
            ("a role that gets the to-do", {"role_id": False}),
            ("an e-mail template", {"action": "tell_customer"}),
            ("an e-mail template", {"action": "mail"}),
            ("the action to run", {"action": "server_action"}),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self._create_step(rule, **values)

    def test_a_step_that_mails_a_template_of_other_records(self):
        template = self.env["mail.template"].create(
            {"name": "T", "model_id": self.env["ir.model"]._get_id("res.partner")}
        )
        with self.assertRaisesRegex(ValidationError, "other records"):
            self._create_step(
                self._create_rule(), action="mail", mail_template_id=template.id
            )

    def test_used_rules_promises_and_policies_are_archived_not_deleted(self):
        rule = self._create_rule()
        self._create_request()
        for record in (rule, self.promise, self.policy):
            with self.assertRaisesRegex(UserError, "Archive it instead"):
                record.unlink()
        self._create_rule(name="unused").unlink()

    def test_a_code_is_used_once(self):
        for record in (self.policy, self.promise):
            with (
                self.assertRaises(psycopg2.errors.UniqueViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                record.copy({"code": record.code})

    def test_a_rule_is_made_in_its_form(self):
        with Form(self.env["service.deadline.rule"]) as form:
            form.name = "Made in the form"
            form.policy_id = self.policy
            form.promise_id = self.promise
            form.model_id = self.env["ir.model"]._get(self.record_model)
            form.stop_domain = DONE
        self.assertEqual(form.record.terms_id.version, 1)
        self.assertEqual(form.record.model_name, "test.deadline.request")

    # --- lengths ----------------------------------------------------------------------

    def test_a_length_that_no_hours_reach_is_refused(self):
        for values in (
            {"limit": 100_000},
            {"limit": 2_147_483_647},
            {"limit": 2_147_483_647, "clock": "elapsed"},
            {"limit": 2_147_483_647, "unit": "minute", "clock": "elapsed"},
            {"limit": 2_147_483_647, "unit": "day", "end_of_day": True},
            {"limit": 10_000, "unit": "day"},
            {"pause_max": 2_147_483_647},
        ):
            with self.assertRaisesRegex(ValidationError, "would take about .* years"):
                self._create_rule(**values)
            rule = self._create_rule()
            with self.assertRaisesRegex(ValidationError, "years"):
                rule.write(values)

    def test_few_hours_a_week_reach_less(self):
        short = self._create_calendar()
        short.attendance_ids.filtered(
            lambda line: line.dayofweek != "0" or line.day_period != "morning"
        ).unlink()
        own = {"calendar_source": "rule", "calendar_id": short.id}
        with self.assertRaisesRegex(ValidationError, "years"):
            self._create_rule(limit=4_000, **own)
        self.assertTrue(self._create_rule(limit=1_000, **own))

    def test_lengths_that_somebody_may_want(self):
        for values in (
            {"limit": 10_000},
            {"limit": 3_000, "unit": "day", "clock": "elapsed"},
            {"limit": 525_600, "unit": "minute", "clock": "elapsed"},
            {"pause_max": 8_760},
        ):
            self.assertTrue(self._create_rule(**values))

    def test_a_step_too_far_away_is_refused(self):
        rule = self._create_rule()
        for values in (
            {"delay": 2_147_483_647},
            {"delay": 2_147_483_647, "delay_unit": "percent"},
            {"repeat": "hours", "repeat_every": 2_147_483_647},
            {"repeat": "working_day", "repeat_every": 1_000_000},
        ):
            with self.assertRaisesRegex(ValidationError, "years"):
                self._create_step(rule, **values)

    def test_a_reason_to_wait_for_ever_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "longest pause"):
            self.env["service.pause.reason"].create(
                {"name": "Waits", "max_hours": 2_147_483_647}
            )

    # --- rules that do not fit each other ---------------------------------------------

    def _answer_and_solution(self, **solution):
        promise = self.env["service.promise"].search([("code", "=", "answer_x")])
        answer = self._create_rule(
            name="Answered",
            promise_id=(promise or self._create_promise("answer_x")).id,
            stop_mode="reply",
            stop_domain="[]",
            limit=1,
        )
        values = {"name": "Solved in a day", "limit": 24, "clock": "elapsed"}
        return answer, self._create_rule(**(values | solution))

    def test_an_answer_that_is_due_after_the_solution_is_said(self):
        for rule in self._answer_and_solution():
            self.assertIn("Answered", rule.conflict)
            self.assertIn("Solved in a day", rule.conflict)

    def test_rules_that_fit_each_other_say_nothing(self):
        for values in (
            {"limit": 8, "clock": "working"},
            {"limit": 1, "unit": "day", "clock": "working"},
            {"limit": 30, "unit": "day"},
        ):
            for rule in self._answer_and_solution(**values):
                self.assertFalse(rule.conflict)
            self.env["service.deadline.rule"].search([]).active = False

    def test_rules_for_different_records_need_not_fit(self):
        answer, solution = self._answer_and_solution()
        answer.domain = "[('severity', '=', 'general')]"
        solution.domain = "[('severity', 'in', ['major', 'important'])]"
        self.assertFalse(answer.conflict)
        solution.domain = "[('severity', 'in', ['major', 'general'])]"
        self.assertTrue(solution.conflict)

    # --- the form ---------------------------------------------------------------------

    def test_the_records_can_be_chosen_again_after_they_were_emptied(self):
        """Whoever empties what a rule or a role is for can fill it in again."""
        for name in ("service.deadline.rule", "service.role"):
            field = self.env[name].fields_get(["model_id"])["model_id"]
            found = self.env["ir.model"].search(field["domain"]).mapped("model")
            self.assertIn("test.deadline.request", found)
            self.assertIn("test.deadline.visit", found)
            views = self.env[name].get_views([(False, "form")])
            shown = views["models"][name]["fields"]["model_id"]["domain"]
            self.assertEqual(self.env["ir.model"].search(shown).mapped("model"), found)
