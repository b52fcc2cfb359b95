"""The scheduled job, with few and with many promises that are not due."""

from odoo import fields

from .fill import OPEN, Filled
from .report import Asked, Row, ratio
from .scenario import LIMITS
from .stopwatch import Sample, compare, timed
from .system import System

#: Make promises due a minute ago, as if the to-do before that had been made.
DUE = """
UPDATE helpdesk_ticket
   SET next_deadline_at = %(now)s - interval '1 minute',
       next_deadline_state = 'running'
 WHERE next_deadline_id = ANY(%(ids)s);
UPDATE service_deadline
   SET started_at = %(now)s - interval '1 minute' - interval '%(hours)s hours',
       due_at = %(now)s - interval '1 minute',
       next_event_at = %(now)s - interval '1 minute',
       state = 'running', step_marks = jsonb_build_object(%(step)s::text, 0)
 WHERE id = ANY(%(ids)s)
"""
#: Let them run again as if nothing had been.
NOT_DUE = """
DELETE FROM service_deadline_event
 WHERE deadline_id = ANY(%(ids)s) AND kind != 'start';
UPDATE service_deadline
   SET started_at = %(now)s, due_at = %(now)s + interval '%(hours)s hours',
       next_event_at = %(now)s + interval '%(hours)s hours', state = 'running',
       step_marks = '{}'
 WHERE id = ANY(%(ids)s)
"""


def measure(few: "Office", many: "Office", rounds: int) -> list[Row]:
    """Return the row on the runner's time."""
    took = compare(rounds, {"few": few.run, "many": many.run})
    work = f"The runner: {many.due:,} promises due, {many.running:,} running"
    beside = f"{few.running:,} running"
    return [ratio(work, beside, took["many"], took["few"], Asked("≤", 1.3))]


class Office:
    """A filled system in which, each time, other promises are due."""

    def __init__(self, system: System, filled: Filled, due: int) -> None:
        self.system, self.filled, self.due = system, filled, due
        self.running = filled.count // OPEN * len(LIMITS)
        self.turns = self.running // len(LIMITS) // due
        self.turn = 0

    def _next_ids(self) -> list[int]:
        """Return the first promises of tickets that lie far apart."""
        numbers = range(OPEN * (1 + self.turn % self.turns), self.filled.count, OPEN)
        ids = [self.filled.deadlines + number - 2 for number in numbers]
        self.turn += 1
        return ids[:: self.turns][: self.due]

    def run(self) -> Sample:
        """Run the job once; all that is due, and nothing else, is acted on."""
        ids = self._next_ids()
        self._set(DUE, ids)
        with self.system.opened() as env:
            job = env.ref("service_deadline.ir_cron_deadline_engine")
            with timed(env) as sample:
                job.method_direct_trigger()
        self._check(ids)
        self._set(NOT_DUE, ids)
        return sample

    def _set(self, query: str, ids: list[int]) -> None:
        with self.system.opened() as env:
            step = env["service.deadline.step"].search([("name", "=", "Nearly due")])
            values = {"ids": ids, "now": fields.Datetime.now(), "hours": LIMITS[0]}
            env.cr.execute(query, values | {"step": step[0].id})

    def _check(self, ids: list[int]) -> None:
        """Fail unless the runner has done its work on these promises; tidy up."""
        with self.system.opened() as env:
            deadlines = env["service.deadline"].browse(ids)
            assert set(deadlines.mapped("state")) == {"breached"}
            activities = env["mail.activity"].search([("service_step_id", "!=", False)])
            assert len(activities) == len(ids), len(activities)
            activities.unlink()
            mails = env["mail.mail"].search([])
            assert mails
            mails.unlink()
            # The next round tells people as if nobody had been told lately.
            env["service.digest"].search([]).unlink()
