from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .common_duty import BEFORE, DutyCase


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyTraining(DutyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.course = cls.env["attendance.duty.course"].create(
            {
                "post_id": cls.post.id,
                "name": "Fire drill",
                "kind": "emergency",
                "every_months": 6,
                "first_days": 30,
                "remind_days": 14,
            }
        )

    def _training(self, employee, **domain):
        return self.env["attendance.duty.training"].search(
            [("employee_id", "=", employee.id), ("course_id", "=", self.course.id)]
        )

    def test_cs_2_every_member_owes_the_training(self):
        trainings = self.env["attendance.duty.training"].search(
            [("course_id", "=", self.course.id)]
        )
        self.assertEqual(trainings.employee_id, self.post.member_ids.employee_id)
        self.assertEqual(set(trainings.mapped("due_date")), {date(2026, 3, 31)})

    def test_new_member_owes_it_too(self):
        self.env["attendance.duty.member"].create(
            {
                "post_id": self.post.id,
                "employee_id": self.stranger.id,
                "date_from": date(2026, 4, 10),
            }
        )
        training = self._training(self.stranger)
        self.assertEqual(training.due_date, date(2026, 5, 10))

    def test_cs_2_done_training_is_due_again(self):
        training = self._training(self.employee)
        training.write({"done_date": date(2026, 2, 28), "note": "By the fire brigade"})
        done, following = self._training(self.employee)
        self.assertEqual(done.state, "done")
        self.assertEqual(
            (following.state, following.due_date), ("open", date(2026, 8, 28))
        )
        done.note = "By the fire brigade of the district"
        self.assertEqual(len(self._training(self.employee)), 2)

    def test_evidence_is_required(self):
        training = self._training(self.employee)
        with self.assertRaisesRegex(ValidationError, "needs evidence"):
            training.done_date = date(2026, 2, 28)

    def test_nothing_is_done_in_the_future(self):
        training = self._training(self.employee)
        with self.assertRaisesRegex(ValidationError, "in the future"):
            training.write({"done_date": date(2026, 3, 2), "note": "Planned"})

    def test_cs_2_reminder_once_and_in_time(self):
        trainings = self.env["attendance.duty.training"]
        with freeze_time("2026-03-16 04:00:00"):
            trainings._cron_remind()
            self.assertFalse(self._training(self.employee).activity_ids)
        with freeze_time("2026-03-17 04:00:00"):
            trainings._cron_remind()
            trainings._cron_remind()
        training = self._training(self.employee)
        self.assertEqual(training.activity_ids.user_id, self.employee.user_id)
        self.assertEqual(len(training.activity_ids), 1)
        colleague = self._training(self.colleague)
        self.assertEqual(colleague.activity_ids.user_id, self.manager.user_id)

    def test_overdue_is_found(self):
        with freeze_time("2026-04-01 04:00:00"):
            overdue = self.env["attendance.duty.training"].search(
                [("is_overdue", "=", True), ("course_id", "=", self.course.id)]
            )
            self.assertEqual(len(overdue), 4)
            self.assertTrue(overdue[0].is_overdue)

    def test_evidence_is_entered_by_the_manager(self):
        training = self._training(self.employee)
        vals = {"done_date": date(2026, 2, 28), "note": "Done"}
        with self.assertRaises(AccessError):
            self._as(training, self.employee).write(vals)
        self._as(training, self.manager).write(vals)
        self.assertEqual(training.state, "done")
