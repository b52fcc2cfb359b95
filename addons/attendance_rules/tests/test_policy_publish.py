from datetime import date

from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import convert_file

from .common import MARCH, MonthCase

EXAMPLE = "attendance_rules.attendance_policy_default"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-12 02:00:00")
class TestPolicyPublish(MonthCase):
    """CS-1.7: nothing binds, costs or asks before HR has published it."""

    def test_what_comes_with_the_product_is_a_draft(self):
        """Its files say so: whatever has become of it in this database."""
        self.example.action_draft()
        self.example.unlink()
        examples = self.env["service.policy.example"]
        convert_file(
            self.env, *examples._attendance_files()[0], {}, mode="init", noupdate=True
        )
        example = self.env.ref(EXAMPLE)
        self.assertEqual(example.state, "draft")
        self.assertGreaterEqual(example.date_from, date(2026, 3, 1))

    def test_a_draft_binds_nobody(self):
        example = self.example
        example.action_draft()
        get = self.env["attendance.policy"]._get_policy
        self.assertFalse(get(self.other_company, date(2026, 3, 12)))
        self.env["attendance.acknowledgement"]._cron_ask()
        self.assertFalse(example.acknowledgement_ids)

    def test_without_rules_nothing_is_judged_or_deducted(self):
        (self.policy + self.example).action_draft()
        self.work(self.employee, MARCH, {date(2026, 3, 3): ("09:30", "17:05")})
        days = self.judge(self.employee, MARCH, date(2026, 3, 11))
        self.assertFalse({day.verdict for day in days.values()} & {"late", "absent"})
        self.assertFalse(self.month(self.employee, MARCH).deduction)

    def _ask(self, policy):
        wizards = self.env["attendance.policy.publish"].with_user(self.hr_admin)
        return wizards.with_context(default_policy_id=policy.id)

    def test_publishing_says_how_many_are_asked_and_from_when(self):
        draft = self._create_policy(
            state="draft", date_from=date(2026, 4, 1), acknowledgement_required=True
        )
        people = self.env["hr.employee"].search_count(
            [("company_id", "=", self.company.id)]
        )
        with Form(self._ask(draft)) as form:
            self.assertEqual(form.people_count, people)
            self.assertIn(f"confirm them: {people}.", form.effect)
            self.assertIn("04/01/2026", form.effect)
            form.date_from = date(2026, 5, 1)
            self.assertIn("05/01/2026", form.effect)
        self.assertEqual(draft.state, "draft")
        form.record.action_publish()
        self.assertEqual(
            (draft.state, draft.date_from), ("published", date(2026, 5, 1))
        )

    def test_publishing_says_how_many_statements_are_judged_anew(self):
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, MARCH)
        draft = self._create_policy(state="draft", date_from=date(2026, 3, 1))
        with Form(self._ask(draft)) as form:
            # Nobody is judged by rules that did not count on the day.
            self.assertEqual(form.date_from, date(2026, 3, 12))
            self.assertGreaterEqual(form.month_count, 2)
            form.date_from = date(2026, 4, 1)
            self.assertFalse(form.month_count)


@tagged("post_install", "-at_install")
class TestExamplePolicy(MonthCase):
    """The example is removed and loaded again at one door."""

    def _row(self):
        examples = self.env["service.policy.example"].with_user(self.hr_admin)
        rows = examples.search(examples.action_show()["domain"])
        return rows.filtered(lambda row: row.key == EXAMPLE)

    def test_hr_removes_and_loads_it(self):
        self.example.action_draft()
        row = self._row()
        self.assertEqual(row.state, "loaded")
        figures = self.env.ref(EXAMPLE).monthly_grace
        row.action_remove()
        self.assertFalse(self.env.ref(EXAMPLE, raise_if_not_found=False))
        row = self._row()
        self.assertEqual(row.state, "away")
        action = row.action_load()
        example = self.env.ref(EXAMPLE)
        self.assertEqual(action["res_id"], example.id)
        self.assertEqual((example.state, example.monthly_grace), ("draft", figures))
        self.assertEqual(len(example.band_ids), 4)
        self.assertEqual(self._row().state, "loaded")

    def test_what_is_in_force_is_not_removed(self):
        row = self._row()
        self.assertEqual(row.state, "force")
        with self.assertRaises(UserError):
            row.action_remove()

    def test_others_have_no_examples_of_attendance(self):
        examples = self.env["service.policy.example"].with_user(self.employee.user_id)
        self.assertFalse(examples._examples())
