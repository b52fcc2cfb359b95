from odoo.fields import Datetime
from odoo.tests import tagged

from .common import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineStart(EngineCommon):
    """What starts the clock: registration, a condition, a date of the request."""

    # --- on registration -----------------------------------------------------

    def test_counts_from_the_registration_not_from_the_entry(self):
        self._create_rule()
        request = self._create_request(registered_at="2026-03-02 08:00:00")
        self.assertDeadline(
            self._deadline(request),
            started_at="2026-03-02 08:00",
            due_at="2026-03-02 17:00",
        )

    def test_entered_too_late_is_broken_at_once(self):
        self._create_rule()
        request = self._create_request(registered_at="2026-02-26 08:00:00")
        self.assertDeadline(
            self._deadline(request), state="breached", due_at="2026-02-26 17:00"
        )
        self.assertEqual(request.next_deadline_state, "breached")

    def test_correcting_the_registration_afterwards_moves_nothing(self):
        self._create_rule()
        request = self._create_request()
        request.registered_at = "2026-03-02 12:00:00"
        self.assertDeadline(self._deadline(request), started_at="2026-03-02 09:00")

    # --- on a condition ------------------------------------------------------

    def _start_when_urgent(self, **values):
        return self._create_rule(
            start_mode="domain", start_domain="[('priority', '=', '3')]", **values
        )

    def test_counts_from_when_it_first_matches(self):
        self._start_when_urgent()
        request = self._create_request()
        self.assertFalse(self._deadlines(request))
        self._go("2026-03-02 11:00")
        request.priority = "3"
        self.assertDeadline(
            self._deadline(request),
            started_at="2026-03-02 11:00",
            due_at="2026-03-03 11:00",
        )

    def test_runs_on_when_the_condition_is_gone_again(self):
        self._start_when_urgent()
        request = self._create_request(priority="3")
        self._go("2026-03-02 11:00")
        request.priority = "1"
        self.assertDeadline(
            self._deadline(request), state="running", due_at="2026-03-03 09:00"
        )

    def test_begins_once_however_often_it_matches(self):
        self._start_when_urgent()
        request = self._create_request(priority="3")
        for moment, priority in (
            ("2026-03-02 10:00", "1"),
            ("2026-03-02 11:00", "3"),
        ):
            self._go(moment)
            request.priority = priority
        self.assertStates(request, "running")

    def test_a_call_back_is_promised_from_the_closing_on(self):
        """CM-2.4: a promise that lives on a closed request."""
        self._create_rule(
            start_mode="domain",
            start_domain="[('stage_id.closed', '=', True)]",
            stop_domain="[('priority', '=', '3')]",
            unit="day",
            limit=3,
        )
        request = self._create_request()
        self._go("2026-03-03 10:00")
        request.stage_id = self.stage_done
        self.assertDeadline(
            self._deadline(request), state="running", due_at="2026-03-06 10:00"
        )
        self._go("2026-03-06 10:00")
        request.priority = "3"
        self.assertStates(request, "met")

    # --- at a date -----------------------------------------------------------

    def _start_at_promise(self, **values):
        return self._create_rule(
            start_mode="date",
            start_field_id=self._field("promised_at").id,
            **values,
        )

    def test_without_the_date_there_is_no_promise(self):
        self._start_at_promise()
        self.assertFalse(self._deadlines(self._create_request()))

    def test_counts_from_a_date_to_come(self):
        self._start_at_promise()
        request = self._create_request(promised_at="2026-03-04 09:00:00")
        self.assertDeadline(
            self._deadline(request),
            state="running",
            started_at="2026-03-04 09:00",
            due_at="2026-03-05 09:00",
        )

    def test_follows_the_date(self):
        self._start_at_promise()
        request = self._create_request(promised_at="2026-03-04 09:00:00")
        self._go("2026-03-02 10:00")
        request.promised_at = "2026-03-05 09:00:00"
        self.assertDeadline(self._deadline(request), due_at="2026-03-06 09:00")
        self.assertEqual(self._kinds(self._deadline(request)), ["start", "retarget"])

    def test_a_date_that_is_cleared_drops_it(self):
        self._start_at_promise()
        request = self._create_request(promised_at="2026-03-04 09:00:00")
        self._go("2026-03-02 10:00")
        request.promised_at = False
        self.assertStates(request, "cancelled")
        self.assertEqual(self._deadlines(request).event_ids[-1].reason, "no_start")

    def test_a_date_that_comes_back_begins_anew(self):
        self._start_at_promise()
        request = self._create_request(promised_at="2026-03-04 09:00:00")
        self._go("2026-03-02 10:00")
        request.promised_at = False
        self._go("2026-03-02 11:00")
        request.promised_at = "2026-03-05 09:00:00"
        self.assertStates(request, "cancelled", "running")
        self.assertDeadline(self._deadline(request), due_at="2026-03-06 09:00")

    def test_done_before_the_date_is_kept(self):
        self._start_at_promise()
        request = self._create_request(promised_at="2026-03-04 09:00:00")
        self._go("2026-03-03 10:00")
        request.stage_id = self.stage_done
        self.assertDeadline(
            self._deadline(request), state="met", stopped_at="2026-03-03 10:00"
        )

    def test_a_rule_does_not_begin_before_its_own_date(self):
        self._start_at_promise(date_from="2026-03-05 00:00:00")
        request = self._create_request(promised_at="2026-03-04 09:00:00")
        self.assertFalse(self._deadlines(request))
        request.promised_at = "2026-03-06 09:00:00"
        self.assertStates(request, "running")

    # --- an agreed time ------------------------------------------------------

    def test_sa_2_4_the_time_promised_to_the_customer_takes_the_place_of_the_limit(
        self,
    ):
        self._create_rule(due_field_id=self._field("promised_at").id)
        request = self._create_request()
        self.assertDeadline(self._deadline(request), due_at="2026-03-03 09:00")
        self._go("2026-03-02 10:00")
        request.promised_at = "2026-03-06 15:00:00"
        self.assertDeadline(
            self._deadline(request),
            due_at="2026-03-06 15:00",
            agreed_at="2026-03-06 15:00",
        )
        self.assertEqual(
            request.next_deadline_at, Datetime.to_datetime("2026-03-06 15:00:00")
        )

    def test_without_a_figure_the_promise_begins_with_the_agreed_time(self):
        self._create_rule(limit=0, due_field_id=self._field("promised_at").id)
        request = self._create_request()
        self.assertFalse(self._deadlines(request))
        self._go("2026-03-02 10:00")
        request.promised_at = "2026-03-06 15:00:00"
        self.assertDeadline(self._deadline(request), due_at="2026-03-06 15:00")

    def test_without_a_figure_an_agreed_time_that_is_withdrawn_drops_the_promise(self):
        self._create_rule(limit=0, due_field_id=self._field("promised_at").id)
        request = self._create_request(promised_at="2026-03-06 15:00:00")
        self._go("2026-03-02 10:00")
        request.promised_at = False
        self.assertStates(request, "cancelled")

    # --- what counts as time -------------------------------------------------

    def test_time_taken_is_working_time(self):
        self._create_rule(limit=40)
        self._go("2026-03-06 16:00")
        request = self._create_request()
        self._go("2026-03-09 09:00")
        request.stage_id = self.stage_done
        self.assertDeadline(self._deadline(request), state="met", worked_s=2 * HOUR)

    def test_hours_of_the_team_of_its_parent_or_of_the_company(self):
        self._create_rule()
        own = self._create_calendar(tz="Asia/Shanghai")
        child = self.team.copy({"name": "Child", "parent_id": self.team.id})
        child.resource_calendar_id = False
        other = self.env["test.deadline.team"].create({"name": "No hours of its own"})
        for team, calendar in (
            (self.team, self.calendar),
            (child, self.calendar),
            (other, self.company.resource_calendar_id),
        ):
            request = self._create_request(team_id=team.id)
            self.assertDeadline(self._deadline(request), calendar_id=calendar)
        child.resource_calendar_id = own
        request = self._create_request(team_id=child.id)
        self.assertDeadline(
            self._deadline(request), calendar_id=own, due_at="2026-03-03 09:00"
        )

    def test_hours_of_the_rule_or_of_the_company(self):
        own = self._create_calendar(tz="Asia/Shanghai")
        for source, calendar in (
            ("rule", own),
            ("company", self.company.resource_calendar_id),
        ):
            rule = self._create_rule(calendar_source=source, calendar_id=own.id)
            self.assertDeadline(
                self._deadline(self._create_request()), calendar_id=calendar
            )
            rule.active = False

    def test_hours_of_whoever_answers_for_it(self):
        self._create_rule(calendar_source="responsible")
        own = self._create_calendar(tz="Asia/Shanghai")
        self._create_employee(self.agent, resource_calendar_id=own.id)
        self._create_employee(self.leader, resource_calendar_id=self.calendar.id)
        request = self._create_request()
        self.assertDeadline(self._deadline(request), calendar_id=own)
        self._go("2026-03-02 10:00")
        request.user_id = self.leader
        self.assertDeadline(
            self._deadline(request),
            calendar_id=self.calendar,
            due_at="2026-03-03 09:00",
        )
        request.user_id = False
        self.assertDeadline(
            self._deadline(request), calendar_id=self.company.resource_calendar_id
        )

    def test_a_company_without_hours_counts_round_the_clock(self):
        """Nobody's request is refused because somebody forgot to choose hours."""
        self._create_rule()
        self.company.resource_calendar_id = False
        self.team.resource_calendar_id = False
        request = self._create_request()
        self.assertDeadline(self._deadline(request), due_at="2026-03-02 17:00")

    def test_hours_without_opening_times_make_no_promise(self):
        self._create_rule()
        self.calendar.attendance_ids.unlink()
        request = self._create_request()
        self.assertFalse(self._deadlines(request))
        self.assertEqual(request.next_deadline_state, "none")
