"""Acts on the escalation steps that are due: marks them, acts, writes the log."""

import contextlib
import logging
from dataclasses import dataclass, replace

from psycopg2 import InterfaceError, OperationalError
from psycopg2.extras import Json

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ..core.deadline_clock import Event, apply
from ..core.escalation import collapse, due_occurrences
from ..core.working_time import NoWorkingTime
from .store import Store
from .times import Times

_logger = logging.getLogger(__name__)


@dataclass
class Task:
    """One step to act on for one deadline."""

    row: object
    step: object
    occurrence: object
    error: str = ""


class Escalation:
    """One pass over deadlines of which steps may be due, in superuser mode.

    Marks come first: an action that changes the record settles its deadlines again, and
    must find the step done. A step that fails is put back and tried again later.

    :param ids: ids of deadlines that have just been settled
    :param int now: seconds since the epoch
    :param int grace: seconds after which a step counts as missed
    :param bool tell_only: leave steps that change something to :class:`LoneStep`; what
        is left is in ``left`` then
    """

    def __init__(self, env, ids, now, grace, tell_only=False):
        absent = env["res.users"]._absent_user_ids()
        self.env = env(context={**env.context, "absent_user_ids": absent})
        self.ids, self.now, self.grace = ids, now, grace
        self.tell_only, self.left = tell_only, []
        self.store, self.times = Store(self.env, now), Times(self.env, now)

    def run(self):
        """Act on what is due.

        :return: notices to people, for delivery in one go
        """
        rows = self._load()
        tasks = [task for row in rows for task in self._mark(row)]
        self.store.save(rows)
        notices = [notice for task in tasks for notice in self._act(task)]
        alive = set(self.env["service.deadline"].browse(self.ids).exists().ids)
        tasks = [task for task in tasks if task.row.id in alive]
        self.store.log([self._entry(task) for task in tasks])
        failed = {task.row.id for task in tasks if task.error}
        waiting = {deadline_id for deadline_id, _step_id in self.left}
        self.store.forget_failures(alive - failed - waiting)
        return [notice for notice in notices if notice.deadline.id in alive]

    def _load(self):
        """Rows with their terms, as far as the steps in them still exist."""
        rows = self.store.load(SQL("id IN %s AND is_open", tuple(self.ids)))
        ids = {step.id for row in rows for step in row.terms.steps}
        found = set(self.env["service.deadline.step"].browse(ids).exists().ids)
        for row in rows:
            steps = tuple(step for step in row.terms.steps if step.id in found)
            row.terms = replace(row.terms, steps=steps)
        return rows

    def _mark(self, row):
        """Mark the due steps of a deadline as done.

        :return: the tasks among them that are to be acted on
        """
        row.changed = True  # at least the next event moves on
        try:
            row.time = self.times.of_row(row)
            due = due_occurrences(row.clock, row.terms, row.time, self.now)
        except NoWorkingTime:
            _logger.warning("Deadline %s: its calendar has no working hours", row.id)
            return []
        act, superseded = collapse(due, self.now, self.grace)
        self._supersede(row, superseded)
        steps = self.env["service.deadline.step"]
        tasks = [Task(row, steps.browse(o.step.id), o) for o in act]
        if self.tell_only:
            self.left += [
                (row.id, t.step.id) for t in tasks if not t.step._only_tells()
            ]
            tasks = [task for task in tasks if task.step._only_tells()]
        for task in tasks:
            self._done(row, task.occurrence)
        return tasks

    def _done(self, row, occurrence):
        """Mark it; the log says so when it has gone well (:meth:`_entry`)."""
        mark = {"step": occurrence.step.id, "occurrence": occurrence.number}
        row.clock = apply(row.clock, Event("step", self.now, mark))

    def _supersede(self, row, occurrences):
        """Log the missed occurrences of each step as one, up to the last."""
        last = {o.step.id: o for o in occurrences}
        for occurrence in last.values():
            count = sum(o.step.id == occurrence.step.id for o in occurrences)
            data = {
                "step": occurrence.step.id,
                "occurrence": occurrence.number,
                "count": count,
            }
            row.follow([Event("collapsed", self.now, data)])

    # --- acting ----------------------------------------------------------------------

    def _act(self, task):
        """Act on one step.

        :return: notices that it asks for
        """
        record = self.env[task.row["res_model"]].browse(task.row["res_id"])
        deadline = self.env["service.deadline"].browse(task.row.id)
        try:
            with self._guarded(task):
                return task.step._act(record, deadline, task.occurrence.number)
        except (OperationalError, InterfaceError, ConcurrencyError):
            raise  # the transaction is lost: the run begins anew
        except Exception as error:
            _logger.exception(
                "Step %s of deadline %s failed", task.step.id, deadline.id
            )
            task.error = str(error) or type(error).__name__
            return []

    @contextlib.contextmanager
    def _guarded(self, task):
        """Undo what a failing step has changed; one that only tells changes nothing."""
        if task.step._only_tells():
            yield
            return
        with self.env.cr.savepoint():
            yield
            self.env.flush_all()

    def _entry(self, task):
        """Log entry of a task; one that failed waits for another try."""
        if task.error:
            self._put_back(task)
        data = {
            "at": self.now,
            "step": task.step.id,
            "occurrence": task.occurrence.number,
            "planned": task.occurrence.at,
        }
        return self.store.entry(
            task.row.id,
            self.now,
            "error" if task.error else "step",
            data,
            reason=task.error or task.step.name,
            step_id=None if task.error else task.step.id,
            occurrence=task.occurrence.number,
        )

    def _put_back(self, task):
        """Undo the mark, so that the step is tried again later."""
        next_event = task.row.next_event()
        before = task.occurrence.number - 1
        marks = {
            k: v for k, v in task.row.clock.marks.items() if k != str(task.step.id)
        }
        if before >= 0:
            marks[str(task.step.id)] = before
        self.env.cr.execute(
            "UPDATE service_deadline SET step_marks = %s WHERE id = %s",
            [Json(marks), task.row.id],
        )
        task.row.clock = task.row.clock._replace(marks=marks)
        self.store.put_off(task.row.id, next_event)
