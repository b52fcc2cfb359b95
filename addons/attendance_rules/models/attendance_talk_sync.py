from datetime import timedelta

from odoo import api, fields, models

from .attendance_talk import ACTIVITY

#: A warning about what is longer ago than this helps nobody.
RECENT = timedelta(days=7)


class AttendanceTalk(models.Model):
    """Talks follow what the engine judges."""

    _inherit = "attendance.talk"

    @api.model
    def _sync(self, months):
        """Make talks that are due, and call off those whose reason is gone.

        :param months: ``attendance.month`` that have been judged again
        """
        due = self._get_due(months)
        known = self._get_known(months)
        new = self.sudo().create(
            [
                self._prepare(employee, date, run)
                for (employee, date), run in due.items()
                if (employee, date) not in known
            ]
        )
        new._ask_managers()
        gone = self.sudo().union(
            *(talk for key, talk in known.items() if key not in due)
        )
        gone.filtered(lambda talk: talk.state == "due")._call_off()
        back = self.sudo().union(*(talk for key, talk in known.items() if key in due))
        back.filtered(lambda talk: talk.state == "cancelled")._take_up()

    def _prepare(self, employee, date, run):
        return {"employee_id": employee.id, "work_date": date, "run_length": run}

    def _get_due(self, months):
        """Return {(employee, date): run} of the days that complete a run."""
        due = {}
        for month, incident in self._get_runs(months):
            threshold = month.policy_id.talk_threshold
            if threshold and incident.run_length % threshold == 0:
                key = incident.employee_id, incident.work_date
                due[key] = incident.run_length
        return due

    def _get_runs(self, months):
        """Return [(month, incident that counts), …], with one search."""
        by_month = {(month.employee_id, month.month): month for month in months}
        if not by_month:
            return []
        incidents = (
            self.env["attendance.incident"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", months.employee_id.ids),
                    ("work_date", ">=", min(months.mapped("month"))),
                    ("run_length", ">", 0),
                ]
            )
        )
        found = []
        for incident in incidents:
            key = incident.employee_id, incident.work_date.replace(day=1)
            if month := by_month.get(key):
                found.append((month, incident))
        return found

    def _get_known(self, months):
        """Return {(employee, date): talk} of the months."""
        if not months:
            return {}
        of_month = {(month.employee_id, month.month) for month in months}
        talks = self.sudo().search(
            [
                ("employee_id", "in", months.employee_id.ids),
                ("work_date", ">=", min(months.mapped("month"))),
            ]
        )
        return {
            (talk.employee_id, talk.work_date): talk
            for talk in talks
            if (talk.employee_id, talk.work_date.replace(day=1)) in of_month
        }

    def _ask_managers(self):
        approvers = self.employee_id._get_attendance_approvers()
        for talk in self:
            for user in approvers[talk.employee_id][:1]:
                talk.manager_id = user
                talk.activity_schedule(
                    ACTIVITY, user_id=user.id, summary=talk.display_name
                )

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

    @api.model
    def _warn_before(self, months):
        """Warn employees whose next incident leads to a talk, before it happens."""
        today = fields.Date.context_today(self)
        messages = {}
        for month, incident in self._get_runs(months):
            threshold = month.policy_id.talk_threshold
            run = incident.run_length
            if (
                threshold > 1
                and run % threshold == threshold - 1
                and month.run_carried == run
                and today - incident.work_date <= RECENT
            ):
                key = incident.employee_id, incident.work_date
                messages[key] = self._warning(incident)
        self.env["attendance.nudge"]._send("before_talk", messages)

    def _warning(self, incident):
        lang = incident.employee_id.user_id.lang or self.env.lang
        return self.with_context(lang=lang).env._(
            "You were late or left early on %(run)s working days in a row. One more "
            "makes it %(next)s, and a performance talk with your manager is due. If a "
            "day is wrong, ask for a punch correction now.",
            run=incident.run_length,
            next=incident.run_length + 1,
        )
