from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command, Datetime
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.base_engine_tools.core.instants import to_seconds
from odoo.addons.service_deadline.engine.store import Store

from .common import EngineCommon

START = Datetime.to_datetime("2026-03-02 09:00:00")
MINUTES = st.one_of(
    st.sampled_from([0, 1, 30, 60, 120, 240, 480, 24 * 60, 3 * 24 * 60]),
    st.integers(1, 5 * 24 * 60),
)
WORDS = {
    # time
    "wait": MINUTES,
    "run": st.none(),
    # the request
    "stage": st.sampled_from(["new", "wait", "done"]),
    "priority": st.sampled_from(["1", "3"]),
    "severity": st.sampled_from(["major", "important", "general"]),
    "team": st.booleans(),
    "agree": st.none() | st.integers(-60, 4 * 24 * 60),
    "tag": st.booleans(),
    "reply": st.none(),
    "active": st.booleans(),
    # by hand
    "pause": st.none() | st.integers(1, 10 * 60),
    "resume": st.none(),
    "stop": st.none(),
    # working hours
    "special_day": st.tuples(st.integers(0, 9), st.booleans()),
    "hours": st.sampled_from([16, 17, 20]),
    "closed": st.booleans(),
    # the rules
    "limit": st.integers(2, 12),
    "apply": st.none(),
    "rule": st.booleans(),
    "policy": st.booleans(),
    # what goes wrong
    "trouble": st.booleans(),
}
# Words that change working hours, or whose hours count.
OF_HOURS = {"special_day", "hours", "closed", "team"}


@st.composite
def tales(draw):
    """Some kinds of things that happen again and again, while time goes by."""
    few = st.lists(st.sampled_from(sorted(WORDS)), min_size=2, max_size=6, unique=True)
    chapters = st.one_of(
        st.tuples(st.just(word), WORDS[word]) for word in [*draw(few), "wait", "run"]
    )
    return draw(st.lists(chapters, min_size=3, max_size=25))


@tagged("post_install", "-at_install")
class TestDeadlineStories(EngineCommon):
    """Whatever happens to a request, its hours and its rules, in whatever order.

    After each chapter the state of every promise is what its log leads to, what has
    ended stays as it was, and the request shows what is due next. A due time follows
    the calendar only when the hours have changed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wait = str([("stage_id", "=", cls.stage_wait.id)])
        cls.rule = cls._create_rule(target=4, pause_domain=wait, pause_max=3)
        cls.urgent = cls._create_rule(
            name="urgent", domain="[('priority', '=', '3')]", limit=2, sequence=1
        )
        cls._create_rule(
            promise_id=cls._create_promise("contact_x").id,
            stop_mode="reply",
            stop_domain="[]",
            limit=1,
            allow_manual_stop=True,
            calendar_source="company",
        )
        cls._create_rule(
            promise_id=cls._create_promise("callback_x").id,
            start_mode="domain",
            start_domain="[('stage_id.closed', '=', True)]",
            stop_domain="[('tag_ids', '!=', False)]",
            cancel_domain="[('severity', '=', 'major')]",
            target=1,
            limit=3,
            unit="day",
            carry_over=False,
        )
        cls._create_rule(
            promise_id=cls._create_promise("agreed_x").id,
            clock="elapsed",
            unit="day",
            limit=1,
            end_of_day=True,
            due_field_id=cls.env["ir.model.fields"]
            ._get("test.deadline.request", "promised_at")
            .id,
        )
        cls._create_steps()
        cls.other_team = cls.team.copy(
            {
                "name": "Second line",
                "resource_calendar_id": cls._create_calendar("America/New_York").id,
            }
        )
        cls.tag = cls.env["res.partner.category"].create({"name": "Called back X"})
        cls.reason = cls.env["service.pause.reason"].create(
            {"name": "Waits", "max_hours": 6}
        )

    @classmethod
    def _create_steps(cls):
        """One of each kind; what "trouble" does to the last one makes it fail."""
        cls._create_step(cls.rule, direction="before")
        cls._create_step(cls.rule, delay=0, repeat="hours", repeat_every=2)
        cls._create_step(
            cls.rule, repeat="working_day", in_hours=True, max_repeats=3, delay=0
        )
        cls._create_step(
            cls.urgent, delay=50, delay_unit="percent", action="raise_severity"
        )
        cls.code = cls.env["ir.actions.server"].create(
            {
                "name": "Note",
                "model_id": cls.env["ir.model"]._get_id("test.deadline.request"),
                "state": "code",
                "is_step_action": True,
                "code": "record.write({'subject_ref': 'Late'})",
            }
        )
        cls._create_step(
            cls.rule,
            delay=30,
            delay_unit="minute",
            repeat="hours",
            max_repeats=3,
            action="server_action",
            server_action_id=cls.code.id,
        )

    # --- telling ----------------------------------------------------------------------

    @settings(max_examples=40)
    @given(tales())
    @mute_logger(
        "odoo.addons.service_deadline.engine.escalation",
        "odoo.addons.service_deadline.engine.settlement",
        "odoo.addons.service_deadline.models.service_deadline_engine",
    )
    def test_the_log_tells_the_whole_story(self, tale):
        with self.env.cr.savepoint() as savepoint:
            self.env.registry.clear_cache()  # rules of the story before
            self.now = START
            self.frozen.move_to(START)
            self.request = self._create_request()
            self.ended = {}
            for word, how in tale:
                getattr(self, f"_tell_{word}")(how)
                self.env.flush_all()
                self._check(word)
            if OF_HOURS.isdisjoint(word for word, _how in tale):
                self.assertNotIn("calendar", self._all_kinds())
            savepoint.rollback()

    def _all_kinds(self):
        return self._deadlines(self.request).event_ids.mapped("kind")

    def _check(self, word):
        self.assertLogsReplay()
        rows = Store(self.env, 0).load(SQL("res_id = %s", self.request.id))
        for row in rows:
            state = (row.clock, row["terms_id"], row["calendar_id"])
            self.assertEqual(self.ended.get(row.id, state), state, word)
            if not row.clock.is_open:
                self.ended[row.id] = state
            elif row.clock.state == "paused":
                self.assertIsNone(row.clock.due)
            else:
                self.assertIsNotNone(row.clock.due)
        due = [row.clock.due for row in rows if row.clock.is_open and row.clock.due]
        shown = self.request.next_deadline_at
        self.assertEqual(shown and shown.timestamp(), min(due, default=False), word)

    # --- time -------------------------------------------------------------------------

    def _tell_wait(self, minutes):
        self.now += timedelta(minutes=minutes)
        self.frozen.move_to(self.now)

    def _tell_run(self, _none):
        """The job finds nothing more to do when it is done."""
        for _batch in range(5):
            if not self._run():
                if self.calendar.attendance_ids:
                    self._check_nothing_is_left()
                return
        self.fail("The job does not come to an end")

    def _check_nothing_is_left(self):
        """What time alone does to promises has been done to all."""
        now = to_seconds(self.now)
        for row in Store(self.env, 0).load(SQL("is_open AND state != 'breached'")):
            waits = row.clock.state == "paused"
            moment = row.clock.pause_until if waits else row.clock.due
            self.assertGreaterEqual(now + 1 if moment is None else moment, now)

    # --- the request ------------------------------------------------------------------

    def _tell_stage(self, name):
        self.request.stage_id = getattr(self, f"stage_{name}")

    def _tell_priority(self, priority):
        self.request.priority = priority

    def _tell_severity(self, severity):
        self.request.severity = severity

    def _tell_team(self, other):
        self.request.team_id = self.other_team if other else self.team

    def _tell_agree(self, minutes):
        moment = self.now + timedelta(minutes=minutes or 0)
        self.request.promised_at = moment if minutes else False

    def _tell_tag(self, tagged_so):
        self.request.tag_ids = self.tag if tagged_so else False

    def _tell_reply(self, _none):
        self.request.with_user(self.agent).message_post(
            body="Hello",
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
            partner_ids=self.request.partner_id.ids,
        )

    def _tell_active(self, active):
        self.request.active = active

    # --- by hand ----------------------------------------------------------------------

    def _open(self):
        return self._deadlines(self.request).filtered("is_open")

    def _tell_pause(self, minutes):
        until = minutes and self.now + timedelta(minutes=minutes)
        self._open().action_pause(self.reason, until)

    def _tell_resume(self, _none):
        self._open().action_resume("Heard of him")

    def _tell_stop(self, _none):
        self._open().filtered("can_stop").action_stop("Phoned")

    # --- working hours ----------------------------------------------------------------

    def _tell_special_day(self, how):
        days, working = how
        date = START.date() + timedelta(days=days)
        known = self.env["resource.special.day"].search(
            [("date", "=", date), ("company_id", "=", self.company.id)]
        )
        if known:
            known.unlink()
            return
        known.create(
            {
                "name": "Special",
                "date": date,
                "kind": "working" if working else "holiday",
                "company_id": self.company.id,
            }
        )

    def _tell_hours(self, hour):
        lines = self.calendar.attendance_ids
        lines.filtered(lambda line: line.hour_from == 13).hour_to = hour

    def _tell_closed(self, closed):
        """No opening times at all any more, or those of a new schedule."""
        lines = self._create_calendar().attendance_ids
        if closed:
            lines.calendar_id.unlink()
            self.calendar.attendance_ids.unlink()
        elif not self.calendar.attendance_ids:
            lines.calendar_id = self.calendar

    # --- the rules --------------------------------------------------------------------

    def _tell_limit(self, hours):
        self.rule.write({"target": min(hours - 1, 4), "limit": hours})

    def _tell_apply(self, _none):
        wizard = self.env["service.deadline.rule.apply"]
        wizard = wizard.create({"rule_id": self.rule.id, "reason": "New contract"})
        wizard.action_apply()

    def _tell_rule(self, active):
        self.urgent.active = active

    def _tell_policy(self, in_force):
        companies = self.company if in_force else self.env["res.company"]
        self.policy.company_ids = [Command.set(companies.ids)]

    # --- what goes wrong --------------------------------------------------------------

    def _tell_trouble(self, trouble):
        self.code.code = "1 / 0" if trouble else "record.write({'subject_ref': 'Late'})"
