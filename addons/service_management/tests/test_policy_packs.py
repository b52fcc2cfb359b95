from ast import literal_eval

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain
from odoo.tests import Form
from odoo.tools import convert_file, is_html_empty

from .common_policy import PolicyCommon

# Every clause that names a figure or a duty for a single request.
CLAUSES = {
    "SM": {"SM-2.4", "SM-5.3"},
    "SA": {"SA-2.4", "SA-4.1"},
    "CM": {"CM-1.1", "CM-1.2", "CM-1.3", "CM-2.1", "CM-2.4"},
}
RULE_FILES = ("sm", "sa", "cm_complaint", "cm_service")


def _is_for_tickets(rule):
    return rule.model_name == "helpdesk.ticket"


class TestPolicyRules(PolicyCommon):
    """Every rule that is shipped is complete and can be used."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packs = cls.env["service.policy"].search([("code", "in", list(CLAUSES))])
        cls.rules = cls.packs.rule_ids.filtered(_is_for_tickets)

    def test_every_clause_has_a_rule_in_the_pack_of_its_policy(self):
        for pack in self.packs:
            with self.subTest(pack=pack.code):
                rules = pack.rule_ids.filtered(_is_for_tickets)
                found = set(rules.mapped("policy_ref"))
                self.assertEqual(found, CLAUSES[pack.code])

    def test_every_rule_is_usable_and_explained(self):
        for rule in self.rules:
            with self.subTest(rule=rule.name):
                self.assertFalse(rule.error)
                self.assertTrue(rule.terms_id._terms().limit or rule.due_field_id)
                self.assertFalse(is_html_empty(rule.note))
                self.assertTrue(rule.promise_id.icon.startswith("fa-"))

    def test_every_rule_drops_duplicates_declined_and_rejected_requests(self):
        wanted = Domain("duplicate_id", "!=", False)
        wanted |= Domain("scope", "=", "declined")
        wanted |= Domain("stage_id.drops_promises", "=", True)
        for rule in self.rules:
            with self.subTest(rule=rule.name):
                self.assertEqual(Domain(literal_eval(rule.cancel_domain)), wanted)

    def test_every_rule_warns_before_it_is_due_and_escalates_after(self):
        for rule in self.rules:
            with self.subTest(rule=rule.name):
                due = rule.step_ids.filtered(lambda s: s.anchor == "due")
                after = due.filtered(
                    lambda s: s.direction == "after" and s.delay_unit != "percent"
                )
                self.assertTrue(after)
                self.assertTrue(rule.step_ids - after)

    def test_every_rule_that_pauses_has_a_longest_pause(self):
        pausing = self.rules.filtered(lambda rule: rule.pause_domain != "[]")
        self.assertTrue(pausing)
        for rule in pausing:
            with self.subTest(rule=rule.name):
                self.assertTrue(rule.terms_id._terms().pause_max)

    def test_rules_within_a_pack_have_an_order_of_their_own(self):
        for pack in self.packs:
            sequences = pack.rule_ids.mapped("sequence")
            self.assertEqual(len(set(sequences)), len(sequences), pack.code)


class TestPolicyPacks(PolicyCommon):
    """Which packs are in force decides which promises a request carries."""

    def _solution_rule(self):
        return self._deadline(self._create_request(), "solution").rule_id

    @freeze_time("2026-03-02 09:00:00")
    def test_no_pack_in_force_promises_nothing(self):
        self.assertFalse(self._deadlines(self._create_request(severity="major")))

    @freeze_time("2026-03-02 09:00:00")
    def test_sm_in_force_24_hours(self):
        self._put_in_force("SM")
        self.assertEqual(self._solution_rule(), self._rule("sm_general"))

    @freeze_time("2026-03-02 09:00:00")
    def test_cm_in_force_2_days(self):
        self._put_in_force("CM")
        self.assertEqual(self._solution_rule(), self._rule("cm_general"))

    @freeze_time("2026-03-02 09:00:00")
    def test_both_in_force_the_first_pack_counts_per_promise(self):
        packs = self._put_in_force("SM", "CM")
        ticket = self._create_request(severity="important")
        self.assertEqual(
            self._deadlines(ticket).rule_id,
            self._rule("sm_contact")
            + self._rule("sm_general")
            + self._rule("cm_important")
            + self._rule("cm_tracking"),
        )
        packs.filtered(lambda pack: pack.code == "CM").sequence = 1
        self.assertEqual(self._solution_rule(), self._rule("cm_general"))

    @freeze_time("2026-03-02 09:00:00")
    def test_each_company_chooses_for_itself(self):
        self._put_in_force("SM")
        other = self.env["res.company"].create({"name": "Other X"})
        cm = self.env["service.policy"].search([("code", "=", "CM")])
        other.service_policy_ids = cm
        cm.rule_ids.date_from = cm.adoption_ids.since = "2020-01-01"
        theirs = self._create_request(company_id=other.id, team_id=False)
        self.assertEqual(
            self._deadline(theirs, "solution").rule_id, self._rule("cm_general")
        )
        self.assertEqual(self._solution_rule(), self._rule("sm_general"))

    def test_a_pack_that_comes_into_force_leaves_older_requests_alone(self):
        with freeze_time("2026-03-02 09:00:00"):
            old = self._create_request()
        pack = self.env["service.policy"].search([("code", "=", "CM")])
        pack.rule_ids.date_from = "2020-01-01"
        with freeze_time("2026-03-20 09:00:00"):
            self.company.service_policy_ids = pack
            old.urgency = "urgent"
            self.assertFalse(self._deadlines(old))
            self.assertEqual(self._solution_rule(), self._rule("cm_general"))

    def test_a_pack_already_in_force_elsewhere_begins_anew_in_another_company(self):
        packs = self._put_in_force("CM")
        other = self.env["res.company"].create({"name": "Other X"})
        values = {"company_id": other.id, "team_id": False}
        with freeze_time("2026-03-02 09:00:00"):
            old = self._create_request(**values)
            here = self._create_request()
        with freeze_time("2026-03-20 09:00:00"):
            other.service_policy_ids = packs
            (old | here).write({"urgency": "urgent"})
            fresh = self._create_request(**values)
        rule = self._rule("cm_general")
        self.assertFalse(self._deadlines(old))
        for ticket in (here, fresh):
            self.assertEqual(self._deadline(ticket, "solution").rule_id, rule)

    def test_an_earlier_date_of_adoption_takes_in_older_requests(self):
        with freeze_time("2026-03-02 09:00:00"):
            old = self._create_request()
        with freeze_time("2026-03-03 09:00:00"):
            packs = self._put_in_force("CM")
            packs.adoption_ids.since = "2026-03-01 00:00:00"
            old.urgency = "urgent"
            self.assertTrue(self._deadlines(old))

    def test_a_pack_that_was_out_of_force_begins_anew(self):
        packs = self._put_in_force("CM")
        packs.company_ids = False
        self.assertFalse(packs.adoption_ids)
        with freeze_time("2026-03-20 09:00:00"):
            packs.company_ids = self.company
            self.assertEqual(str(packs.adoption_ids.since), "2026-03-20 09:00:00")

    def test_an_edited_rule_survives_an_update_and_a_deleted_one_stays_away(self):
        rule, step = (
            self._rule("sm_contact"),
            self.env.ref("service_management.deadline_step_sm_contact_head"),
        )
        rule.write({"limit": 2, "name": "Our own words"})
        step.unlink()
        self._delete_rule("sm_feedback")
        for name in RULE_FILES:
            convert_file(
                self.env,
                "service_management",
                f"data/service_deadline_rule_{name}_data.xml",
                None,
                mode="update",
            )
        self.assertEqual((rule.limit, rule.name), (2, "Our own words"))
        self.assertFalse(step.exists())
        deleted = "service_management.deadline_rule_sm_feedback"
        self.assertFalse(self.env.ref(deleted, raise_if_not_found=False))


class TestPolicySettings(PolicyCommon):
    """The figures that a policy leaves to the company are settings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("SA")
        cls.manager = cls._create_user(
            "manager_x", "base.group_system,helpdesk_mgmt.group_helpdesk_manager"
        )

    def _save(self, **values):
        settings = self.env["res.config.settings"].with_user(self.manager)
        with Form(settings) as form:
            for name, value in values.items():
                setattr(form, name, value)
        form.record.execute()

    def test_sa_4_1_figures_are_settings_that_read_and_write_the_rule(self):
        figures = (
            ("sa_answer", "service_answer_limit", 30, 20),
            ("sa_urgent_reply", "service_urgent_reply_limit", 15, 5),
            ("sa_urgent_solution", "service_urgent_solution_limit", 4, 2),
        )
        for name, field_name, before, after in figures:
            with self.subTest(rule=name):
                settings = self.env["res.config.settings"].create({})
                self.assertEqual(settings[field_name], before)
                self._save(**{field_name: after})
                self.assertEqual(self._rule(name).limit, after)
                self.assertEqual(self._rule(name).terms_id._terms().limit, after)

    def test_sa_4_1_new_figure_is_for_new_requests_only(self):
        with freeze_time("2026-03-02 09:00:00"):
            running = self._create_request("enquiry")
            self._save(service_answer_limit=10)
            self.assertRuns(
                running, "first_contact", "sa_answer", "2026-03-02 09:30:00"
            )
            fresh = self._create_request("enquiry")
            self.assertRuns(fresh, "first_contact", "sa_answer", "2026-03-02 09:10:00")

    def test_sa_4_1_a_figure_of_a_version_in_force_joins_its_draft(self):
        policy = self._rule("sa_answer").policy_id
        version = policy._draft()
        version.clause_ids = [
            Command.create({"number": "SA-4.1", "name": "Answer", "text": "Soon."})
        ]
        version.action_publish()
        self._save(service_answer_limit=20)
        rule = self._rule("sa_answer")
        self.assertEqual(rule.limit, 30)
        self.assertEqual(rule.draft_ids.limit, 20)
        self.assertIn("30 working minutes → 20", policy.draft_id._changes()[0])
        policy.draft_id.action_publish()
        self.assertEqual(rule.limit, 20)

    def test_a_figure_of_nothing_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "fill in a figure of 1 or more"):
            self._save(service_answer_limit=0)

    def test_a_deleted_rule_leaves_the_settings_usable(self):
        self._delete_rule("sa_answer")
        self._save(service_repeat_days=5)
        self.assertEqual(self.company.service_repeat_days, 5)

    def test_policies_in_force_are_chosen_in_the_settings(self):
        cm = self.env["service.policy"].search([("code", "=", "CM")])
        settings = self.env["res.config.settings"].with_user(self.manager)
        settings.create({"service_policy_ids": [Command.link(cm.id)]}).execute()
        self.assertIn(self.company, cm.company_ids)

    def test_minutes_after_which_a_step_counts_as_missed(self):
        self.assertEqual(self.env["service.deadline.engine"]._grace(), 15 * 60)
        self._save(service_missed_after_minutes=40)
        self.assertEqual(self.env["service.deadline.engine"]._grace(), 40 * 60)
