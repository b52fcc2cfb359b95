from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_duty.tests.common import BEFORE, DutyCase


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyTraining(DutyCase):
    """Members of a post owe the training every half year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["hr.training.plan"].create(
            {
                "post_id": cls.post.id,
                "name": "Fire drill",
                "every_months": 6,
                "first_days": 30,
                "remind_days": 14,
            }
        )
        cls.plan._require()

    def _training(self, employee, **domain):
        return self.env["hr.training"].search(
            [("employee_id", "=", employee.id), ("plan_id", "=", self.plan.id)]
        )

    def test_cs_2_3_every_member_owes_the_training(self):
        trainings = self.env["hr.training"].search([("plan_id", "=", self.plan.id)])
        self.assertEqual(trainings.employee_id, self.post.member_ids.employee_id)
        self.assertEqual(set(trainings.mapped("due_date")), {date(2026, 3, 31)})

    def test_new_member_owes_it_too(self):
        self.env["hr.duty.member"].create(
            {
                "post_id": self.post.id,
                "employee_id": self.stranger.id,
                "date_from": date(2026, 4, 10),
            }
        )
        self.env["hr.training"]._cron_remind()
        training = self._training(self.stranger)
        self.assertEqual(training.due_date, date(2026, 5, 10))

    def test_evidence_is_entered_by_the_manager(self):
        training = self._training(self.employee)
        vals = {"done_date": date(2026, 2, 28), "note": "Done"}
        with self.assertRaises(AccessError):
            self._as(training, self.employee).write(vals)
        self._as(training, self.manager).write(vals)
        self.assertEqual(training.state, "done")

    def test_whoever_leaves_the_post_owes_nothing(self):
        self._training(self.colleague).write({"note": "-", "done_date": "2026-02-28"})
        members = self.post.member_ids
        for person in (self.employee, self.colleague):
            members.filtered(lambda m, p=person: m.employee_id == p).active = False
        self.plan._require()
        self.assertFalse(self._training(self.employee))
        self.assertEqual(self._training(self.colleague).state, "done")

    def test_next_training_stands_beside_the_member(self):
        member = self.post.member_ids.filtered(lambda m: m.employee_id == self.employee)
        self.assertEqual(member.next_training, date(2026, 3, 31))
        self._training(self.employee).write({"note": "-", "done_date": "2026-02-28"})
        member.invalidate_recordset()
        self.assertEqual(member.next_training, date(2026, 8, 28))

    def test_cs_2_6_overdue_training_is_seen_at_the_evaluation(self):
        self._duty(date(2026, 3, 2), self.lead, self.employee)
        with freeze_time("2026-04-01 04:00:00"):
            self.env["hr.duty.shift"]._cron_finish()
            evaluations = self.env["hr.duty.evaluation"]._begin(date(2026, 3, 1))
        mine = evaluations.filtered(lambda e: e.employee_id == self.employee)
        self.assertEqual(mine.overdue_trainings, 1)

    def test_the_manager_of_the_post_is_told_of_who_cannot_log_in(self):
        self.post.manager_id = self.second
        with freeze_time("2026-03-17 04:00:00"):
            self.env["hr.training"]._cron_remind()
        colleague = self._training(self.colleague)
        self.assertEqual(colleague.activity_ids.user_id, self.second.user_id)

    def test_members_of_every_post(self):
        other = self._create_post(name="Night desk", member_ids=[])
        other.member_ids = [(0, 0, {"employee_id": self.stranger.id})]
        plan = self.env["hr.training.plan"].create(
            {"name": "First aid", "audience": "post", "company_id": self.company.id}
        )
        plan._require()
        members = (self.post | other).member_ids.employee_id
        self.assertEqual(plan.training_ids.employee_id, members)

    def test_a_plan_of_a_post_is_for_duty_staff_of_its_company(self):
        self.assertEqual(self.plan.audience, "post")
        self.assertEqual(self.plan.company_id, self.company)
        with self.assertRaisesRegex(ValidationError, "Remove the post first"):
            self.plan.audience = "company"

    def test_a_copied_post_has_the_same_plans(self):
        copied = self.post.copy()
        self.assertEqual(copied.plan_ids.mapped("name"), ["Fire drill"])

    def test_cs_2_3_who_reads_and_writes_plans_and_trainings(self):
        users = {
            "person": self.employee.user_id,
            "member": self.second.user_id,
            "manager": self.manager.user_id,
            "hr": self.hr_officer,
        }
        records = {"plan": self.plan, "training": self._training(self.employee)}
        for name, operation, allowed in (
            ("plan", "read", "person member manager hr"),
            ("plan", "write", "manager hr"),
            ("plan", "create", "manager hr"),
            ("plan", "unlink", "manager hr"),
            ("training", "read", "person manager hr"),
            ("training", "write", "manager hr"),
            ("training", "create", ""),
        ):
            for role, user in users.items():
                with self.subTest(record=name, operation=operation, role=role):
                    record = records[name].with_user(user)
                    self.assertEqual(
                        record.has_access(operation), role in allowed.split()
                    )

    def test_nobody_reads_another_company(self):
        self.assertNotReadAbroad(
            {"plan": self.plan, "training": self._training(self.employee)}
        )

    def test_without_posts_nobody_owes_it_instead_of_everybody(self):
        self.plan.post_id = False
        self.plan._retire()
        self.plan._require()
        self.assertFalse(self.plan.active)
        self.assertFalse(self.plan.training_ids)
