from datetime import date, timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from .attendance_talk import ACTIVITY

#: A warning about what is longer ago than this helps nobody.
RECENT = timedelta(days=7)


class Run(NamedTuple):
    """Days in a row, up to a day on which a talk is due or comes near."""

    employee_id: int
    work_date: date
    length: int
    threshold: int
    is_last: bool


class AttendanceTalk(models.Model):
    """Talks follow what the engine judges."""

    _inherit = "attendance.talk"

    @api.model
    def _sync(self, months):
        """Make talks that are due, call off those whose reason is gone, and warn
        before the next ones.

        :param months: ``attendance.month`` that have been judged again
        """
        runs = self._get_runs(months)
        due = {
            (run.employee_id, run.work_date): run.length
            for run in runs
            if run.length % run.threshold == 0
        }
        known = self._get_known(months)
        new = self.sudo().create(
            [
                {"employee_id": key[0], "work_date": key[1], "run_length": length}
                for key, length in due.items()
                if key not in known
            ]
        )
        new._ask_managers()
        self._keep_in_step(known, due)
        self._warn_before(runs)

    def _keep_in_step(self, known, due):
        gone = [talk_id for key, talk_id in known.items() if key not in due]
        back = [talk_id for key, talk_id in known.items() if key in due]
        talks = self.sudo()
        talks.browse(gone).filtered(lambda talk: talk.state == "due")._call_off()
        talks.browse(back).filtered(lambda talk: talk.state == "cancelled")._take_up()

    def _get_runs(self, months):
        """Return the runs that matter, with one query however many months."""
        query = SQL(
            """
            SELECT incident.employee_id, incident.work_date,
                   MAX(incident.run_length), policy.talk_threshold,
                   MAX(incident.run_length) = MAX(month.run_carried)
              FROM attendance_month month
              JOIN attendance_policy policy ON policy.id = month.policy_id
              JOIN attendance_incident incident
                ON incident.employee_id = month.employee_id
               AND incident.work_date >= month.month
               AND incident.work_date < month.month + interval '1 month'
             WHERE month.id = ANY(%s)
               AND policy.talk_threshold > 0
               AND incident.run_length >= GREATEST(policy.talk_threshold - 1, 1)
             GROUP BY incident.employee_id, incident.work_date, policy.talk_threshold
             ORDER BY incident.employee_id, incident.work_date
            """,
            list(months.ids),
        )
        return [Run(*row) for row in self.env.execute_query(query)]

    def _get_known(self, months):
        """Return {(employee id, date): id} of the months' talks, with one query."""
        self.flush_model(["employee_id", "work_date"])
        query = SQL(
            """
            SELECT talk.employee_id, talk.work_date, talk.id
              FROM attendance_talk talk
              JOIN attendance_month month
                ON talk.employee_id = month.employee_id
               AND talk.work_date >= month.month
               AND talk.work_date < month.month + interval '1 month'
             WHERE month.id = ANY(%s)
            """,
            list(months.ids),
        )
        return {row[:2]: row[2] for row in self.env.execute_query(query)}

    def _ask_managers(self):
        approvers = self.employee_id._get_attendance_approvers()
        for talk in self:
            for user in approvers[talk.employee_id][:1]:
                talk.manager_id = user
                summary = talk.with_context(lang=user.lang).display_name
                talk.activity_schedule(ACTIVITY, user_id=user.id, summary=summary)

    def _call_off(self):
        self.write({"state": "cancelled"})
        self.activity_unlink([ACTIVITY])
        for talk in self:
            talk.message_post(
                body=self.env._("Called off: the days have been corrected.")
            )

    def _take_up(self):
        self.write({"state": "due"})
        self._ask_managers()

    def _warn_before(self, runs):
        """Warn employees whose next incident leads to a talk, before it happens."""
        today = fields.Date.context_today(self)
        near = [
            run
            for run in runs
            if run.is_last
            and run.threshold > 1
            and run.length % run.threshold == run.threshold - 1
            and today - run.work_date <= RECENT
        ]
        employees = self.env["hr.employee"].sudo()
        messages = {}
        for run in near:
            employee = employees.browse(run.employee_id)
            messages[employee, run.work_date] = self._warning(employee, run)
        self.env["attendance.nudge"]._send("before_talk", messages)

    def _warning(self, employee, run):
        lang = employee.user_id.lang or self.env.lang
        return self.with_context(lang=lang).env._(
            "You were late or left early on %(run)s working days in a row. One more "
            "makes it %(next)s, and a performance talk with your manager is due. If a "
            "day is wrong, ask for a punch correction now.",
            run=run.length,
            next=run.length + 1,
        )
