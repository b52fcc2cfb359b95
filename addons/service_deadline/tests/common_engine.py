from freezegun import freeze_time

from odoo.fields import Command, Datetime
from odoo.tools import SQL

from ..engine.store import Store

HOUR = 3600


class EngineCase:
    """The engine at work, from Monday 2026-03-02 09:00 UTC on; see `DeadlineCommon`.

    Whatever a test does, at its end the state of each promise is what its log leads to.
    """

    def setUp(self):
        super().setUp()
        freezer = freeze_time("2026-03-02 09:00:00")
        self.frozen = freezer.start()
        self.addCleanup(freezer.stop)
        self.addCleanup(self.assertLogsReplay)

    def _go(self, moment):
        """A request ends, and time passes until a moment ("2026-03-02 10:00")."""
        self.env.flush_all()
        self.frozen.move_to(moment)

    def _run_at(self, moment):
        """The job runs at a moment, as often as it has something to do."""
        self._go(moment)
        while self._run():
            pass

    def _stop_domain(self, stage=None):
        return str([("stage_id", "=", (stage or self.stage_done).id)])

    def _wait_domain(self):
        return str([("stage_id", "=", self.stage_wait.id)])

    def _deadline(self, record, promise=None):
        """The record's one deadline that is open, else its last one."""
        deadlines = self._deadlines(record, promise)
        return (deadlines.filtered("is_open") or deadlines)[-1:]

    def _kinds(self, deadline):
        """What happened to a deadline, in the order of the log."""
        self.env.flush_all()
        return deadline.event_ids.sorted("id").mapped("kind")

    def _field(self, name, model=None):
        return self.env["ir.model.fields"]._get(model or self.record_model, name)

    def assertDeadline(self, deadline, **expected):
        """Fields of one deadline; times are given as "2026-03-02 09:00"."""
        self.env.flush_all()
        self.assertEqual(len(deadline), 1)
        texts = {
            name: Datetime.to_datetime(f"{value}:00")
            if isinstance(value, str) and name.endswith("_at")
            else value
            for name, value in expected.items()
        }
        self.assertEqual({name: deadline[name] for name in expected}, texts)

    def assertStates(self, record, *states):
        """States of the record's deadlines, in the order in which they began."""
        self.assertEqual(self._deadlines(record).mapped("state"), list(states))

    def assertLogsReplay(self):
        """The state of each deadline is what its log leads to; ended is ended."""
        self.env.flush_all()
        rows = Store(self.env, 0).load(SQL("TRUE"))
        events = self.env["service.deadline.event"].search([], order="id")
        by_deadline = events.grouped(lambda event: event.deadline_id.id)
        for row in rows:
            log = by_deadline.get(row.id, events.browse())
            self.assertEqual(log._clock(), row.clock, row["res_name"])

    # --- people --------------------------------------------------------------

    @classmethod
    def _create_employee(cls, user, manager=None, **values):
        """An employee of a user, or without one."""
        return cls.env["hr.employee"].create(
            {
                "name": user.name or "Somebody without a user",
                "user_id": user.id,
                "company_id": cls.company.id,
                "parent_id": manager and manager.id,
                **values,
            }
        )

    def _send_on_leave(self, *users):
        """Users are on leave for the first half of March 2026."""
        self.env["resource.calendar.leaves"].create(
            [
                {
                    "name": "On leave",
                    "resource_id": user.employee_id.resource_id.id,
                    "calendar_id": user.employee_id.resource_id.calendar_id.id,
                    "date_from": "2026-03-01 00:00:00",
                    "date_to": "2026-03-15 00:00:00",
                }
                for user in users
            ]
        )

    # --- companies -------------------------------------------------------------

    @classmethod
    def _create_other_company(cls, *policies):
        """Another company, with a team, and with policies in force."""
        company = cls._create_company(name="Other company X")
        company.resource_calendar_id.tz = "UTC"
        company.resource_calendar_id.global_leave_ids.unlink()
        for policy in policies:
            policy.company_ids = [Command.link(company.id)]
            policy.adoption_ids.since = "2020-01-01"
        team = cls.env[cls.team_model].create(
            {"name": "Other desk", "company_id": company.id}
        )
        return company, team
