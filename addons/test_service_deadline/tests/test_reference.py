import os
from datetime import UTC, datetime, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .common import EngineCommon
from .reference_hours import EPOCH, Minutes, Schedule
from .reference_promise import Promise, Promised
from .reference_stories import Story

#: How many stories are told; by hand some thousands: REFERENCE_STORIES=1000
COUNT = int(os.environ.get("REFERENCE_STORIES", "120"))
FIRST = int(os.environ.get("REFERENCE_FIRST", "0"))
#: Or some that are named: REFERENCE_SEEDS=139,371
SEEDS = [int(seed) for seed in os.environ.get("REFERENCE_SEEDS", "").split(",") if seed]
AROUND = timedelta(days=40), timedelta(days=150)


def _minutes(moment):
    return (moment.replace(tzinfo=UTC) - EPOCH) // timedelta(minutes=1)


@tagged("post_install", "-at_install")
class TestReference(EngineCommon):
    """Due times, pauses and verdicts as the engine stores them are those of a reference
    that counts minutes: whatever the hours, and whichever way they change meanwhile.

    The reference reads what people have written down (hours, days off, who works in
    which team) and knows when something happened, nothing else.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["resource.calendar.leaves"].search([]).unlink()
        cls.env["resource.special.day"].search([]).unlink()
        cls.people = [cls._create_user(f"person_{n}_x") for n in range(3)]
        cls.teams = [
            cls.team,
            cls.team.copy(),
            cls.team.copy({"parent_id": cls.team.id}),
        ]
        cls.reason = cls.env["service.pause.reason"].create({"name": "Waits"})
        for user in cls.people:
            cls._create_employee(user)

    def test_the_engine_agrees_with_the_reference(self):
        for seed in SEEDS or range(FIRST, FIRST + COUNT):
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                self.env.registry.clear_all_caches()  # of the story before
                try:
                    self._tell(Story(seed))
                finally:
                    savepoint.rollback()
                    self.env.invalidate_all()

    # --- telling ----------------------------------------------------------------------

    def _tell(self, story):
        self.monday = datetime.combine(story.monday, datetime.min.time())
        self.start = self.monday + timedelta(minutes=story.start)
        self.told = [f"{story.rule} {story.source}"]
        self.now = self.start
        self.frozen.move_to(self.start)
        self._enter(story)
        self.request = self._create_request(
            team_id=self.teams[0].id, user_id=self.people[0].id
        )
        self.promised = Promised(
            story.rule["unit"],
            story.rule["limit"],
            story.rule["end_of_day"],
            story.rule["pause_max"] * 60,
        )
        self.promise = Promise(self.promised, _minutes(self.now))
        self.changed_hours()
        self._compare("start")
        for after, word, how in story.chapters:
            self.now = max(self.now, self.start + timedelta(minutes=after))
            self.frozen.move_to(self.now)
            # the runner is there whenever something is to be done
            self._run_at(self.now)
            self.promise.pass_time(_minutes(self.now), self.minutes)
            getattr(self, f"_tell_{word}")(how)
            self._run_at(self.now)
            self._compare(f"{self.now} {word} {how}")
        self.assertLogsReplay()

    def _compare(self, what):
        self.told.append(what)
        self.env.flush_all()
        deadline = self._deadlines(self.request)[-1:]
        promise, now = self.promise, _minutes(self.now)
        state = promise.state(now, self.minutes)
        expected = {"state": state, "pauses": self._spans(promise)}
        if state != "paused":
            expected["due"] = promise.due(self.minutes)
        if promise.ended:
            expected["worked"], expected["overrun"] = promise.worked, promise.overrun
        found = {
            "state": deadline.state,
            "pauses": [[n // 60 for n in span] for span in deadline.pauses or []],
            "due": deadline.due_at and _minutes(deadline.due_at),
            "worked": deadline.worked_s / 60,
            "overrun": deadline.overrun_s / 60,
        }
        found = {name: found[name] for name in expected}
        if found != expected:
            self.fail("\n".join([*self.told, self._say(found), self._say(expected)]))

    def _spans(self, promise):
        return [list(span) for span in promise.pauses]

    def _say(self, figures):
        if figures.get("due"):
            due = EPOCH + timedelta(minutes=figures["due"])
            figures = figures | {"due": f"{due:%a %Y-%m-%d %H:%M}"}
        return str(figures)

    # --- what people have written down ------------------------------------------------

    def _enter(self, story):
        self.calendars = [self._enter_schedule(s) for s in story.schedules]
        first, second, third = self.calendars
        self.teams[0].resource_calendar_id = first
        self.teams[1].resource_calendar_id = second
        self.teams[2].resource_calendar_id = False  # that of the team above
        self.company.resource_calendar_id = third
        for user, calendar in zip(self.people, self.calendars, strict=True):
            user.employee_id.resource_calendar_id = calendar
        self.rule = self._create_rule(
            **story.rule,
            calendar_source=story.source,
            calendar_id=second.id,
            pause_domain=self._wait_domain(),
        )

    def _enter_schedule(self, schedule):
        lines = []
        for number, hours in enumerate(schedule["days"]):
            week, weekday = divmod(number, 7)
            lines += [
                {
                    "name": "Hours",
                    "dayofweek": str(weekday),
                    "hour_from": begin,
                    "hour_to": end,
                    "day_period": "morning",
                    "week_type": schedule["two_weeks"] and str(week),
                }
                for begin, end in hours
            ]
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Random",
                "tz": schedule["tz"],
                "company_id": self.company.id,
                "two_weeks_calendar": schedule["two_weeks"],
                "attendance_ids": [Command.clear(), *map(Command.create, lines)],
                "global_leave_ids": [Command.clear()],
            }
        )
        if schedule["flexible"]:
            self._make_flexible(calendar, schedule["flexible"])
        for leave in schedule["leaves"]:
            self._enter_leave(calendar, leave)
        for day in schedule["special_days"]:
            self._enter_special_day(calendar, day)
        return calendar

    def _make_flexible(self, calendar, hours):
        calendar.write(
            {
                "flexible_hours": True,
                "hours_per_day": hours[0],
                "hours_per_week": hours[1],
                "full_time_required_hours": hours[1],
            }
        )

    def _enter_leave(self, calendar, leave):
        """One that is refused where leave is managed never comes to be: there, public
        holidays do not overlap."""
        begin = self.monday + timedelta(minutes=leave["begin"])
        end = self.monday + timedelta(minutes=leave["end"])
        leaves = self.env["resource.calendar.leaves"]
        overlapping = [
            ("company_id", "=", self.company.id),
            ("date_from", "<=", end + timedelta(days=1)),
            ("date_to", ">=", begin - timedelta(days=1)),
        ]
        if "hr.leave" in self.env and leaves.search_count(overlapping, limit=1):
            return
        leaves.create(
            {
                "name": "Closed",
                "calendar_id": not leave["for_all"] and calendar.id,
                "company_id": self.company.id,
                "date_from": begin,
                "date_to": end,
                "time_type": "other" if leave["is_work"] else "leave",
            }
        )

    def _enter_special_day(self, calendar, day):
        """A day that is there already is another one from now on, or is deleted."""
        owner = False if day["for_all"] else calendar.id
        values = {name: day[name] for name in ("date", "kind", "like_weekday")}
        days = self.env["resource.special.day"]
        known = days.search(
            [("date", "=", day["date"]), ("calendar_id", "=", owner)], limit=1
        )
        if known and known.kind == day["kind"]:
            known.unlink()
        elif known:
            known.write(values)
        else:
            owned = {"calendar_id": owner, "company_id": self.company.id}
            days.create(values | owned | {"name": "Special"})

    # --- what the reference reads -----------------------------------------------------

    def changed_hours(self):
        """The hours that count now, for the reference."""
        calendar, clock = self._counting_calendar(), self.rule.clock
        schedule = self._schedule_of(calendar) if clock == "working" else None
        first = (self.monday - AROUND[0]).date()
        last = (self.monday + AROUND[1]).date()
        self.minutes = Minutes(schedule, calendar.tz, first, last)

    def _counting_calendar(self):
        """Whose hours count, as people would say it."""
        source, calendar = self.rule.calendar_source, self.env["resource.calendar"]
        if source == "team":
            team = self.request.team_id
            calendar = team.resource_calendar_id or team.parent_id.resource_calendar_id
        elif source == "responsible":
            calendar = self.request.user_id.employee_id.resource_calendar_id
        elif source == "rule":
            calendar = self.rule.calendar_id
        return calendar or self.company.resource_calendar_id

    def _schedule_of(self, calendar):
        lines = {}
        for line in calendar.attendance_ids.sorted(lambda line: line.hour_from):
            weeks = [int(line.week_type)] if calendar.two_weeks_calendar else [0, 1]
            for week in weeks:
                hours = lines.setdefault((week, int(line.dayofweek)), [])
                hours.append((line.hour_from, line.hour_to))
        leaves = self.env["resource.calendar.leaves"].search(
            [("calendar_id", "in", [calendar.id, False]), ("time_type", "=", "leave")]
        )
        days = self.env["resource.special.day"].search(
            [("calendar_id", "in", [calendar.id, False])]
        )
        return Schedule(
            calendar.tz,
            lines,
            (calendar.hours_per_day, calendar.full_time_required_hours)
            if calendar.flexible_hours
            else None,
            tuple(
                (_minutes(leave.date_from), _minutes(leave.date_to)) for leave in leaves
            ),
            {
                day.date: (
                    day.kind,
                    int(day.like_weekday) if day.like_weekday else None,
                )
                for day in days.sorted(lambda day: bool(day.calendar_id))
            },
        )

    def _hours_changed(self):
        """The job follows at once, and so does the reference."""
        self._run_at(self.now)
        self.changed_hours()
        self.promise.follow(_minutes(self.now), self.minutes)

    # --- the request ------------------------------------------------------------------

    def _tell_wait(self, _none):
        self.request.stage_id = self.stage_wait
        self.promise.give_reason(_minutes(self.now), self.minutes, True)

    def _tell_go_on(self, _none):
        self.request.stage_id = self.stage_new
        self.promise.give_reason(_minutes(self.now), self.minutes, False)

    def _tell_done(self, _none):
        self.request.stage_id = self.stage_done
        self.promise.stop(_minutes(self.now), self.minutes)

    def _tell_reopen(self, _none):
        """Done, and opened again ten minutes later."""
        self._tell_done(None)
        self._compare(f"{self.now} done")
        self.now += timedelta(minutes=10)
        self.frozen.move_to(self.now)
        self.request.stage_id = self.stage_new
        self.promise = Promise(self.promised, _minutes(self.now))

    def _tell_team(self, number):
        self.request.team_id = self.teams[number]
        self._hours_changed()

    def _tell_person(self, number):
        self.request.user_id = self.people[number]
        self._hours_changed()

    def _tell_look(self, _none):
        self.request._refresh_deadlines()

    # --- by hand ----------------------------------------------------------------------

    def _tell_pause(self, length):
        until = length and self.now + timedelta(minutes=length)
        self._deadlines(self.request)[-1:].action_pause(self.reason, until)
        until = until and _minutes(until)
        self.promise.pause(_minutes(self.now), self.minutes, until)

    def _tell_resume(self, _none):
        self._deadlines(self.request)[-1:].action_resume()
        self.promise.resume(_minutes(self.now), self.minutes)

    # --- hours, in each of the ways that they can change ------------------------------

    def _tell_special_day(self, day):
        self._enter_special_day(self._counting_calendar(), day)
        self._hours_changed()

    def _tell_leave(self, leave):
        self._enter_leave(self._counting_calendar(), leave)
        self._hours_changed()

    def _tell_line(self, how):
        """Some hours become longer, shorter, or are deleted."""
        number, hours = how
        lines = self._counting_calendar().attendance_ids
        line = lines[number % len(lines)] if lines else lines
        following = lines.filtered(
            lambda other: (
                other.dayofweek == line.dayofweek
                and other.week_type == line.week_type
                and other.hour_from > line.hour_from
            )
        )
        most = min(following.mapped("hour_from"), default=24)
        if hours and line and line.hour_from < line.hour_to + hours <= most:
            line.hour_to += hours
        elif len(lines) > 3:
            line.unlink()
        self._hours_changed()

    def _tell_zone(self, tz):
        self._counting_calendar().tz = tz
        self._hours_changed()

    def _tell_flexible(self, hours):
        self._make_flexible(self._counting_calendar(), hours)
        self._hours_changed()

    def _tell_calendar_of_team(self, number):
        self.teams[0].resource_calendar_id = self.calendars[number]
        self._hours_changed()

    def _tell_calendar_of_company(self, number):
        self.company.resource_calendar_id = self.calendars[number]
        self._hours_changed()

    def _tell_calendar_of_person(self, number):
        employee = self.request.user_id.employee_id
        employee.resource_calendar_id = self.calendars[number]
        self._hours_changed()

    def _tell_calendar_of_rule(self, number):
        self.rule.calendar_id = self.calendars[number]
        self._hours_changed()

    def _tell_source(self, source):
        self.rule.calendar_source = source
        self._hours_changed()

    def _tell_delete_calendar(self, _none):
        """The hours of the team are gone: those of the company count."""
        calendar = self.teams[1].resource_calendar_id
        others = self.teams[0].resource_calendar_id | self.company.resource_calendar_id
        people = self.people[0].employee_id | self.people[1].employee_id
        for employee in people.filtered(lambda e: e.resource_calendar_id == calendar):
            employee.resource_calendar_id = self.company.resource_calendar_id
        if calendar and calendar not in others | self.rule.calendar_id:
            self.teams[1].resource_calendar_id = False
            others += self.calendars[0] + self.calendars[2]
            number = self.calendars.index(calendar)
            self.calendars[number] = (others - calendar)[:1]
            calendar.unlink()
        self._hours_changed()
