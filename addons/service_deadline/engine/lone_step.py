"""One step that changes something, by itself: whatever it does, it harms no other."""

from odoo.tools import SQL

from ..core.deadline_clock import Event, apply
from ..core.escalation import due_occurrences
from .escalation import Task
from .store import Store
from .times import Times

#: Key in the cursor's cache: marks of the step that is acting, {deadline id: marks}.
ACTING = "service_deadline_acting"


class LoneStep:
    """A step of one deadline that has just been settled, in a transaction of its own.

    It may take minutes, commit by itself, or fail in any way. Therefore nothing is
    locked while it acts, and nothing is waiting to be written: its mark is in memory
    until it is done, and then the log says so.

    :param int now: seconds since the epoch
    """

    def __init__(self, env, deadline_id, step_id, now):
        self.env, self.now = env, now
        self.deadline_id, self.step_id = deadline_id, step_id
        self.store = Store(env, now)
        self.task = None

    def find(self):
        """Whether it is due, still."""
        rows = self.store.load(SQL("id = %s AND is_open", self.deadline_id))
        step = self.env["service.deadline.step"].browse(self.step_id).exists()
        for row in rows if step else ():
            row.time = Times(self.env, self.now).of_row(row)
            due = due_occurrences(row.clock, row.terms, row.time, self.now)
            mine = [o for o in due if o.step.id == self.step_id]
            if mine:
                self.task = Task(row, step, mine[-1])
        return self.task is not None

    def act(self):
        """Act, and log it; nothing else is written."""
        task = self.task
        record = self.env[task.row["res_model"]].browse(task.row["res_id"])
        deadline = self.env["service.deadline"].browse(self.deadline_id)
        if self._is_logged():
            return
        self.env.cr.cache[ACTING] = {self.deadline_id: self._mark()}
        try:
            task.step._act(record, deadline, task.occurrence.number)
            self.env.flush_all()
        finally:
            self.env.cr.cache.pop(ACTING, None)
        if deadline.exists():
            self.store.log([self._entry("step", task.step.name)])

    def _is_logged(self):
        """It has acted, and the worker was killed before it could note the mark."""
        return bool(
            self.env["service.deadline.event"].search_count(
                [
                    ("deadline_id", "=", self.deadline_id),
                    ("step_id", "=", self.step_id),
                    ("occurrence", "=", self.task.occurrence.number),
                    ("kind", "=", "step"),
                ],
                limit=1,
            )
        )

    def note_done(self):
        """Mark it as done: it waits for its next occurrence, if there is one."""
        self._note(self._mark())
        self.store.forget_failures([self.deadline_id])

    def note_failure(self, reason):
        """Log why it has failed; it is tried again, later and later."""
        step = str(self.step_id)
        before = self.task.occurrence.number - 1 if self.task else -1
        next_event = self._note({step: before if before >= 0 else None}, done=step)
        self.store.put_off(self.deadline_id, next_event, again=False)
        self.store.log([self._entry("error", reason)])

    def _note(self, marks, done=None):
        """Write marks of the deadline as it is now.

        :return: instant of its next event, without the step that is named
        """
        rows = self.store.load(SQL("id = %s", self.deadline_id))
        for row in rows:
            row.time = Times(self.env, self.now).of_row(row)
            found = row.clock.marks | marks
            kept = {
                step: number for step, number in found.items() if number is not None
            }
            number = self.task.occurrence.number if self.task else 0
            row.clock = row.clock._replace(
                marks=kept | ({done: number} if done else {})
            )
            next_event = row.next_event()
            row.clock = row.clock._replace(marks=kept)
            row.changed = True
            self.store.save([row])
            return next_event
        return None

    def _mark(self):
        mark = {"step": self.step_id, "occurrence": self.task.occurrence.number}
        clock = apply(self.task.row.clock, Event("step", self.now, mark))
        return {str(self.step_id): clock.marks[str(self.step_id)]}

    def _entry(self, kind, reason):
        occurrence = self.task.occurrence if self.task else None
        number = occurrence.number if occurrence else 0
        data = {
            "at": self.now,
            "step": self.step_id,
            "occurrence": number,
            "planned": occurrence.at if occurrence else self.now,
        }
        return self.store.entry(
            self.deadline_id,
            self.now,
            kind,
            data,
            reason=reason,
            step_id=self.step_id if kind == "step" else None,
            occurrence=number,
        )
