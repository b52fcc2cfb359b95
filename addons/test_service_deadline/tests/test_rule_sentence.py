import re
from ast import literal_eval

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.service_deadline.words.condition import condition_in_words
from odoo.addons.service_policy.core.drift import agrees
from odoo.addons.service_policy.core.figures import find_figures

from .common import RequestCommon

LANGUAGES = ("en_US", "zh_CN", "zh_TW")
FIGURES = st.integers(1, 90)
CONDITIONS = st.sampled_from(
    [
        "[]",
        "[('severity', '=', 'important')]",
        "[('stage_id.closed', '=', True), ('priority', 'in', ['2', '3'])]",
        "['|', ('partner_id', '!=', False), ('name', 'ilike', 'leak')]",
        "['!', '&', ('severity', '!=', 'major'), ('registered_at', '>', '2026-01-05')]",
    ]
)
RULES = st.fixed_dictionaries(
    {
        "limit": FIGURES,
        "target": st.integers(0, 90),
        "unit": st.sampled_from(["minute", "hour", "day"]),
        "clock": st.sampled_from(["working", "elapsed"]),
        "end_of_day": st.booleans(),
        "calendar_source": st.sampled_from(["team", "responsible", "company", "rule"]),
        "start_mode": st.sampled_from(["create", "domain", "date"]),
        "stop_mode": st.sampled_from(["domain", "reply", "manual"]),
        "allow_manual_stop": st.booleans(),
        "on_close": st.sampled_from(["run", "drop"]),
        "pause_max": st.integers(0, 90),
        "domain": CONDITIONS,
        "start_domain": CONDITIONS,
        "stop_domain": CONDITIONS,
        "pause_domain": CONDITIONS,
        "cancel_domain": CONDITIONS,
    }
)
STEPS = st.fixed_dictionaries(
    {
        "name": st.just("Step"),
        "delay": st.integers(0, 90),
        "delay_unit": st.sampled_from(["minute", "hour", "day", "percent"]),
        "direction": st.sampled_from(["before", "after"]),
        "anchor": st.sampled_from(["start", "target", "due"]),
        "repeat": st.sampled_from(["once", "hours", "working_day"]),
        "repeat_every": FIGURES,
        "max_repeats": st.integers(0, 9),
        "in_hours": st.booleans(),
        "action": st.sampled_from(
            ["activity", "mail", "tell_customer", "server_action", "raise_severity"]
        ),
    }
)


@tagged("post_install", "-at_install")
class TestRuleSentence(RequestCommon):
    """A rule says in plain sentences what it does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in LANGUAGES[1:]:
            cls.env["res.lang"]._activate_lang(lang)
        fields = cls.env["ir.model.fields"]
        cls.field = fields._get(cls.record_model, "promised_at")
        cls.action = cls.env["ir.actions.server"].create(
            {
                "name": "Order a taxi",
                "state": "code",
                "model_id": cls.env["ir.model"]._get_id(cls.record_model),
            }
        )
        cls.all = {
            "name": "Rule",
            "model_id": cls.env["ir.model"]._get_id(cls.record_model),
            "promise_id": cls.promise.id,
            "policy_id": cls.policy.id,
            "start_field_id": cls.field.id,
            "calendar_id": cls.calendar.id,
            "role_id": cls._role("assignee").id,
        }

    def _new(self, lang="en_US", steps=(), **values):
        rules = self.env["service.deadline.rule"].with_context(lang=lang)
        roles = self._role("team_leader") | self._role("manager_chain")
        people = {"server_action_id": self.action.id}
        commands = [
            Command.create(people | {"role_id": roles[n % 2].id} | step)
            for n, step in enumerate(steps)
        ]
        return rules.new(self.all | values | {"step_ids": commands})

    # --- as the brief of an administrator reads ---------------------------------------

    def test_the_rule_is_a_plain_sentence(self):
        rule = self._new(
            domain="[('severity', '=', 'important')]",
            limit=1,
            unit="hour",
            stop_domain="[('stage_id.closed', '=', True)]",
            steps=[
                {"delay": 50, "delay_unit": "percent", "action": "activity"},
                {"delay": 0, "action": "activity"},
            ],
        )
        self.assertEqual(
            rule._sentences(),
            [
                "Request with Promises where Severity is Important: Solution_X within "
                "1 working hour in the working hours of the team.",
                "The clock starts on registration.",
                "It is kept when Stage › Closed is ticked.",
                "Who answers for it: Assignee.",
                "At 50% of the time, Team leader gets a to-do.",
                "When it is due, Chain of managers gets a to-do.",
            ],
        )

    def test_the_sentence_is_in_the_language_of_the_reader(self):
        values = {"domain": "[('severity', '=', 'important')]", "limit": 1}
        said = [self._new(lang, **values)._sentence() for lang in LANGUAGES]
        self.assertEqual(len(set(said)), 3)
        self.assertIn("工作小时", said[1])
        self.assertIn("工作小時", said[2])
        self.assertNotIn(" The clock", said[1])

    def test_it_follows_what_is_being_edited(self):
        with Form(self.env["service.deadline.rule"]) as form:
            form.model_id = self.env["ir.model"]._get(self.record_model)
            form.policy_id = self.policy
            form.promise_id = self.promise
            form.limit = 3
            self.assertIn("within 3 working hours", form.sentence)
            form.stop_domain = "[]"
            self.assertIn("say when the promise is kept", form.problem)
            form.stop_domain = "[('stage_id.closed', '=', True)]"
            self.assertFalse(form.problem)
            form.unit = "day"
            self.assertIn("within 3 working days", form.sentence)
            self.assertEqual(form.name, self.promise.name)

    def test_each_step_says_itself_in_its_row(self):
        steps = [
            {"delay": 50, "delay_unit": "percent", "action": "activity"},
            {"delay": 2, "direction": "before", "anchor": "due", "action": "activity"},
        ]
        values = {"limit": 1, "unit": "day"}
        self.assertEqual(
            self._new(steps=steps, **values).step_ids.mapped("said"),
            [
                "At 50% of the time, Team leader gets a to-do.",
                "2 working hours before it is due, Chain of managers gets a to-do.",
            ],
        )
        chinese = self._new("zh_CN", steps=steps, **values).step_ids[0].said
        self.assertIn("50%", chinese)
        self.assertNotIn("of the time", chinese)

    def test_two_steps_that_coincide_are_named_before_saving(self):
        step = {"delay": 1, "action": "activity"}
        rule = self._new(stop_mode="manual", steps=[step, {}, step])
        rule.step_ids[1].action = "raise_severity"
        self.assertIn("at the same time", rule.problem)

    def test_a_step_without_a_name_is_called_after_what_it_does(self):
        form = Form(self.env["service.deadline.step"])
        form.role_id = self._role("team_leader")
        self.assertEqual(form.name, "Team leader gets a to-do")

    @given(RULES, st.lists(STEPS, max_size=3))
    @settings(
        max_examples=80,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def test_no_rule_has_a_gap_in_its_sentence(self, values, steps):
        due_field = self.field.id if values["target"] % 3 == 0 else False
        for lang in LANGUAGES:
            rule = self._new(lang, steps, due_field_id=due_field, **values)
            for sentence in rule._sentences():
                self.assertNotRegex(sentence, r"%\(|False|None|duration-|  ")
                self.assertRegex(sentence, r"[.。：:]$")
                if lang != "en_US":
                    said = re.sub(r"Solution_X|Request with Promises", "", sentence)
                    self.assertRegex(said, r"[\u4e00-\u9fff]")
            self.assertIn(f"{rule.limit}", rule._sentence())

    @given(RULES)
    @settings(max_examples=60, deadline=None)
    def test_the_grammar_finds_the_figure_of_every_sentence(self, values):
        values = values | {"target": values["target"] % values["limit"], "domain": "[]"}
        for lang in LANGUAGES:
            rule = self._new(lang, **values)
            said = find_figures(rule._sentences()[0])
            for bound in rule._clause_figures():
                self.assertTrue(
                    any(agrees(figure, bound) for figure in said), rule._sentence()
                )

    @given(CONDITIONS)
    @settings(max_examples=10, deadline=None)
    def test_a_rule_that_is_hardly_begun_can_be_said(self, domain):
        for lang in LANGUAGES:
            rules = self.env["service.deadline.rule"].with_context(lang=lang)
            said = rules.new({"domain": domain, "limit": 1})._sentence()
            self.assertIn("…", said)
            self.assertNotIn("False", said)

    # --- conditions -------------------------------------------------------------------

    def _said(self, domain, lang="en_US", user=None):
        records = self.env[self.record_model].with_context(lang=lang, tz="UTC")
        return condition_in_words(records.with_user(user or self.env.user), domain)

    def test_conditions_are_said_with_labels_and_values(self):
        team = self.team.id
        for domain, expected in {
            "[('severity', 'in', ['important', 'major'])]": (
                "Severity is Important or Major"
            ),
            "[('partner_id', '=', False)]": "Partner is empty",
            "[('partner_id', '!=', False)]": "Partner is filled in",
            "[('active', '=', False)]": "Active is not ticked",
            "[('active', '!=', False)]": "Active is ticked",
            "[('name', 'ilike', '%leak%')]": "Name contains “leak”",
            "[('name', 'not ilike', 'leak')]": "Name does not contain “leak”",
            f"[('team_id', '=', {team})]": "Team is Service desk",
            f"[('team_id', 'in', [{team}, 0])]": "Team is Service desk or …",
            "[('registered_at', '>=', '2026-03-02 09:00:00')]": (
                "Registered At is Mon, Mar 2, 09:00 or later"
            ),
            "['!', ('name', '=', 'x')]": "Name is not x",
            "['!', ('tag_ids', 'any', [('name', '=', 'x')])]": (
                "there is nothing in Tag of which Name is x"
            ),
            "[('tag_ids', 'any', [('name', '=', 'x')])]": (
                "there is something in Tag of which Name is x"
            ),
            "['&', ('name', '=', 'x'), '|', ('name', '=', 'y'), ('name', '=', 'z')]": (
                "Name is x and (Name is y or Name is z)"
            ),
        }.items():
            with self.subTest(domain=domain):
                self.assertEqual(self._said(literal_eval(domain)), expected)

    def test_nothing_is_said_of_a_condition_that_always_holds(self):
        self.assertEqual(self._said([]), "")

    def test_a_hidden_record_is_not_named(self):
        secret = self.env["res.partner"].create(
            {"name": "Secret Buyer", "company_id": self._other_company().id}
        )
        domain = [("partner_id", "=", secret.id)]
        self.assertEqual(self._said(domain, user=self.agent), "Partner is …")

    def _other_company(self):
        return self.env["res.company"].create({"name": "Elsewhere X"})

    # --- preview ----------------------------------------------------------------------

    def test_the_preview_counts_and_names_what_matches(self):
        for name in ("One", "Two"):
            self._create_request(name=name, severity="major")
        rule = self._new(domain="[('severity', '=', 'major')]")
        preview = rule._preview()
        self.assertEqual(preview["names"], ["Two", "One"])
        self.assertIn("2", preview["text"])
        self.assertIn("Two", rule.preview)

    def test_the_preview_reads_with_the_rights_of_the_editor(self):
        editor = self._create_user(
            "rule_editor_x",
            "base.group_user,service_policy.service_policy_group_manager",
        )
        rule = self._new(domain="[('owner_id.pin', '=', '1234')]").with_user(editor)
        preview = rule._preview()
        self.assertEqual(preview["names"], [])
        self.assertIn("may not read", preview["text"])

    def test_contradictions_are_still_refused_when_it_is_saved(self):
        with self.assertRaises(ValidationError):
            self._create_rule(limit=2, target=3)
