from odoo.tests import freeze_time, tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase
from odoo.addons.hr_training_due.tests.common import BEFORE, TrainingMixin


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestRulesTraining(TrainingMixin, AttendanceCase):
    """CS-1.7: what a new version of the rules has to do with trainings."""

    def test_cs_1_7_employees_are_trained_on_a_new_version_of_the_rules(self):
        self.plan.write({"on_policy": True, "every_months": 0})
        other = self._create_plan("Lifts", every_months=0)
        self._run()
        self._do(self._of(self.employee) + self._of(self.employee, other))
        version = self.policy.copy({"date_from": "2026-07-01", "name": "Two graces"})
        self._run("2026-06-01")
        self.assertEqual(len(self._of(self.employee)), 1, "A draft changes nothing.")
        with freeze_time("2026-06-01 02:00:00"):
            version.action_publish()
            version.action_draft()
            version.action_publish()
        self._run("2026-06-01")
        again = self._of(self.employee)[1]
        self.assertEqual(again.change_id.policy_id, version)
        self.assertIn("Two graces", again.change_id.display_name)
        self.assertEqual(len(self.plan.change_ids), 1)
        self.assertEqual(len(self._of(self.employee, other)), 1, "Not chosen for it.")

    def test_cs_1_7_rules_of_another_company_change_nothing(self):
        self.plan.on_policy = True
        self.policy.copy(
            {
                "company_id": self.other_company.id,
                "date_from": "2026-07-01",
                "state": "published",
            }
        )
        self.assertFalse(self.plan.change_ids)

    def test_cs_1_7_it_stands_on_the_phone(self):
        self._run()
        month = self.env["attendance.month"].with_user(self.employee.user_id)
        with freeze_time("2026-04-02 04:00:00"):
            (owed,) = month.get_my_month()["cards"]["trainings"]
        self.assertEqual(owed["name"], "Customers' data")
        self.assertTrue(owed["overdue"])

    def test_cs_1_7_a_version_for_all_companies_spares_those_with_an_own_one(self):
        self.plan.on_policy = True
        other = self._create_plan(
            "Data", on_policy=True, company_id=self.other_company.id
        )
        self.policy.copy(
            {"company_id": False, "date_from": "2030-01-01", "state": "published"}
        )
        self.assertFalse(self.plan.change_ids, "The company has its own version.")
        self.assertEqual(len(other.change_ids), 1)

    def test_a_change_by_hand_still_needs_words(self):
        change = self._change(reason="New clock")
        self.assertEqual(change.display_name, "New clock")
