from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix

from .common import BEFORE, TrainingCase

#: Who reads and writes a training for everybody, whose trainer is Trainer.
MATRIX = {
    "plan": {
        "read": "person colleague manager trainer hr admin",
        "write": "hr admin",
    },
    "change": {
        "read": "person colleague manager trainer hr admin",
        "write": "hr admin",
    },
    "training": {
        "read": "person manager trainer hr admin",
        "write": "trainer hr admin",
    },
}

#: What employees, HR officers and HR administrators may do with each model; record
#: rules narrow it to rows.
MODELS = {
    "hr.training": ("rw", "rwd", "rwd"),
    "hr.training.change": ("r", "rwcd", "rwcd"),
    "hr.training.kind": ("r", "r", "rwcd"),
    "hr.training.plan": ("r", "rwcd", "rwcd"),
    "hr.training.session": ("rwc", "rwc", "rwc"),
}


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestTrainingAccess(AccessMatrix, TrainingCase):
    addon = "hr_training_due"

    @property
    def matrix(self):
        """MODELS, unless another add-on lets whoever is in charge plan trainings."""
        plans = self.env["hr.training.plan"].with_user(self.employee.user_id)
        if plans.has_access("create"):
            return MODELS | {"hr.training.plan": ("rwcd", "rwcd", "rwcd")}
        return MODELS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan.trainer_id = cls.trainer.user_id
        cls.plan._require()
        cls.records = {
            "plan": cls.plan,
            "change": cls.env["hr.training.change"].create(
                {"plan_id": cls.plan.id, "reason": "New law"}
            ),
            "training": cls.plan.training_ids.filtered(
                lambda training: training.employee_id == cls.employee
            ),
        }
        cls.users = {
            "person": cls.employee.user_id,
            "colleague": cls.stranger.user_id,
            "manager": cls.manager.user_id,
            "trainer": cls.trainer.user_id,
            "hr": cls.hr_officer,
            "admin": cls.hr_admin,
        }

    def test_cs_1_7_who_reads_and_writes_trainings(self):
        for name, allowed in MATRIX.items():
            for operation, roles in allowed.items():
                for role, user in self.users.items():
                    with self.subTest(record=name, operation=operation, role=role):
                        record = self.records[name].with_user(user)
                        self.assertEqual(
                            record.has_access(operation), role in roles.split()
                        )

    def test_the_form_is_open_for_whoever_may_write(self):
        for role, user in self.users.items():
            training = self.records["training"].with_user(user).sudo(False)
            plan = self.plan.with_user(user)
            with self.subTest(role=role):
                self.assertEqual(plan.can_edit, plan.has_access("write"))
                if training.has_access("read"):
                    self.assertEqual(training.can_record, training.has_access("write"))
                recording = role in ("trainer", "hr", "admin")
                self.assertEqual(plan.can_record, recording)

    def test_nobody_reads_trainings_of_another_company(self):
        self.assertNotReadAbroad(self.records)

    def test_debts_are_made_by_the_job_only(self):
        for user in self.users.values():
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["hr.training"].with_user(user).check_access("create")

    def test_only_hr_says_that_something_has_changed(self):
        for role, user in self.users.items():
            with self.subTest(role=role):
                change = self.records["change"].with_user(user)
                self.assertEqual(change.has_access("create"), role in ("hr", "admin"))

    def test_only_hr_plans_trainings(self):
        for role, user in self.users.items():
            plans = self.env["hr.training.plan"].with_user(user)
            with self.subTest(role=role):
                if role in ("hr", "admin"):
                    plans.create({"name": "Lifts", "company_id": self.company.id})
                else:
                    with self.assertRaises(AccessError):
                        plans.create({"name": "Lifts", "company_id": self.company.id})
