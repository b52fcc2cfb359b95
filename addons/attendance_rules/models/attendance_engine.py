from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL, split_every
from odoo.tools.gc import disabling_gc

from odoo.addons.base_engine_tools.core.instants import (
    ONE_DAY,
    first_of_month,
    months,
    next_month,
)
from odoo.addons.base_engine_tools.engine.turns import do_anew

from ..engine.day_table import DayTable
from ..engine.facts import Facts
from ..engine.judgement import prepare
from ..engine.plans import Plans
from ..engine.rules import RuleBook
from ..engine.store import Store
from .attendance_dirty import MIDDLE

#: Employees judged at a time: bounds the memory.
CHUNK = 2000
#: Where on earth a new date begins first.
EARLIEST_ZONE = timedelta(hours=14)


class AttendanceEngine(models.AbstractModel):
    """Judges days and months of many employees as a set.

    A month of an employee is always judged as a whole, from its facts; what is stored
    is only compared. So the order in which facts arrive does not matter, and judging
    twice writes nothing the second time.

    What other parts know about a day comes in through the ``_load_*`` hooks: override
    one, call ``super()`` and add. Each is called once per month and batch.
    """

    _name = "attendance.engine"
    _description = "Attendance Engine"

    # What is to be judged again

    @api.model
    def _mark(self, employees, date_from, date_to):
        """Have the days of employees judged again by the scheduled job."""
        spans = {(employee_id, date_from, date_to) for employee_id in employees.ids}
        self.env["attendance.dirty"].sudo()._add_spans(spans)

    @api.model
    def _process(self, limit=CHUNK):
        """Judge the marked days of at most so many employees.

        Other workers may do the same at the same time: they take other employees.

        :return: (number of employees taken, number of marks left)
        """
        queue = self.env["attendance.dirty"].sudo()
        taken = queue._take(limit)
        wanted = defaultdict(set)
        for employee_id, day in taken:
            # A night shift reaches into the next date, which may be another month.
            for near in (day - ONE_DAY, day, day + ONE_DAY):
                wanted[first_of_month(near)].add(employee_id)
        self._compute_months(wanted)
        return len({employee_id for employee_id, _day in taken}), queue._count_left()

    @api.model
    def _cron_process(self):
        """Judge what is marked, in batches, as long as there is time."""
        has_time = True
        while has_time:
            taken, left = do_anew(self.env, self._process)
            has_time = self.env["ir.cron"]._commit_progress(taken, remaining=left)
            has_time = has_time and taken

    @api.model
    def _cron_mark_over(self):
        """Mark what time alone changes: days that are over, months that begin."""
        self.env["attendance.dirty"].sudo()._add_over()

    # Judging

    @api.model
    def _compute(self, employees, first, last):
        """Judge the months in which the dates lie, and write what has changed.

        :param employees: archived ones included
        :return: number of statements (months) that changed
        """
        wanted = dict.fromkeys(months(first, last), frozenset(employees.ids))
        return self._compute_months(wanted)

    @api.model
    def _compute_months(self, wanted):
        """Judge months, the earliest first, up to the current one.

        Days in a row reach from month to month: the following month is judged again if
        it is there and the run has changed.

        :param wanted: {first date of a month: employee ids}
        """
        self.env.flush_all()
        engine = self.sudo().with_context(active_test=False)
        current = (fields.Datetime.now() + EARLIEST_ZONE).date()
        wanted = {month: set(ids) for month, ids in wanted.items() if month <= current}
        book, count = RuleBook(engine.env), 0
        while wanted:
            month = min(wanted)
            plans = Plans(engine.env, month, next_month(month) - ONE_DAY)
            changed_contracts = {}
            for ids in split_every(CHUNK, sorted(wanted.pop(month)), list):
                # Nothing here is garbage until the batch is done.
                with disabling_gc():
                    changed, followers = engine._compute_month(
                        ids, month, book, plans, changed_contracts
                    )
                count += changed
                if followers:
                    wanted.setdefault(next_month(month), set()).update(followers)
            engine._keep_hours(plans, changed_contracts)
        return count

    @api.model
    def _keep_hours(self, plans, changed_contracts):
        """Note the hours by which dates were judged now, and ask about others.

        What somebody else is noting at this moment is looked at once more, by one
        employee for each schedule: a date may be over for this run only.
        """
        if any(plans.fresh.values()):
            busy = self.env["attendance.hours"]._note(plans.fresh)
            self.env["attendance.dirty"]._add(
                {
                    (plans.people[calendar_id, company_id], month + MIDDLE)
                    for calendar_id, company_id, month in busy
                }
            )
        if any(plans.differing.values()) or changed_contracts:
            changes = self.env["attendance.hours.change"]
            changes._ask(plans, changed_contracts)

    @api.model
    def _compute_month(self, employee_ids, month, book, plans, changed_contracts):
        """Judge one month of some employees.

        :param changed_contracts: {(company id, old calendar id, new one): {employee id:
            date}}, is added to
        :return: (number of changed statements, ids whose next month follows on)
        """
        store = Store(self, employee_ids, month)
        employees = self.env["hr.employee"].browse(employee_ids)
        judgements = [
            judgement
            for judgement in self._prepare(
                employees, month, book, plans, store, changed_contracts
            )
            if judgement.is_employed or judgement.employee_id in store.months
        ]
        for judgement in judgements:
            judgement.fingerprint()
        to_judge = [one for one in judgements if not store.is_settled(one)]
        summaries = store.load_summaries(to_judge)
        table = self._judge_all(to_judge, summaries, store)
        sealed = [one for one in to_judge if store.is_closed(one.employee_id)]
        self._report_sealed(sealed, store)
        judged = [one for one in to_judge if not store.is_closed(one.employee_id)]
        changed = store.save(judged, table)
        if changed:
            self._forget_rows()
            self._on_months_judged(self.env["attendance.month"].browse(changed))
        return len(changed), self._followers(judged, store, month)

    @api.model
    def _judge_all(self, judgements, summaries, store):
        """Judge months: by what is kept of their days, closed ones by each of these.

        :param summaries: see ``Store.load_summaries``
        :return: ``DayTable`` of those whose days were judged together, None of none
        """
        together = []
        for judgement in judgements:
            if kept := summaries.get(judgement.employee_id):
                judgement.judge_by(*kept)
            elif store.is_closed(judgement.employee_id):
                judgement.judge()
            else:
                together.append(judgement)
        if not together:
            return None
        table = DayTable(together)
        table.judge()
        return table

    @api.model
    def _judge(self, employees, month, policy=None, runs=None, plans=None):
        """Judge a month without writing anything.

        :param month: its first date
        :param policy: a version to try out instead of those in force
        :param runs: {employee id: days in a row carried over}, instead of the stored
        :param plans: schedules to try out instead of those by which it was judged
        :rtype: list[Judgement]
        """
        self.env.flush_all()
        engine = self.sudo().with_context(active_test=False)
        first, last = month, next_month(month) - ONE_DAY
        store = None if plans else Store(engine, employees.ids, month)
        plans = plans or Plans(engine.env, first, last)
        book = RuleBook(engine.env, policy)
        judgements = engine._prepare(employees.sudo(), month, book, plans, store)
        judgements = [one for one in judgements if one.is_employed]
        if runs is not None:
            engine._carry_runs(judgements, month, runs)
        for judgement in judgements:
            judgement.judge()
        return judgements

    @api.model
    def _judge_by_each(self, employees, month, policies, runs):
        """Judge a month by several policies without writing anything: from the same
        facts, some employees at a time.

        :param month: its first date
        :param policies: a version to try out, or an empty one for those in force, …
        :param runs: for each policy {employee id: days in a row carried over}, or None:
            as stored
        :return: iterator of lists with a judged ``DayTable`` for each policy, or None
            where nobody is judged
        """
        self.env.flush_all()
        engine = self.sudo().with_context(active_test=False)
        plans = Plans(engine.env, month, next_month(month) - ONE_DAY)
        books = [RuleBook(engine.env, policy.sudo()) for policy in policies]
        for ids in split_every(CHUNK, employees.ids, list):
            with disabling_gc():
                some = engine.env["hr.employee"].browse(ids)
                facts = engine._facts(some, month, plans, Store(engine, ids, month))
                tables = [
                    engine._judged_table(some, month, book, facts, carried)
                    for book, carried in zip(books, runs, strict=True)
                ]
            yield tables

    @api.model
    def _judged_table(self, employees, month, book, facts, runs=None):
        """Judge a month of employees by a book of rules.

        :param runs: see ``_judge``
        :rtype: DayTable or None
        """
        judgements = self._put_together(employees, month, book, facts)
        judgements = [one for one in judgements if one.is_employed]
        if runs is not None:
            self._carry_runs(judgements, month, runs)
        if not judgements:
            return None
        table = DayTable(judgements)
        table.judge()
        return table

    @api.model
    def _prepare(
        self, employees, month, book, plans, store=None, changed=None, bare=False
    ):
        """Load the facts of a month, with one query per table.

        :param Store store: whose dates keep the schedules by which they were judged
        :param changed: see ``_compute_month``; without it nothing is written, and a
            closed month is judged by what was in force, not by what it was sealed with
        :param bare: without punches, leave and requests
        """
        facts = self._facts(employees, month, plans, store, changed, bare)
        judgements = self._put_together(employees, month, book, facts)
        if changed is not None:
            closed = [one for one in judgements if store.is_closed(one.employee_id)]
            if closed:
                self._rest_on_sealed(closed, facts)
        return judgements

    @api.model
    def _facts(self, employees, month, plans, store=None, changed=None, bare=False):
        """What is known of a month of employees, see ``_prepare``."""
        last = next_month(month) - ONE_DAY
        facts = Facts(self, employees, month, last, plans, bare)
        if store:
            facts.keep_schedules(store.months, {} if changed is None else changed)
        return facts

    @api.model
    def _put_together(self, employees, month, book, facts):
        """Months of employees by a book of rules, from facts that are there."""
        deduct_from = self._load_deduct_from(employees, month)
        judgements = []
        for employee_id in employees.ids:
            judgement = prepare(facts, book, employee_id, month)
            if judgement:
                since = deduct_from.get(employee_id, date.min)
                judgement.deduct_from = since or date.max
                judgements.append(judgement)
        self._carry_runs(judgements, month)
        return judgements

    @api.model
    def _prepare_bare(self, employees, month):
        """Put together what a month of employees rests on but its facts."""
        self.env.flush_all()
        engine = self.sudo().with_context(active_test=False)
        last = next_month(month) - ONE_DAY
        plans, book = Plans(engine.env, month, last), RuleBook(engine.env)
        store = Store(engine, employees.ids, month)
        return engine._prepare(employees, month, book, plans, store, bare=True)

    @api.model
    def _carry_runs(self, judgements, month, runs=None):
        """Let days in a row go on from the month before."""
        if runs is None:
            ids = [judgement.employee_id for judgement in judgements]
            query = SQL(
                """
                SELECT employee_id, run_carried FROM attendance_month
                 WHERE employee_id = ANY(%s) AND month = %s AND run_carried > 0
                """,
                ids,
                first_of_month(month - ONE_DAY),
            )
            runs = dict(self.env.execute_query(query))
        for judgement in judgements:
            judgement.carried_run = runs.get(judgement.employee_id, 0)

    @api.model
    def _followers(self, judgements, store, month):
        """Employees whose run has changed and who have a row in the next month."""
        ids = [
            judgement.employee_id
            for judgement in judgements
            if judgement.month.run != store.run_of(judgement.employee_id)
        ]
        if not ids:
            return []
        query = SQL(
            """
            SELECT employee_id FROM attendance_month
             WHERE employee_id = ANY(%s) AND month = %s
            """,
            ids,
            next_month(month),
        )
        return [employee_id for (employee_id,) in self.env.execute_query(query)]

    @api.model
    def _forget_rows(self):
        for name in ("attendance.day", "attendance.incident", "attendance.month"):
            self.env[name].invalidate_model()

    # Hooks: facts

    @api.model
    def _load_overtime(self, employees, start, end):
        """Approved overtime windows.

        :param start: first instant, seconds since the epoch
        :param end: last instant
        :return: {employee id: [core.day_facts.Window, …]}
        """
        return {}

    @api.model
    def _load_late_allowance(self, employees, start, end):
        """How much later than planned somebody may arrive, after a night on duty.

        :return: {(employee id, work date): seconds}
        """
        return {}

    @api.model
    def _load_excuses(self, employees, start, end):
        """Approved excuses that cover incidents.

        :return: {employee id: [core.day_facts.Excuse, …]}
        """
        return {}

    @api.model
    def _load_deduct_from(self, employees, month):
        """Since when deductions apply to those who had no chance to read the policy.

        :param month: its first date
        :return: {employee id: first date, or None when nothing of the month counts};
            who is not in it pays as usual
        """
        return {}

    @api.model
    def _rest_on_sealed(self, judgements, facts):
        """Let closed months rest on the hours, zone, policy and wage with which they
        were sealed, not on what is in force now.

        :param judgements: prepared, of closed months
        :param Facts facts: of the month
        """

    # Hooks: what happened

    @api.model
    def _incident_values(self, incident):
        """Columns that an incident's row gets from other parts.

        :param incident: ``core.day_verdict.Incident``
        """
        return {}

    @api.model
    def _report_sealed(self, judgements, store):
        """These closed months have been judged again. Their rows stay.

        :param judgements: what the facts give now
        :param Store store: what was sealed
        """

    @api.model
    def _on_months_judged(self, months):
        """These open months have been judged again, and changed.

        :param months: ``attendance.month``, its figures up to date
        """
