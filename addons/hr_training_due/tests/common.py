from odoo.tests import freeze_time

from odoo.addons.hr_employee_team.tests.common import TeamCase

BEFORE = "2026-03-01 00:00:00"


class TrainingMixin:
    """One training on customers' data, for everybody, once a year; for any case.

    Trainer (user) and Stranger (user) are in nobody's team.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trainer = cls._create_employee("Trainer", user="trainer")
        cls.stranger = cls._create_employee("Stranger", user="stranger")
        cls.env["hr.training.plan"].search([]).active = False
        cls.trainings = cls.env["hr.training"]
        cls.plan = cls._create_plan("Customers' data")

    @classmethod
    def _create_plan(cls, name, **values):
        return cls.env["hr.training.plan"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "every_months": 12,
                "first_days": 30,
                "remind_days": 14,
                **values,
            }
        )

    def _of(self, employee, plan=None):
        """What an employee owes and has done of a training, the oldest first."""
        return self.trainings.search(
            [
                ("employee_id", "=", employee.id),
                ("plan_id", "=", (plan or self.plan).id),
            ],
            order="id",
        )

    def _owing(self, plan=None):
        return self.trainings.search([("plan_id", "=", (plan or self.plan).id)])

    def _run(self, day="2026-03-01"):
        with freeze_time(f"{day} 04:00:00"):
            self.trainings._cron_remind()

    def _do(self, training, day="2026-03-01"):
        training.write({"done_date": day, "note": "With the trainer"})

    def _change(self, day="2026-06-01", reason="New price list", plan=None):
        with freeze_time(f"{day} 02:00:00"):
            return self.env["hr.training.change"].create(
                {"plan_id": (plan or self.plan).id, "reason": reason}
            )

    def _everybody(self):
        return self.env["hr.employee"].search([("company_id", "=", self.company.id)])


class TrainingCase(TrainingMixin, TeamCase):
    """The training at Lotus Mall, whatever else is installed."""
