from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import BEFORE, TrainingCase


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestTraining(TrainingCase):
    """Trainings for everybody or for departments, and what makes them due again."""

    # Whom it is for

    def test_cs_6_6_everybody_owes_the_data_security_training(self):
        self._run()
        owing = self._owing().employee_id
        everybody = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(owing, everybody)
        self.assertEqual(self._of(self.employee).due_date, date(2026, 3, 31))

    def test_cs_6_6_data_security_training_comes_round(self):
        self._run()
        self._do(self._of(self.employee))
        self.assertEqual(self._of(self.employee)[1].due_date, date(2027, 3, 1))

    def test_cs_6_6_data_security_training_of_a_newcomer(self):
        self._run()
        newcomer = self._create_employee(
            "Newcomer", contract_date_start=date(2026, 7, 1)
        )
        self._run("2026-06-15")
        self.assertEqual(self._of(newcomer).due_date, date(2026, 7, 31))

    def test_departments_with_those_below(self):
        departments = self.env["hr.department"].create(
            [{"name": name, "company_id": self.company.id} for name in ("Top", "Other")]
        )
        below = departments[0].copy({"name": "Below", "parent_id": departments[0].id})
        self.employee.department_id = below
        self.trainer.department_id = departments[1]
        self.plan.write(
            {"audience": "department", "department_ids": departments[0].ids}
        )
        self._run()
        owing = self._owing().employee_id
        self.assertEqual(owing, self.employee)

    def test_nobody_owes_an_archived_training(self):
        self._run()
        self._do(self._of(self.employee))
        self.plan.active = False
        self._run()
        left = self._owing()
        self.assertEqual(set(left.mapped("state")), {"done"})

    def test_companies_are_apart(self):
        far = self._create_employee("Far", company_id=self.other_company.id)
        self._run()
        self.assertFalse(self._of(far))

    def test_without_an_interval_once_is_enough(self):
        self.plan.every_months = 0
        self._run()
        self._do(self._of(self.employee))
        self._run("2030-03-01")
        self.assertEqual(len(self._of(self.employee)), 1)

    def test_a_plan_that_contradicts_itself_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Choose the departments"):
            self.plan.audience = "department"
        with self.assertRaisesRegex(ValidationError, "nobody can study"):
            self.plan.self_study = True

    def test_kinds_are_records_that_hr_adds(self):
        kinds = self.env["hr.training.kind"].with_user(self.hr_admin)
        self.plan.kind_id = kinds.create({"name": "First aid"})
        self.assertTrue(self._create_plan("Lifts").kind_id, "The first one by default.")
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.plan.kind_id.with_user(self.hr_admin).unlink()
        self.plan.kind_id.with_user(self.hr_admin).active = False
        self.assertEqual(self.plan.kind_id.name, "First aid")

    # Due again

    def test_cs_3_2_a_change_makes_it_due_again(self):
        self._run()
        self._do(self._of(self.employee))
        change = self._change()
        self._run("2026-06-02")
        following = self._of(self.employee)[1]
        self.assertEqual(following.due_date, date(2026, 7, 1))
        self.assertEqual(following.change_id, change)
        self.assertEqual(change.display_name, "New price list")

    def test_cs_6_2_a_change_makes_what_was_done_once_due_again(self):
        self.plan.every_months = 0
        self._run()
        self._do(self._of(self.employee))
        self._change()
        self._run("2026-06-01")
        self._run("2026-06-02")
        first, again = self._of(self.employee)
        self.assertEqual(again.due_date, date(2026, 7, 1))
        self._do(again, "2026-02-01")
        self._run("2026-06-05")
        self.assertEqual(self._of(self.employee), first + again, "Asked for once.")

    def test_cs_7_2_a_change_is_told_at_once_with_its_reason(self):
        self._run()
        self._do(self._of(self.employee))
        self._change()
        self._run("2026-06-01")
        activity = self._of(self.employee)[1].activity_ids
        self.assertEqual(activity.user_id, self.employee.user_id)
        message = self.plan.message_ids.browse().search(
            [("model", "=", self.plan._name), ("res_id", "=", self.plan.id)],
            order="id desc",
        )
        told = message.filtered(lambda m: "New price list" in m.body)
        self.assertIn(self.employee.user_id.partner_id, told.notified_partner_ids)

    def test_whoever_owes_it_anyway_keeps_the_earlier_date(self):
        self._run()
        self._change("2026-03-10")
        self._run("2026-03-10")
        training = self._of(self.employee)
        self.assertEqual(training.due_date, date(2026, 3, 31))

    def test_whoever_begins_after_a_change_learns_it_once(self):
        self._change("2026-03-01")
        newcomer = self._create_employee("Newcomer")
        self._run("2026-03-05")
        with freeze_time("2026-03-05 06:00:00"):
            self._do(self._of(newcomer), "2026-03-05")
        self._run("2026-03-06")
        self.assertEqual(len(self._of(newcomer)), 2)
        self.assertEqual(self._of(newcomer)[1].due_date, date(2027, 3, 5))

    def test_a_change_needs_words(self):
        with self.assertRaisesRegex(ValidationError, "Say what has changed"):
            self._change(reason=" ")

    # What was done

    def test_cs_2_3_done_training_is_due_again(self):
        self.plan.every_months = 6
        self._run()
        training = self._of(self.employee)
        training.write({"done_date": date(2026, 2, 28), "note": "By the fire brigade"})
        done, following = self._of(self.employee)
        self.assertEqual(done.state, "done")
        self.assertEqual(
            (following.state, following.due_date), ("open", date(2026, 8, 28))
        )
        done.note = "By the fire brigade of the district"
        self.assertEqual(len(self._of(self.employee)), 2)

    def test_evidence_is_required(self):
        self._run()
        with self.assertRaisesRegex(ValidationError, "needs evidence"):
            self._of(self.employee).done_date = date(2026, 2, 28)

    def test_nothing_is_done_in_the_future(self):
        self._run()
        with self.assertRaisesRegex(ValidationError, "in the future"):
            self._do(self._of(self.employee), "2026-03-02")

    def test_cs_2_3_reminder_once_and_in_time(self):
        self._run()
        self._run("2026-03-16")
        self.assertFalse(self._of(self.employee).activity_ids)
        self._run("2026-03-17")
        self._run("2026-03-17")
        activities = self._of(self.employee).activity_ids
        self.assertEqual(activities.user_id, self.employee.user_id)
        self.assertEqual(len(activities), 1)

    def test_the_manager_is_told_of_somebody_who_cannot_log_in(self):
        self._run()
        self._run("2026-03-17")
        activities = self._of(self.colleague).activity_ids
        self.assertEqual(activities.user_id, self.manager.user_id)

    def test_overdue_is_found(self):
        self._run()
        with freeze_time("2026-04-01 04:00:00"):
            overdue = self.trainings.search(
                [("is_overdue", "=", True), ("plan_id", "=", self.plan.id)]
            )
            self.assertEqual(overdue.employee_id, self._everybody())
            self.assertTrue(overdue[0].is_overdue)

    def test_whoever_leaves_the_audience_owes_nothing(self):
        self._run()
        self._do(self._of(self.colleague), "2026-02-28")
        (self.employee | self.colleague).active = False
        self._run()
        self.assertFalse(self._of(self.employee))
        self.assertEqual(self._of(self.colleague).mapped("state"), ["done"])

    # Doing it

    def test_cs_2_3_a_session_is_recorded_for_many_at_once(self):
        self._run()
        trainings = self._of(self.employee) + self._of(self.trainer)
        session = self._record(trainings, self.hr_officer, "2026-02-27")
        session.action_confirm()
        self.assertEqual(set(trainings.mapped("done_date")), {date(2026, 2, 27)})
        self.assertEqual(len(self._of(self.trainer)), 2)
        with self.assertRaisesRegex(UserError, "Nobody is chosen"):
            session.action_confirm()

    def test_whoever_may_not_record_has_no_way_round(self):
        self._run()
        training = self._of(self.employee)
        with self.assertRaises(AccessError):
            self._record(training, self.stranger.user_id)
        for person in (self.employee, self.manager):
            session = self._record(training, person.user_id)
            with self.subTest(person.name), self.assertRaises(AccessError):
                session.action_confirm()

    def _record(self, trainings, user, day="2026-03-01"):
        return (
            self.env["hr.training.session"]
            .with_user(user)
            .create(
                {
                    "training_ids": trainings.ids,
                    "date": day,
                    "note": "Room 3, everybody signed",
                }
            )
        )

    def test_cs_1_7_the_person_confirms_what_is_read_alone(self):
        self.plan.write({"content": "<p>Lock the screen.</p>", "self_study": True})
        self._run()
        training = self._of(self.employee)
        with self.assertRaisesRegex(AccessError, "Only the person"):
            training.with_user(self.hr_officer).action_confirm()
        training.with_user(self.employee.user_id).action_confirm()
        self.assertEqual(training.done_date, date(2026, 3, 1))
        self.assertTrue(training.confirmed_at)
        self.assertEqual(len(self._of(self.employee)), 2)

    def test_nobody_confirms_a_session(self):
        self._run()
        with self.assertRaisesRegex(UserError, "not for self-study"):
            self._of(self.employee).with_user(self.employee.user_id).action_confirm()

    # Seeing it

    def test_the_job_takes_as_many_queries_for_many_people(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.plan._require()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = count()
        for number in range(30):
            self._create_employee(f"Person {number}")
        self.assertLessEqual(count(), few)
        self.assertEqual(len(self.plan.training_ids), len(self._everybody()))
        for number in range(30):
            self._do(self._of(self._everybody()[number]))
        with freeze_time("2026-06-01 02:00:00"):
            self._change()
            self.assertLessEqual(count(), few + 6)

    def _waiting(self):
        """Trainings that wait for the employee in the inbox."""
        inbox = self.env["hr.inbox"].with_user(self.employee.user_id)
        sources = {each["key"]: each for each in inbox.get_inbox()["sources"]}
        return [row["id"] for row in sources.get("hr.training", {}).get("rows", [])]

    def test_what_is_due_soon_waits_in_the_inbox(self):
        self._run()
        owed = self._of(self.employee)
        self.assertFalse(self._waiting(), "due later than people are reminded")
        with freeze_time(owed.remind_date):
            self.assertEqual(self._waiting(), owed.ids)
            inbox = self.env["hr.inbox"].with_user(self.employee.user_id)
            self.assertTrue(inbox.action_open("hr.training"))
