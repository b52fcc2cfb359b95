from odoo.fields import Datetime
from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineCalendar(EngineCommon):
    """Running promises follow their working hours; what has ended does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_rule()

    def _friday_request(self, **values):
        self._go("2026-03-06 16:00")
        request = self._create_request(**values)
        self.assertDeadline(self._deadline(request), due_at="2026-03-09 16:00")
        return request

    def _special_day(self, date, kind="working", **values):
        return self.env["resource.special.day"].create(
            {
                "name": "Special",
                "date": date,
                "kind": kind,
                "company_id": self.company.id,
                **values,
            }
        )

    def assertFollows(self, request, due):
        """At the next run of the job the due time is another one."""
        deadline = self._deadline(request)
        self._run_at("2026-03-06 16:05")
        self.assertDeadline(deadline, due_at=due, state="running")
        self.assertEqual(request.next_deadline_at, deadline.due_at)
        self.assertEqual(self._kinds(deadline), ["start", "calendar"])

    def test_a_make_up_saturday_brings_it_forward(self):
        request = self._friday_request()
        self._special_day("2026-03-07")
        self.assertFollows(request, "2026-03-07 16:00")

    def test_a_holiday_puts_it_off(self):
        request = self._friday_request()
        self._special_day("2026-03-09", "holiday")
        self.assertFollows(request, "2026-03-10 16:00")

    def test_a_special_day_that_is_deleted_or_moved(self):
        day = self._special_day("2026-03-09", "holiday")
        self._go("2026-03-06 16:00")
        request = self._create_request()
        self.assertDeadline(self._deadline(request), due_at="2026-03-10 16:00")
        day.date = "2026-03-10"
        self.assertFollows(request, "2026-03-09 16:00")
        day.unlink()

    def test_time_off_for_all_puts_it_off(self):
        request = self._friday_request()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Moving house",
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-09 00:00:00",
                "date_to": "2026-03-09 23:59:59",
            }
        )
        self.assertFollows(request, "2026-03-10 16:00")

    def test_other_hours_move_it(self):
        request = self._friday_request()
        self.calendar.attendance_ids.filtered(
            lambda line: line.hour_from == 13
        ).hour_to = 18
        self.assertFollows(request, "2026-03-09 15:00")

    def test_another_time_zone_moves_it(self):
        request = self._friday_request()
        self.calendar.tz = "America/New_York"  # 13:00 to 17:00 and 18:00 to 22:00 here
        self.assertFollows(request, "2026-03-09 15:00")

    def test_each_request_sees_the_new_hours_at_once(self):
        self._friday_request()
        self._special_day("2026-03-07")
        request = self._create_request()
        self.assertDeadline(self._deadline(request), due_at="2026-03-07 16:00")

    def test_other_calendars_are_left_alone(self):
        other = self._create_calendar(tz="UTC")
        request = self._friday_request()
        self._special_day("2026-03-07", calendar_id=other.id)
        self.env.flush_all()
        self.assertFalse(self._run())
        self.assertDeadline(self._deadline(request), due_at="2026-03-09 16:00")

    def test_what_has_ended_is_left_alone(self):
        request = self._friday_request()
        self._go("2026-03-06 16:30")
        request.stage_id = self.stage_done
        deadline = self._deadline(request)
        names = sorted(set(deadline._fields) - {"explanation"})
        before = deadline.read(names)
        self._special_day("2026-03-07")
        self._run_at("2026-03-06 17:00")
        self.assertEqual(deadline.read(names), before)
        self.assertEqual(self._kinds(deadline), ["start", "stop"])
        self.assertIn("have been changed since", str(deadline.explanation))
        self.assertNotIn("Sat 7", str(deadline.explanation))

    def test_a_paused_one_follows_when_it_resumes(self):
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        request = self._friday_request()
        deadline = self._deadline(request)
        deadline.action_pause(reason)
        self._special_day("2026-03-07")
        self._run_at("2026-03-06 16:30")
        self.assertDeadline(deadline, state="paused", due_at=False, next_event_at=False)
        self._go("2026-03-06 17:00")
        deadline.action_resume()
        self.assertDeadline(deadline, due_at="2026-03-07 17:00")

    def test_a_holiday_announced_late_mends_what_was_broken_on_it(self):
        request = self._friday_request()
        deadline = self._deadline(request)
        self._run_at("2026-03-09 16:30")
        self.assertDeadline(deadline, state="breached")
        self._special_day("2026-03-09", "holiday")
        self._run_at("2026-03-09 16:40")
        self.assertDeadline(deadline, state="running", due_at="2026-03-10 16:00")

    def test_hours_that_are_deleted_stop_nobody(self):
        """The promise waits for new hours; requests can be worked on meanwhile."""
        request = self._friday_request()
        deadline = self._deadline(request)
        lines = self.calendar.attendance_ids.copy_data()
        self.calendar.attendance_ids.unlink()
        self._run_at("2026-03-06 16:10")
        request.name = "Still there"
        self.assertDeadline(deadline, state="running")
        self.assertIn("no opening times", str(deadline.explanation))
        self.env["resource.calendar.attendance"].create(lines)
        self._run_at("2026-03-06 16:20")
        self.assertDeadline(
            deadline,
            state="running",
            due_at="2026-03-09 16:00",
            next_event_at=Datetime.to_datetime("2026-03-09 16:00:01"),
        )

    def test_a_promise_without_hours_can_still_be_done(self):
        request = self._friday_request()
        self.calendar.attendance_ids.unlink()
        self._go("2026-03-06 16:30")
        request.stage_id = self.stage_done
        self.assertStates(request, "met")

    def test_another_calendar_of_the_team_moves_it(self):
        request = self._friday_request()
        saturdays = self._create_calendar(tz="UTC")
        saturdays.attendance_ids.filtered(lambda a: a.dayofweek == "4").dayofweek = "5"
        parent = self.env["test.deadline.team"].create({"name": "Parent"})
        parent.resource_calendar_id = saturdays
        self.team.parent_id = parent
        self.team.resource_calendar_id = False
        self.assertFollows(request, "2026-03-07 17:00")

    def test_another_calendar_of_the_company_moves_it(self):
        self.team.resource_calendar_id = False
        request = self._friday_request()
        self._special_day("2026-03-07", calendar_id=self.calendar.id)
        self.company.resource_calendar_id = self.calendar
        self.assertFollows(request, "2026-03-07 16:00")

    def test_another_calendar_of_whoever_answers_for_it_moves_it(self):
        self.env["service.deadline.rule"].search(
            [("policy_id", "=", self.policy.id)]
        ).calendar_source = "responsible"
        employee = self._create_employee(
            self.agent, resource_calendar_id=self.calendar.id
        )
        request = self._friday_request()
        other = self._create_calendar(tz="UTC")
        self._special_day("2026-03-07", calendar_id=other.id)
        employee.resource_calendar_id = other
        self.assertFollows(request, "2026-03-07 16:00")

    def test_a_calendar_that_is_deleted_is_replaced_by_the_next_one(self):
        own = self._create_calendar(tz="UTC")
        self.team.resource_calendar_id = own
        request = self._friday_request()
        self.team.resource_calendar_id = False
        own.unlink()
        self._run_at("2026-03-06 16:10")
        self.assertDeadline(
            self._deadline(request),
            calendar_id=self.company.resource_calendar_id,
            due_at="2026-03-09 16:00",
        )

    def test_an_archived_calendar_still_counts(self):
        request = self._friday_request()
        self.calendar.active = False
        self._special_day("2026-03-07")
        self.assertFollows(request, "2026-03-07 16:00")
