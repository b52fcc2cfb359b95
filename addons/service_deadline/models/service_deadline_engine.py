import logging

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import (
    MAX_TRIES_ON_CONCURRENCY_FAILURE,
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY,
)
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds

from ..core.deadline_clock import Facts, Terms
from ..core.deadline_decision import decide
from ..core.elapsed_time import ElapsedTime
from ..core.working_time import NoWorkingTime
from ..engine.delivery import Delivery
from ..engine.escalation import Escalation
from ..engine.lone_step import LoneStep
from ..engine.rule_application import RuleApplication
from ..engine.settlement import Settlement
from ..engine.store import Store
from ..engine.times import Times
from ..engine.transfer import Transfer, lock

_logger = logging.getLogger(__name__)

#: So many promises are locked at a time, for some tenths of a second.
BATCH_SIZE = 100
#: A batch that does nothing for so long has lost its host.
MOST_IDLE_SECONDS = 30
#: Collisions of one step that need no entry in the log.
MOST_COLLISIONS = 3
COLLISIONS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError)
BY_HAND = ("pause", "resume", "stop")


class ServiceDeadlineEngine(models.AbstractModel):
    """The only writer of deadlines: settles records, and acts on what falls due.

    Everything here runs in superuser mode, so that the result does not depend on who
    caused it.
    """

    _name = "service.deadline.engine"
    _description = "Deadline Engine"

    @api.model
    def _now(self):
        """This moment, in whole seconds since the epoch."""
        return to_seconds(fields.Datetime.now())

    @api.model
    def _settle(self, records):
        """Bring the deadlines of saved records of one model up to date.

        :return: {record id: rows of its deadlines}
        """
        return Settlement(records.sudo(), self._now()).run()

    @api.model
    def _transfer(self, source, target, names=None, with_history=False):
        """Let the promises of a record go on, on another that takes its place: the
        same clock from the same start, never two.

        Call it before the source is closed or deleted, which would end them; and see
        to it that the source is not settled in between, which would begin new ones.

        :param dict names: {id of a ``service.promise``: what it is on the target}
        :param bool with_history: what has ended goes along, too
        :return: ids of the promises that go on
        """
        source, target = source.sudo(), target.sudo()
        source.flush_recordset()
        lock(self.env, source)
        transfer = Transfer(source, target, self._now(), names)
        moved = transfer.run(with_history)
        target._refresh_deadlines()
        return moved

    # --- scheduled --------------------------------------------------------------------

    @api.model
    def _cron_run(self):
        """Act on all deadlines that are due, in batches that are committed one by one.

        Workers share the work: each takes rows that no other one holds. A batch that
        collides with somebody's change is left to the next run. What the staff is told
        goes out at the end, one e-mail per person.
        """
        seen = []
        run = self._run_warily if self._was_cut_short() else self._run_safely
        while ids := self._lock_due(seen):
            seen += ids
            self._limit_idleness()
            left = run(ids)
            self.env.cr.commit()  # pylint: disable=invalid-commit
            for deadline_id, step_id in left:
                self._act_alone(deadline_id, step_id)
            remaining = self._count_due(seen)
            time_left = self.env["ir.cron"]._commit_progress(
                len(ids), remaining=remaining
            )
            if remaining and not time_left:
                return
        self._send_notices()

    @api.model
    def _limit_idleness(self):
        """Let PostgreSQL end this transaction when its host stands still (frozen, cut
        off): people do not wait for its locks."""
        self.env.cr.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, true)",
            [f"{MOST_IDLE_SECONDS}s"],
        )

    @api.model
    def _cron_overruns(self):
        """Let the overrun of broken promises run, also while nobody looks at them.

        Those that somebody is changing follow by that.
        """
        last = 0
        while ids := self._lock_rows(
            SQL("is_open AND state = 'breached' AND id > %s", last), SQL("id")
        ):
            last = ids[-1]
            self._save_overruns(ids)
            if not self.env["ir.cron"]._commit_progress(len(ids)):
                return

    @api.model
    def _save_overruns(self, ids):
        now = self._now()
        store, times = Store(self.env, now), Times(self.env, now)
        rows = store.load(SQL("id IN %s", tuple(ids)))
        for row in rows:
            row.time = times.of_row(row)
        store.save_overruns(rows)

    @api.model
    def _was_cut_short(self):
        """Whether the worker that ran the job before this one was killed."""
        progress_id = self.env.context.get("ir_cron_progress_id", [])
        progress = self.env["ir.cron.progress"].sudo().browse(progress_id)
        return progress.timed_out_counter > 1  # counted from the start of each run

    @api.model
    def _run_warily(self, ids):
        """Run one deadline at a time, each put off before it is tried.

        One that gets every worker killed, as its action never ends, comes last then.
        Between two of them the others are free: another worker may have run the next.
        """
        left = []
        for deadline_id in ids:
            if not self._lock(SQL("id = %s", deadline_id)):
                continue
            Store(self.env, self._now()).put_off(deadline_id)
            self.env.cr.commit()  # pylint: disable=invalid-commit
            left += self._run_safely([deadline_id])
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return left

    @api.model
    def _act_alone(self, deadline_id, step_id):
        """Let one step act that changes something, in a transaction of its own.

        It is put off before it is tried: whoever kills its worker, or collides with
        somebody's change again and again, is tried later and later, and the log says
        so. Nobody's record is locked while it acts.
        """
        if not self._lock(SQL("id = %s", deadline_id)):
            return
        now = self._now()
        tries = Store(self.env, now).put_off(deadline_id)
        self.env.cr.commit()  # pylint: disable=invalid-commit
        lone = LoneStep(self.sudo().env, deadline_id, step_id, now)
        try:
            deadlines = self.sudo()._take([deadline_id])
            self.sudo()._refresh_records(deadlines)
            self.env.flush_all()
            self.env.cr.commit()  # pylint: disable=invalid-commit
            if deadlines and lone.find():
                lone.act()
                self.env.cr.commit()  # pylint: disable=invalid-commit
                self._insist(lone.note_done)
        except Exception as error:
            self.env.cr.rollback()
            self._note_failure(lone, error, tries)

    @api.model
    def _note_failure(self, lone, error, tries):
        """Log why a step has failed; collisions with people only when they go on."""
        if isinstance(error, COLLISIONS):
            _logger.info("Step %s collides: left to a later run", lone.step_id)
            if tries < MOST_COLLISIONS:
                return
            reason = self.env._("Somebody else was changing the same each time.")
        else:
            _logger.exception(
                "Step %s of deadline %s failed", lone.step_id, lone.deadline_id
            )
            reason = str(error) or type(error).__name__
        self._insist(lambda: lone.note_failure(reason))

    @api.model
    def _insist(self, write):
        """Write something small, again if somebody changes the same at the moment."""
        for _attempt in range(MAX_TRIES_ON_CONCURRENCY_FAILURE):
            try:
                write()
                self.env.cr.commit()  # pylint: disable=invalid-commit
                return
            except COLLISIONS:
                self.env.cr.rollback()

    @api.model
    def _send_notices(self):
        """Tell the staff, once per person, when nothing more is due."""
        if self.env["service.notice"].sudo()._send_all():
            self.env["ir.cron"]._commit_progress()

    @api.model
    def _run_safely(self, ids):
        """Run a batch; when it fails, one at a time, so that only the cause waits.

        A collision with somebody's change is no failure: the next run finds it again.

        :return: steps that are to act alone: [(deadline id, step id), …]
        """
        left = []
        try:
            left = self._run_batch(ids, tell_only=True)
        except Exception as error:
            self.env.cr.rollback()
            if len(ids) > 1:
                for deadline_id in ids:
                    left += self._run_safely([deadline_id])
                    self.env.cr.commit()  # pylint: disable=invalid-commit
            elif isinstance(error, COLLISIONS):
                _logger.info("Deadline %s is being changed: left to the next run", ids)
            else:
                _logger.exception("Deadline %s failed", ids)
                self._put_off(ids[0], error)
        return left

    @api.model
    def _put_off(self, deadline_id, error):
        """Log a failure, and look at the deadline again later."""
        now = self._now()
        store = Store(self.env, now)
        store.put_off(deadline_id)
        entry = store.entry(deadline_id, now, "error", {"at": now}, reason=str(error))
        store.log([entry])

    @api.model
    def _lock_due(self, seen):
        """Ids of the deadlines that are due next, locked for this transaction."""
        return self._lock(SQL("id != ALL(%s)", seen))

    @api.model
    def _lock(self, condition):
        """Ids of deadlines that are due, locked for this transaction.

        :param SQL condition: on the rows
        """
        due = SQL("next_event_at <= %s AND %s", to_datetime(self._now()), condition)
        return self._lock_rows(due, SQL("next_event_at"))

    @api.model
    def _lock_rows(self, condition, order):
        """Ids of some deadlines, locked for this transaction.

        PostgreSQL refuses to lock one that changes at this very moment: then the
        transaction begins anew, to see the change.
        """
        query = SQL(
            """SELECT id FROM service_deadline WHERE %s
                ORDER BY %s LIMIT %s FOR NO KEY UPDATE SKIP LOCKED""",
            condition,
            order,
            BATCH_SIZE,
        )
        for _attempt in range(MAX_TRIES_ON_CONCURRENCY_FAILURE):
            try:
                return [deadline_id for (deadline_id,) in self.env.execute_query(query)]
            except COLLISIONS:
                self.env.cr.rollback()
        return []

    @api.model
    def _count_due(self, seen):
        return self.env.execute_query(
            SQL(
                "SELECT count(*) FROM service_deadline"
                " WHERE next_event_at <= %s AND id != ALL(%s)",
                to_datetime(self._now()),
                seen,
            )
        )[0][0]

    @api.model
    def _run_batch(self, ids, tell_only=False):
        """Re-check the records of some deadlines, then escalate what still stands.

        :param bool tell_only: leave what changes something to :meth:`_act_alone`
        :return: what is left: [(deadline id, step id), …]
        """
        engine = self.sudo()
        deadlines = engine._take(ids)
        if not deadlines:
            return []
        engine._refresh_records(deadlines)
        self.env.flush_all()
        grace = engine._grace()
        escalation = Escalation(
            engine.env, deadlines.ids, self._now(), grace, tell_only
        )
        Delivery(engine.env).run(escalation.run())
        self.env.flush_all()
        return escalation.left

    @api.model
    def _grace(self):
        """Seconds after which a step counts as missed."""
        minutes = self.env["ir.config_parameter"].get_param(
            "service_deadline.missed_after_minutes", "15"
        )
        return int(minutes) * 60

    @api.model
    def _take(self, ids):
        """Those of some deadlines whose records nobody is changing, locked.

        Waiting for a long change would hold up all other promises. Deadlines without a
        record are dropped.
        """
        deadlines = self.env["service.deadline"].browse(ids)
        taken = deadlines.browse()
        for model_name, mine in deadlines.grouped("res_model").items():
            records = self._existing(model_name, set(mine.mapped("res_id")))
            self._drop(mine.filtered(lambda d, ids=records._ids: d.res_id not in ids))
            free = records and records.try_lock_for_update(allow_referencing=True)
            taken += mine.filtered(lambda d, ids=free._ids: d.res_id in ids)
        return taken

    @api.model
    def _existing(self, model_name, res_ids):
        if model_name not in self.env["service.deadline"]._deadline_models():
            return self.browse()  # its add-on is gone, or gives it no promises any more
        return self.env[model_name].browse(res_ids).exists()

    @api.model
    def _drop(self, deadlines):
        """End deadlines whose record is gone, or whose model is."""
        now = self._now()
        store = Store(self.env, now)
        rows = store.load(SQL("id IN %s AND is_open", tuple(deadlines.ids or [0])))
        for row in rows:
            row.terms, row.time = Terms(), ElapsedTime()  # nobody reads them any more
            facts = Facts(row.clock.started, applies=False, cancel_reason="gone")
            row.follow(decide(row.clock, row.terms, row.time, facts, now))
        store.save(rows)

    # --- by hand ----------------------------------------------------------------------

    @api.model
    def _change(self, deadlines, decide, reason, user):
        """Apply events that a person causes.

        :param decide: function (row, now in seconds) -> events
        :param reason: logged with what the person did, not with what time did meanwhile
        """
        now = self._now()
        store = Store(self.with_user(user).sudo().env, now)
        times = Times(self.env, now)
        rows = store.load(SQL("id IN %s AND is_open", tuple(deadlines.ids or [0])))
        for row in rows:
            try:
                row.time = times.of_row(row)
                events = decide(row, now)
            except NoWorkingTime:
                _logger.warning("Deadline %s: no working hours", row.id)
                continue
            for event in events:
                if event.kind in BY_HAND and event.at == now:
                    event.data["reason"] = reason
            row.follow(events)
        store.save(rows)
        self._refresh_records(rows)

    @api.model
    def _apply_rule(self, rule, reason, user):
        """Give the running promises of a rule its present terms.

        :param reason: goes into the log of each
        """
        now = self._now()
        application = RuleApplication(rule.sudo(), now)
        store = Store(self.with_user(user).sudo().env, now)
        rows = application.follow(reason)
        store.save(rows)
        self._refresh_records(rows)

    @api.model
    def _refresh_records(self, rows):
        """Show the records' next promise anew."""
        by_model = {}
        for row in rows:
            by_model.setdefault(row["res_model"], set()).add(row["res_id"])
        for model_name, res_ids in by_model.items():
            self.env[model_name].browse(res_ids)._refresh_deadlines()
