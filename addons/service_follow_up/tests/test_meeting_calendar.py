from datetime import date

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FollowUpCase


@tagged("post_install", "-at_install")
class TestMeetingCalendar(FollowUpCase):
    """A meeting is in the calendar of those who take part, and follows it."""

    def _meeting(self, *people, **values):
        """A meeting that the asker leads, on 9 March, with these people."""
        meetings = self.env["service.meeting"].with_user(self.asker)
        meeting = meetings.create(
            {
                "name": "Quality",
                "date": "2026-03-09",
                "begins": 14.5,
                "lasts": 1.25,
                "place": "Room 2",
                "company_id": self.company.id,
                "attendance_ids": [
                    Command.create({"user_id": person.id})
                    for person in people or (self.manager.user_id,)
                ],
                **values,
            }
        )
        self.env.flush_all()
        return meeting

    def _event(self, meeting):
        meeting.invalidate_recordset()
        return meeting.sudo().event_id

    def test_those_who_take_part_are_invited(self):
        event = self._event(self._meeting())
        self.assertEqual(event.name, "Quality")
        self.assertEqual(event.location, "Room 2")
        self.assertEqual(event.user_id, self.asker)
        people = self.asker | self.manager.user_id
        self.assertEqual(event.partner_ids, people.partner_id)
        self.assertEqual(event.attendee_ids.partner_id, people.partner_id)
        self.assertEqual(event.start, Datetime.to_datetime("2026-03-09 06:30:00"))
        self.assertEqual(event.stop, Datetime.to_datetime("2026-03-09 07:45:00"))
        self.assertFalse(event.activity_ids, "no to-do on top of it")

    def test_without_an_hour_it_is_for_the_whole_day(self):
        event = self._event(self._meeting(begins=0))
        self.assertTrue(event.allday)
        self.assertEqual(event.start_date, date(2026, 3, 9))
        self.assertEqual(event.stop_date, date(2026, 3, 9))

    def test_the_calendar_follows_the_meeting(self):
        meeting = self._meeting(begins=0)
        event = self._event(meeting)
        meeting.write({"date": "2026-03-10", "begins": 9, "place": "Hall"})
        meeting.attendance_ids = [Command.create({"user_id": self.employee.user_id.id})]
        self.assertEqual(self._event(meeting), event, "one and the same")
        self.assertFalse(event.allday)
        self.assertEqual(event.start, Datetime.to_datetime("2026-03-10 01:00:00"))
        self.assertEqual(event.location, "Hall")
        self.assertIn(self.employee.user_id.partner_id, event.partner_ids)
        meeting.attendance_ids.filtered(
            lambda line: line.user_id == self.manager.user_id
        ).unlink()
        self.assertNotIn(self.manager.user_id.partner_id, event.partner_ids)
        self.assertNotIn(self.manager.user_id.partner_id, event.attendee_ids.partner_id)
        meeting.attendance_ids.user_id = self.chief.user_id
        self.assertIn(self.chief.user_id.partner_id, event.partner_ids)
        meeting.with_user(self.policy_admin).chair_id = self.chief.user_id
        self.assertEqual(event.user_id, self.chief.user_id)

    def test_nothing_is_written_that_stands_there_already(self):
        meeting = self._meeting()
        event = self._event(meeting)
        for begins in (14.5, 0):
            meeting.begins = begins
            self.assertFalse(meeting.sudo()._differing(event))

    def test_a_meeting_that_is_moved_in_the_calendar_follows(self):
        meeting = self._meeting()
        event = self._event(meeting)
        event.with_user(self.asker).write(
            {"start": "2026-03-11 01:15:00", "stop": "2026-03-11 03:00:00"}
        )
        self.assertEqual(meeting.date, date(2026, 3, 11))
        self.assertEqual((meeting.begins, meeting.lasts), (9.25, 1.75))
        self.assertFalse(meeting.sudo()._differing(event), "in step")
        event.with_user(self.asker).write(
            {"allday": True, "start_date": "2026-03-12", "stop_date": "2026-03-12"}
        )
        self.assertEqual((meeting.date, meeting.begins), (date(2026, 3, 12), 0))
        event.with_user(self.asker).location = "Garden"
        self.assertEqual(meeting.place, "Garden")

    def test_who_does_not_lead_it_does_not_move_it(self):
        meeting = self._meeting(self.employee.user_id)
        event = self._event(meeting)
        with self.assertRaisesRegex(UserError, "who leads it"):
            event.with_user(self.employee.user_id).write(
                {"start": "2026-03-11 01:15:00", "stop": "2026-03-11 03:00:00"}
            )
        self.assertEqual(meeting.date, date(2026, 3, 9))

    def test_a_meeting_called_off_is_taken_out(self):
        meeting = self._meeting()
        event = self._event(meeting)
        meeting.action_cancel()
        self.assertFalse(event.exists())
        self.assertFalse(self._event(meeting))

    def test_a_meeting_deleted_is_taken_out(self):
        meeting = self._meeting()
        event = self._event(meeting)
        meeting.with_user(self.policy_admin).unlink()
        self.assertFalse(event.exists())

    def test_what_somebody_deletes_in_the_calendar_comes_back_with_a_change(self):
        meeting = self._meeting()
        self._event(meeting).unlink()
        self.assertFalse(self._event(meeting))
        meeting.place = "Hall"
        self.assertEqual(self._event(meeting).location, "Hall")

    def test_minutes_change_nothing_in_the_calendar(self):
        meeting = self._meeting()
        event = self._event(meeting)
        meeting.action_hold()
        meeting.attendance_ids.presence = "present"
        meeting.action_publish()
        self.assertEqual(self._event(meeting), event)

    def test_the_meetings_of_a_series_have_its_hours(self):
        series = (
            self.env["service.meeting.series"]
            .with_user(self.asker)
            .create(
                {
                    "name": "Quality",
                    "company_id": self.company.id,
                    "participant_ids": [Command.set(self.manager.user_id.ids)],
                    "begins": 10,
                    "lasts": 2,
                    "place": "Room 1",
                }
            )
        )
        event = self._event(series._plan_next())
        self.assertEqual(event.start, Datetime.to_datetime("2026-03-02 02:00:00"))
        self.assertEqual(event.duration, 2)
        self.assertEqual(event.location, "Room 1")

    def test_others_see_that_they_are_busy_and_no_more(self):
        event = self._event(self._meeting())
        event.invalidate_recordset()
        self.assertEqual(event.with_user(self.manager.user_id).name, "Quality")
        event.invalidate_recordset()
        self.assertEqual(event.with_user(self.stranger).name, "Busy")

    def test_nobody_points_a_meeting_at_an_event_of_others(self):
        """Whatever it pointed at would be renamed, or deleted with it."""
        meeting = self._meeting()
        mine = self.env["calendar.event"].with_user(self.chief.user_id)
        event = mine.create(
            {
                "name": "Doctor",
                "start": "2026-03-09 01:00:00",
                "stop": "2026-03-09 02:00:00",
            }
        )
        with self.assertRaises(AccessError):
            meeting.event_id = event
        with self.assertRaises(AccessError):
            self._meeting(event_id=event.id)
        context = {"default_event_id": event.id}
        with self.assertRaises(AccessError):
            meeting.with_context(**context).create(
                {"name": "x", "company_id": self.company.id}
            )

    def test_a_meeting_is_within_a_day(self):
        meeting = self._meeting()
        for values in ({"begins": 24}, {"begins": -1}, {"lasts": 0}, {"lasts": 25}):
            with (
                self.subTest(values=values),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                meeting.write(values)
                self.env.flush_all()
