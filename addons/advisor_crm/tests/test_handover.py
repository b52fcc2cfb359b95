from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestHandover(AdvisorCase):
    """Somebody leaves or is away: nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_salesman(cls.advisor)
        cls._create_salesman(cls.anna)
        cls._create_salesman(cls.bo)
        cls.profile = cls._create_profile(cls.advisor, 10)
        cls._create_profile(cls.anna, 10)
        cls._create_profile(cls.bo, 100)
        cls.first = cls._create_customer("First", cls.important)
        cls.second = cls._create_customer("Second", cls.important)
        cls.third = cls._create_customer("Third", cls.important)
        for customer in cls.first | cls.second:
            cls._assign(customer, cls.advisor)
        cls._assign(cls.third, cls.anna, cls.advisor)
        cls._create_order(cls.first, cls.bo)
        cls.order = cls._create_order(cls.second, cls.advisor)
        cls.opportunity = cls._create_lead(cls.first, cls.advisor)
        cls.won = cls._create_lead(cls.second, cls.advisor)
        cls.won.action_set_won()
        cls.call = cls._create_activity(cls.first)
        cls.own_todo = cls._create_activity(cls.lead.partner_id)
        cls.action = cls.env["service.action"].create(
            {
                "name": "Send the samples",
                "user_id": cls.advisor.id,
                "verifier_id": cls.lead.id,
                "company_id": cls.company.id,
                "date_due": cls.today + timedelta(days=3),
            }
        )
        start = fields.Datetime.now() + timedelta(days=2)
        cls.meeting = cls.env["calendar.event"].create(
            {
                "name": "Visit",
                "user_id": cls.advisor.id,
                "partner_ids": [
                    (6, 0, (cls.first | cls.advisor.partner_id).ids),
                ],
                "start": start,
                "stop": start + timedelta(hours=1),
            }
        )

    @classmethod
    def _create_activity(cls, record):
        return record.activity_schedule(
            "mail.mail_activity_data_call",
            user_id=cls.advisor.id,
            date_deadline=cls.today + timedelta(days=1),
        )

    def _create_handover(self, **values):
        return (
            self.env["advisor.handover"]
            .with_user(self.lead)
            .create(
                {
                    "user_id": self.advisor.id,
                    "reason": "Moves away",
                    "rest_user_id": self.lead.id,
                }
                | values
            )
        )

    def test_sa_2_1_a_hand_over_loses_nothing(self):
        handover = self._create_handover()
        handover.action_propose()
        targets = {line.partner_id: line.user_id for line in handover.line_ids}
        self.assertEqual(
            targets,
            {self.first: self.bo, self.second: self.bo},
            "one knows the first, and has most room for the second",
        )
        self.assertIn("Has open orders", handover.line_ids[0].why_text)
        self.assertIn("Activities: 2", handover.moves_text)
        handover.action_apply()
        self.assertEqual(handover.state, "done")
        for customer in self.first | self.second:
            self.assertEqual(self._advisor_of(customer), self.bo)
        self.assertEqual(self.order.user_id, self.bo)
        self.assertEqual(self.opportunity.user_id, self.bo)
        self.assertEqual(self.won.user_id, self.advisor, "what is over stays")
        self.assertEqual(self.call.user_id, self.bo)
        self.assertEqual(self.own_todo.user_id, self.lead, "the rest")
        self.assertEqual(self.action.user_id, self.lead)
        self.assertEqual(self.meeting.user_id, self.bo)
        self.assertIn(self.bo.partner_id, self.meeting.partner_ids)
        self.assertNotIn(self.advisor.partner_id, self.meeting.partner_ids)
        row = self.env["advisor.assignment"].search(
            [("partner_id", "=", self.third.id)]
        )
        self.assertEqual(row.backup_id, self.lead, "another one backs up")
        self.assertFalse(self.profile.active)
        self.assertIn("Moves away", self.first.message_ids[0].body)
        activities = self.call | self.own_todo
        self.advisor.action_archive()
        self.assertFalse(self.advisor.active)
        self.assertEqual(activities.exists(), activities, "nothing was deleted")

    def test_a_log_in_that_serves_customers_is_not_archived(self):
        for archive in (
            self.advisor.action_archive,
            lambda: self.advisor.write({"active": False}),
        ):
            with self.assertRaisesRegex(RedirectWarning, "Hand them over first"):
                archive()
        self.assertTrue(self.call.exists())
        clerk = self._create_user("clerk")
        clerk.action_archive()
        self.assertFalse(clerk.active, "others are archived as ever")

    def test_open_activities_of_an_advisor_are_not_deleted(self):
        self.env["advisor.assignment"].search([]).sudo().unlink()
        with self.assertRaises(RedirectWarning):
            self.advisor.action_archive()

    def test_of_two_at_once_the_second_is_told(self):
        handover = self._create_handover()
        handover.action_propose()
        with self.assertTurns("advisor_handover", handover):
            handover.action_apply()
        with self.assertRaisesRegex(UserError, "carried out already"):
            handover.action_apply()
        with self.assertRaisesRegex(UserError, "carried out already"):
            handover.action_propose()
        with self.assertRaises(UserError):
            handover.line_ids[0].user_id = self.anna
        with self.assertRaises(UserError):
            handover.reason = "Something else"

    def test_killed_midway_nothing_has_happened(self):
        handover = self._create_handover()
        handover.action_propose()

        def killed(*_args, **_kwargs):
            raise SystemError

        self.patch(type(self.env["advisor.handover"]), "_log_on_customers", killed)
        savepoint = self.env.cr.savepoint(flush=False)
        with self.assertRaises(SystemError):
            handover.action_apply()
        savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(handover.state, "draft")
        self.assertEqual(self._advisor_of(self.first), self.advisor)
        self.assertEqual(self.call.user_id, self.advisor)
        self.assertEqual(self.order.user_id, self.advisor)

    def test_a_customer_who_came_since_is_not_forgotten(self):
        handover = self._create_handover()
        handover.action_propose()
        late = self._create_customer("Late", self.important)
        self._assign(late, self.advisor)
        with self.assertRaisesRegex(UserError, "propose again"):
            handover.action_apply()
        handover.action_propose()
        handover.action_apply()
        self.assertEqual(self._advisor_of(late), self.bo)

    def test_what_is_missing_is_said(self):
        handover = self._create_handover(rest_user_id=False)
        handover.action_propose()
        with self.assertRaisesRegex(UserError, "who gets the rest"):
            handover.action_apply()
        handover.rest_user_id = self.lead
        handover.line_ids[0].user_id = False
        with self.assertRaisesRegex(UserError, "Nobody takes over First"):
            handover.action_apply()
        with self.assertRaisesRegex(ValidationError, "somebody else"):
            handover.to_ids = self.advisor

    def test_a_chosen_one_gets_the_customers_by_hand(self):
        handover = self._create_handover(to_ids=self.anna.ids)
        handover.action_propose()
        self.assertEqual(handover.line_ids.user_id, self.anna)
        handover.line_ids[1].user_id = self.lead
        self.assertEqual(handover.line_ids[1].why_text, "Chosen by hand")
        handover.action_apply()
        self.assertEqual(self._advisor_of(self.second), self.lead)

    def test_an_absence_ends_with_the_customers_back(self):
        back = self.today + timedelta(days=30)
        handover = self._create_handover(kind="absent", date_back=back)
        handover.action_propose()
        handover.action_apply()
        self.assertEqual(self._advisor_of(self.first), self.bo)
        self.assertEqual(self.order.user_id, self.advisor, "for some time only")
        self.assertEqual(self.call.user_id, self.bo, "due while away")
        self.assertTrue(self.profile.active)
        with freeze_time(back - timedelta(days=1)):
            self.env["advisor.handover"]._return_due()
        self.assertEqual(self._advisor_of(self.first), self.bo)
        self._assign(self.second, self.anna, day=self.today + timedelta(days=5))
        with freeze_time(back):
            self.env["advisor.handover"]._return_due()
        self.assertEqual(self._advisor_of(self.first), self.advisor)
        self.assertEqual(self._advisor_of(self.second), self.anna, "changed since")
        self.assertEqual(handover.state, "back")

    def test_an_absence_has_an_end(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_handover(kind="absent")

    def test_leaders_hand_over_for_their_team_only(self):
        with self.assertRaises(AccessError):
            self._create_handover(user_id=self.bo.id)
        with self.assertRaises(AccessError):
            self.env["advisor.handover"].with_user(self.advisor).search([])
        handover = self._create_handover()
        other = self._create_user("other_lead", "advisor_crm.group_leader")
        with self.assertRaises(AccessError):
            handover.with_user(other).action_apply()

    def test_many_customers_cost_few_queries_more(self):
        handover = self._create_handover()
        handover.action_propose()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        with self.cr.savepoint() as savepoint:
            handover.action_apply()
            self.env.flush_all()
            few = self.env.cr.sql_log_count - before
            savepoint.rollback()
        self.env.invalidate_all()
        for number in range(30):
            customer = self._create_customer(f"C{number}", self.important)
            self._assign(customer, self.advisor)
            self._create_lead(customer, self.advisor)
        handover.action_propose()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        handover.action_apply()
        self.env.flush_all()
        many = self.env.cr.sql_log_count - before
        self.assertLess(many, few + 120)
