from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_training_due.tests.common import TrainingCase


@tagged("post_install", "-at_install")
class TestTrainingClauses(TrainingCase):
    """Training plans are compared with the clauses that they name, and measured."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["service.policy"].create(
            {
                "name": "How we learn",
                "code": "HWL",
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        cls.version = cls.policy._draft()
        cls.clause = cls.env["service.policy.clause"].create(
            {
                "version_id": cls.version.id,
                "number": "HWL-3.2",
                "name": "Customers' data",
                "text": "Everybody is trained on customers' data once a year.",
            }
        )
        cls.plan.policy_ref = "HWL-3.2, XX-9"

    def _drifts(self):
        return self.env["service.policy.drift"].search(
            [("policy_id", "=", self.policy.id), ("state", "=", "open")]
        )

    def _carrier(self):
        carriers = self.env["service.policy.carrier"]._carriers(self.policy)
        return next(each for each in carriers if each.model == "hr.training.plan")

    def test_cs_3_2_the_plan_carries_the_clause_out(self):
        self.assertEqual(self.plan.policy_id, self.policy)
        carrier = self._carrier()
        self.assertEqual((carrier.number, carrier.kind), ("HWL-3.2", "training"))
        self.assertEqual(carrier.name, self.plan.name)
        self.assertFalse(self._drifts())

    def test_cs_3_2_an_edited_rhythm_differs_from_the_wording(self):
        self.plan.every_months = 6
        drift = self._drifts()
        self.assertEqual(drift.company_id, self.company)
        self.assertIn("HWL-3.2", drift.sentence)
        self.assertEqual(self.plan.figure_drift, drift.sentence)
        self.plan.every_months = 12
        self.assertFalse(self._drifts())

    def test_cs_3_2_an_edited_wording_differs_from_the_plan(self):
        self.clause.text = "Everybody is trained on customers' data twice a year."
        self.assertIn(self.plan.name, self._drifts().sentence)
        self.plan.active = False
        self.assertFalse(self._drifts())

    def test_cs_4_3_a_plan_that_is_done_once_has_no_rhythm(self):
        self.plan.every_months = 0
        self.assertFalse(self._drifts())

    def test_cs_5_1_a_plan_of_another_company_has_no_part_in_it(self):
        other = self.env["res.company"].create({"name": "Other house"})
        self.plan.copy({"company_id": other.id, "every_months": 3})
        self.assertFalse(self._drifts())

    def test_cs_6_2_what_is_owed_and_late_stands_beside_the_clause(self):
        self._run("2026-03-01")
        owed = self._owing()
        with freeze_time("2026-03-05 04:00:00"):
            carrier = self._carrier()
            self.assertEqual((carrier.open, carrier.broken), (len(owed), 0))
        with freeze_time("2026-05-05 04:00:00"):
            self.assertEqual(self._carrier().broken, len(owed))

    def test_cs_6_2_the_share_done_in_time_is_a_figure(self):
        self._run("2026-03-01")
        first, second, *_rest = self._owing()
        self._do(first, first.due_date)
        with freeze_time("2026-05-05 04:00:00"):
            self._do(second, "2026-05-04")
            (figure,) = self.env["service.indicator"]._read(
                ["trainings_in_time"],
                date(2026, 3, 1),
                date(2026, 4, 30),
                ["plan_id"],
                self.company,
            )["trainings_in_time"]
        count = len(self._owing().filtered(lambda it: it.due_date < date(2026, 5, 1)))
        self.assertEqual(figure.keys["plan_id"], self.plan.id)
        self.assertEqual((figure.total, figure.n), (1, count))

    def test_cs_7_2_the_page_shows_the_plan_to_staff(self):
        self.plan.name = "Secrets stay in the house"
        self.version.action_publish()
        user = self.stranger.user_id
        self.assertIn(self.plan.name, self.version.with_user(user).page_html)

    def test_a_constant_number_of_queries(self):
        self._count()  # what is cached for good
        few = self._count()
        for number in range(5):
            self._create_plan(f"Plan {number}", policy_ref="HWL-3.2")
        self.assertEqual(self._count(), few)

    def _count(self):
        """Queries that it takes to tell what carries the clauses out."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["service.policy.carrier"]._carriers(self.policy)
        return self.env.cr.sql_log_count - before
