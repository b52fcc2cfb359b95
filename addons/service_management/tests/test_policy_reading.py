from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

TEXTS = Path(__file__).with_name("policies")
OWN = ("own_sm", "own_sa", "own_cm", "own_cs")
HELD = ("held_zh", "held_en", "held_late")


@tagged("post_install", "-at_install")
class TestPolicyReading(BaseCommon):
    """The figures of a document become rules, like those that exist."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["res.lang"]._activate_lang("zh_TW")
        cls.env["ir.module.module"].search(
            [("name", "in", ["service_management", "service_deadline"])]
        )._update_translations(["zh_CN", "zh_TW"])
        cls.author = new_test_user(
            cls.env, "author", groups="service_policy.service_policy_group_manager"
        )
        cls.policy = cls.env["service.policy"].create({"name": "Mall", "code": "XX"})

    def _read(self, text, **values):
        reading = self.env["service.policy.reading"].with_user(self.author)
        reading = reading.create({"text": text, "policy_id": self.policy.id} | values)
        reading.action_read()
        return reading

    def _right(self, name):
        """(how many figures end as they should, how many there are, the others)."""
        text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
        expected = (TEXTS / f"{name}.expected").read_text(encoding="utf-8")
        found = {}
        for proposal in self._read(text).proposal_ids:
            key = (proposal.number.removeprefix("XX-"), proposal.words)
            found.setdefault(key, []).append(proposal.pattern_id)
        right, others = 0, []
        rows = [
            [cell.strip() for cell in row.split("|")] for row in expected.splitlines()
        ]
        for number, words, names in rows:
            rules = found.get((number, words))
            rule = rules.pop(0) if rules else None
            known = rule and rule.get_external_id()[rule.id].split("deadline_rule_")[-1]
            if (known or "-") in names.split():
                right += 1
            else:
                others.append((number, words, names, known))
        return right, len(rows), others

    def test_figures_of_the_four_policies_become_the_right_rules(self):
        shares = [self._right(name) for name in OWN]
        right, known = sum(it[0] for it in shares), sum(it[1] for it in shares)
        self.assertGreaterEqual(right / known, 0.95, shares)

    def test_figures_of_a_text_held_back_become_the_right_rules(self):
        shares = [
            self._right(name) for name in HELD if (TEXTS / f"{name}.txt").exists()
        ]
        right, known = sum(it[0] for it in shares), sum(it[1] for it in shares)
        self.assertGreaterEqual(right / known, 0.8, shares)

    def test_a_confirmed_proposal_is_a_rule_like_the_one_it_is_like(self):
        reading = self._read("1. Repairs are accepted within 20 minutes.")
        proposal = reading.proposal_ids
        pattern = self.env.ref("service_management.deadline_rule_cm_repair_accepted")
        self.assertEqual(proposal.pattern_id, pattern)
        proposal.confirmed = True
        reading.action_create()
        rule = self.policy.rule_ids
        self.assertEqual(
            (rule.limit, rule.unit, rule.policy_ref), (20, "minute", "XX-1")
        )
        for name in ("promise_id", "model_id", "role_id", "domain", "stop_domain"):
            self.assertEqual(rule[name], pattern[name], name)
        self.assertEqual(
            rule.step_ids.mapped("role_id"), pattern.step_ids.mapped("role_id")
        )
        self.assertFalse(self.policy.version_ids)  # the clause was not confirmed

    def test_nothing_is_created_without_a_confirmed_proposal(self):
        reading = self._read("1. Repairs are accepted within 20 minutes.")
        reading.line_ids.confirmed = True
        reading.action_create()
        self.assertFalse(self.policy.rule_ids)
        self.assertEqual(self.policy.draft_id.clause_ids.number, "XX-1")

    def test_a_range_has_two_figures_and_working_days_end_with_the_day(self):
        text = "1. 复杂投诉三至七个工作日内解决，并将结果告知客户。"
        proposal = self._read(text).proposal_ids
        self.assertEqual(
            (proposal.target, proposal.limit, proposal.unit, proposal.clock),
            (3, 7, "day", "working"),
        )
        self.assertTrue(proposal.end_of_day)

    def test_a_figure_left_open_is_that_of_the_rule(self):
        text = "1. Urgent need: first reply within [X] minutes."
        proposal = self._read(text).proposal_ids
        self.assertTrue(proposal.is_open)
        self.assertEqual(proposal.limit, proposal.pattern_id.limit)

    def test_a_rule_that_is_there_is_not_made_twice(self):
        text = "1. Repairs are accepted within 20 minutes."
        first = self._read(text)
        first.proposal_ids.confirmed = True
        first.action_create()
        again = self._read(text)
        self.assertEqual(again.proposal_ids.there_id, self.policy.rule_ids)
        again.proposal_ids.confirmed = True
        with self.assertRaises(UserError):
            again.action_create()

    def test_what_no_promise_fits_is_said(self):
        reading = self._read("1. The plan is ready within 24 hours.")
        self.assertFalse(reading.proposal_ids)
        self.assertIn("24 hours", reading.unmatched)

    def test_a_long_document_needs_no_more_queries_than_a_short_one(self):
        def queries(count):
            text = "\n".join(
                f"{number}. Repairs are accepted within {number} minutes."
                for number in range(1, count + 1)
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reading = self._read(text)
            self.env.flush_all()
            spent = self.env.cr.sql_log_count - before
            self.assertEqual(len(reading.proposal_ids), count)
            return spent

        queries(2)
        self.assertLessEqual(queries(40), queries(4) + 4)
