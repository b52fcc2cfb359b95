from odoo.tests import HttpCase, tagged

from .common import TrainingCase


class TrainingTourCase(TrainingCase, HttpCase):
    """A training that everybody owes, at the time of the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan.write({"content": "<p>Lock the screen.</p>", "every_months": 0})
        cls.plan._require()


@tagged("post_install", "-at_install")
class TestTrainingTours(TrainingTourCase):
    def test_cs_3_2_hr_names_a_change_and_records_a_session_in_the_browser(self):
        self.start_tour(
            f"/odoo/training-plans/{self.plan.id}",
            "hr_training_session",
            login="hr_admin",
        )
        self.assertEqual(self.plan.change_ids.reason, "New price list")
        self.assertEqual(set(self.plan.training_ids.mapped("state")), {"done"})


@tagged("post_install", "-at_install")
class TestTrainingToursOnAPhone(TrainingTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_cs_1_7_an_employee_studies_on_the_phone(self):
        self.plan.self_study = True
        training = self._of(self.employee)
        training.change_id = self.env["hr.training.change"].create(
            {"plan_id": self.plan.id, "reason": "New law"}
        )
        self.start_tour("/odoo/my-trainings", "hr_training_study", login="employee")
        self.assertTrue(training.confirmed_at)
        self.assertEqual(training.state, "done")
