from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_duty.tests.common import BEFORE, DutyCase


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyTraining(DutyCase):
    """Members of a post owe the training every half year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.course = cls.env["hr.training.plan"].create(
            {
                "post_id": cls.post.id,
                "name": "Fire drill",
                "kind": "emergency",
                "every_months": 6,
                "first_days": 30,
                "remind_days": 14,
            }
        )
        cls.course._require()

    def _training(self, employee, **domain):
        return self.env["hr.training"].search(
            [("employee_id", "=", employee.id), ("plan_id", "=", self.course.id)]
        )

    def test_cs_2_every_member_owes_the_training(self):
        trainings = self.env["hr.training"].search([("plan_id", "=", self.course.id)])
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
        trainings = self.env["hr.training"]
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
            overdue = self.env["hr.training"].search(
                [("is_overdue", "=", True), ("plan_id", "=", self.course.id)]
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

    def test_whoever_leaves_the_post_owes_nothing(self):
        self._training(self.colleague).write({"note": "-", "done_date": "2026-02-28"})
        members = self.post.member_ids
        for person in (self.employee, self.colleague):
            members.filtered(lambda m, p=person: m.employee_id == p).active = False
        self.course._require()
        self.assertFalse(self._training(self.employee))
        self.assertEqual(self._training(self.colleague).state, "done")

    def test_next_training_stands_beside_the_member(self):
        member = self.post.member_ids.filtered(lambda m: m.employee_id == self.employee)
        self.assertEqual(member.next_training, date(2026, 3, 31))
        self._training(self.employee).write({"note": "-", "done_date": "2026-02-28"})
        member.invalidate_recordset()
        self.assertEqual(member.next_training, date(2026, 8, 28))

    def test_cs_2_overdue_training_is_seen_at_the_evaluation(self):
        self._duty(date(2026, 3, 2), self.lead, self.employee)
        with freeze_time("2026-04-01 04:00:00"):
            self.env["hr.duty.shift"]._cron_finish()
            evaluations = self.env["hr.duty.evaluation"]._begin(date(2026, 3, 1))
        mine = evaluations.filtered(lambda e: e.employee_id == self.employee)
        self.assertEqual(mine.overdue_trainings, 1)


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestTraining(DutyCase):
    """Trainings for everybody or for departments, and what makes them due again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["hr.training.plan"].search([]).active = False
        cls.trainings = cls.env["hr.training"]
        cls.course = cls._course("Customers' data", kind="security")

    @classmethod
    def _course(cls, name, **values):
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

    def _of(self, employee, course=None):
        return self.trainings.search(
            [
                ("employee_id", "=", employee.id),
                ("plan_id", "=", (course or self.course).id),
            ],
            order="id",
        )

    def _run(self, day="2026-03-01"):
        with freeze_time(f"{day} 04:00:00"):
            self.trainings._cron_remind()

    def _do(self, training, day="2026-03-01"):
        training.write({"done_date": day, "note": "With the trainer"})

    def _change(self, day="2026-06-01", reason="New price list", course=None):
        with freeze_time(f"{day} 02:00:00"):
            return self.env["hr.training.change"].create(
                {"plan_id": (course or self.course).id, "reason": reason}
            )

    # Whom it is for

    def test_cs_3_everybody_owes_the_data_security_training(self):
        self._run()
        owing = self.trainings.search([("plan_id", "=", self.course.id)]).employee_id
        everybody = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(owing, everybody)
        self.assertEqual(self._of(self.employee).due_date, date(2026, 3, 31))

    def test_cs_6_data_security_training_comes_round(self):
        self._run()
        self._do(self._of(self.employee))
        self.assertEqual(self._of(self.employee)[1].due_date, date(2027, 3, 1))

    def test_cs_7_data_security_training_of_a_newcomer(self):
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
        self.lead.department_id = departments[1]
        self.course.write(
            {"audience": "department", "department_ids": departments[0].ids}
        )
        self._run()
        owing = self.trainings.search([("plan_id", "=", self.course.id)]).employee_id
        self.assertEqual(owing, self.employee)

    def test_members_of_every_post(self):
        self.course.audience = "post"
        self._run()
        owing = self.trainings.search([("plan_id", "=", self.course.id)]).employee_id
        self.assertEqual(owing, self.post.member_ids.employee_id)

    def test_nobody_owes_an_archived_training(self):
        self._run()
        self._do(self._of(self.employee))
        self.course.active = False
        self._run()
        left = self.trainings.search([("plan_id", "=", self.course.id)])
        self.assertEqual(set(left.mapped("state")), {"done"})

    def test_companies_are_apart(self):
        far = self._create_employee("Far", company_id=self.other_company.id)
        self._run()
        self.assertFalse(self._of(far))

    def test_without_an_interval_once_is_enough(self):
        self.course.every_months = 0
        self._run()
        self._do(self._of(self.employee))
        self._run("2030-03-01")
        self.assertEqual(len(self._of(self.employee)), 1)

    def test_a_plan_that_contradicts_itself_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Choose the departments"):
            self.course.audience = "department"
        with self.assertRaisesRegex(ValidationError, "nobody can study"):
            self.course.self_study = True
        with self.assertRaisesRegex(ValidationError, "Remove the post first"):
            self.course.write({"audience": "company", "post_id": self.post.id})

    # Due again

    def test_cs_3_a_change_makes_it_due_again(self):
        self._run()
        self._do(self._of(self.employee))
        change = self._change()
        self._run("2026-06-02")
        following = self._of(self.employee)[1]
        self.assertEqual(following.due_date, date(2026, 7, 1))
        self.assertEqual(following.change_id, change)
        self.assertEqual(change.display_name, "New price list")

    def test_cs_6_a_change_makes_what_was_done_once_due_again(self):
        self.course.every_months = 0
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

    def test_cs_7_a_change_is_told_at_once_with_its_reason(self):
        self._run()
        self._do(self._of(self.employee))
        self._change()
        self._run("2026-06-01")
        activity = self._of(self.employee)[1].activity_ids
        self.assertEqual(activity.user_id, self.employee.user_id)
        message = self.course.message_ids.browse().search(
            [("model", "=", self.course._name), ("res_id", "=", self.course.id)],
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

    def test_cs_1_7_employees_are_trained_on_a_new_version_of_the_rules(self):
        self.course.write({"on_policy": True, "every_months": 0})
        other = self._course("Lifts", every_months=0)
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
        self.assertEqual(len(self.course.change_ids), 1)
        self.assertEqual(len(self._of(self.employee, other)), 1, "Not chosen for it.")

    def test_cs_1_7_rules_of_another_company_change_nothing(self):
        self.course.on_policy = True
        self.policy.copy(
            {
                "company_id": self.other_company.id,
                "date_from": "2026-07-01",
                "state": "published",
            }
        )
        self.assertFalse(self.course.change_ids)

    # Doing it

    def test_cs_2_a_session_is_recorded_for_many_at_once(self):
        self._run()
        trainings = self._of(self.employee) + self._of(self.lead)
        session = self._record(trainings, self.hr_officer, "2026-02-27")
        session.action_confirm()
        self.assertEqual(set(trainings.mapped("done_date")), {date(2026, 2, 27)})
        self.assertEqual(len(self._of(self.lead)), 2)
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
        self.course.write({"content": "<p>Lock the screen.</p>", "self_study": True})
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

    def test_cs_1_7_it_stands_on_the_phone(self):
        self._run()
        month = self.env["attendance.month"].with_user(self.employee.user_id)
        with freeze_time("2026-04-02 04:00:00"):
            (owed,) = month.get_my_month()["trainings"]
        self.assertEqual(owed["name"], "Customers' data")
        self.assertTrue(owed["overdue"])

    def test_the_job_takes_as_many_queries_for_many_people(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.course._require()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = count()
        for number in range(30):
            self._create_employee(f"Person {number}")
        self.assertLessEqual(count(), few)
        self.assertEqual(len(self.course.training_ids), len(self._everybody()))
        for number in range(30):
            self._do(self._of(self._everybody()[number]))
        with freeze_time("2026-06-01 02:00:00"):
            self._change()
            self.assertLessEqual(count(), few + 6)

    def _everybody(self):
        return self.env["hr.employee"].search([("company_id", "=", self.company.id)])
