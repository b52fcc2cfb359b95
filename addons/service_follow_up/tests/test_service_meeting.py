from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from .common import FollowUpCase


@tagged("post_install", "-at_install")
class TestServiceMeeting(FollowUpCase):
    """Agenda, minutes, decisions, confirmation; what is open comes up again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.series = (
            cls.env["service.meeting.series"]
            .with_user(cls.asker)
            .create(
                {
                    "name": "Quality",
                    "company_id": cls.company.id,
                    "chair_id": cls.asker.id,
                    "participant_ids": [
                        Command.set([cls.manager.user_id.id, cls.employee.user_id.id])
                    ],
                    "standing": "Figures of the month\n\nComplaints",
                }
            )
        )

    def _plan(self):
        opened = self.series.action_plan_next()
        return self.series.meeting_ids.browse(opened["res_id"])

    def _publish(self, meeting):
        meeting.action_hold()
        self.env.flush_all()
        meeting.attendance_ids.presence = "present"
        meeting.action_publish()
        self.env.flush_all()

    def _next(self):
        return self.series.meeting_ids.filtered(lambda one: one.state == "planned")

    def test_sm_4_3_a_series_meets_by_its_cadence(self):
        meeting = self._plan()
        self.assertEqual(meeting.date, date(2026, 3, 2))
        self.assertEqual(
            meeting.item_ids.mapped("name"), ["Figures of the month", "Complaints"]
        )
        self.assertEqual(len(meeting.attendance_ids), 3)
        with self.assertRaisesRegex(UserError, "planned already"):
            self.series.action_plan_next()
        self._publish(meeting)
        self.assertEqual(self._next().date, date(2026, 4, 2))

    def test_sa_7_minutes_are_published_in_time(self):
        meeting = self._plan()
        self.assertFalse(self._promises(meeting))
        meeting.action_hold()
        promise = self._promises(meeting)
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-04 09:00:00"))
        self.assertEqual(self._inbox(self.asker), {"service.meeting.publish": 1})
        meeting.attendance_ids.presence = "present"
        meeting.action_publish()
        self.env.flush_all()
        self.assertEqual(promise.state, "met")

    def test_cm_4_3_decisions_become_actions_and_come_up_until_they_are_done(self):
        meeting = self._plan()
        meeting.item_ids[0].write(
            {
                "decision": "Mend the lock",
                "user_id": self.employee.user_id.id,
                "date_due": "2026-03-20",
            }
        )
        self._publish(meeting)
        action = meeting.item_ids.action_id
        self.assertEqual(action.name, "Mend the lock")
        self.assertEqual((action.res_model, action.res_id), (meeting._name, meeting.id))
        self.assertEqual(action.user_id, self.employee.user_id)
        self.assertEqual(self._next().item_ids.action_id, action)
        self._step(action, self.employee.user_id, "done")
        self._publish(self._next())
        self.assertFalse(self._next().item_ids.action_id)

    def test_an_open_point_comes_up_again_and_can_be_put_off(self):
        meeting = self._plan()
        first, second = meeting.item_ids
        first.write({"name": "Doors", "is_open": True})
        second.write({"name": "Year", "is_open": True, "not_before": "2026-05-01"})
        self._publish(meeting)
        april = self._next()
        self.assertIn("Doors", april.item_ids.mapped("name"))
        self.assertNotIn("Year", april.item_ids.mapped("name"))
        self.assertEqual(april.item_ids.mapped("name").count("Complaints"), 1)
        april.action_fill_agenda()
        self.assertEqual(april.item_ids.mapped("name").count("Doors"), 1)
        self._publish(april)
        may = self._next()
        self.assertIn("Year", may.item_ids.mapped("name"))
        self.assertNotIn("Doors", may.item_ids.mapped("name"), "nobody left it open")

    def test_a_decision_without_somebody_or_a_day_is_asked_about(self):
        meeting = self._plan()
        meeting.item_ids[0].user_id = self.employee.user_id
        with self.assertRaisesRegex(UserError, "who does it"):
            self._publish(meeting)

    def test_those_who_were_there_confirm_the_minutes(self):
        meeting = self._plan()
        meeting.action_hold()
        absent = meeting.attendance_ids.filtered(
            lambda line: line.user_id == self.employee.user_id
        )
        meeting.attendance_ids.presence = "present"
        absent.presence = "excused"
        meeting.action_publish()
        self.env.flush_all()
        there = self.manager.user_id
        self.assertEqual(self._inbox(there), {"service.meeting.confirm": 1})
        self.assertFalse(self._inbox(self.employee.user_id))
        with self.assertRaisesRegex(UserError, "nothing for you"):
            meeting.with_user(self.employee.user_id).action_confirm()
        meeting.with_user(there).action_confirm()
        self.assertFalse(self._inbox(there))
        confirmed = meeting.attendance_ids.filtered("confirmed_at")
        self.assertEqual(confirmed.user_id, there)

    def test_published_minutes_stay(self):
        meeting = self._plan()
        self._publish(meeting)
        item, line = meeting.item_ids[0], meeting.attendance_ids[0]
        for user in (self.asker, self.policy_admin):
            for record, values in (
                (meeting, {"name": "x"}),
                (meeting, {"state": "held"}),
                (meeting, {"item_ids": [Command.create({"name": "x"})]}),
                (item, {"minutes": "x"}),
                (line, {"presence": "absent"}),
                (line, {"confirmed_at": "2026-03-02 00:00:00"}),
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaises(UserError),
                ):
                    record.with_user(user).write(values)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                item.with_user(user).unlink()

    def test_nobody_forges_a_state_or_a_confirmation(self):
        meeting = self._plan()
        for values in ({"state": "published"}, {"held_at": "2026-03-02 00:00:00"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                meeting.write(values)
        with self.assertRaises(UserError):
            meeting.attendance_ids[0].confirmed_at = "2026-03-02 00:00:00"

    def test_a_point_goes_on_within_one_series(self):
        meeting = self._plan()
        with self.assertRaises(ValidationError):
            meeting.item_ids[0].action_id = self._create_action()

    def test_only_who_leads_a_series_adds_meetings_to_it(self):
        meetings = self.env["service.meeting"].with_user(self.manager.user_id)
        values = {"name": "x", "company_id": self.company.id}
        own = meetings.create(values)
        with self.assertRaises(AccessError):
            meetings.create(values | {"series_id": self.series.id})
        with self.assertRaises(AccessError):
            own.series_id = self.series

    def test_the_minutes_can_be_printed(self):
        meeting = self._plan()
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "service_follow_up.service_meeting_document", meeting.ids
        )
        self.assertIn("Figures of the month", html.decode())
