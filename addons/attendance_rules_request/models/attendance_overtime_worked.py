from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

HOUR = 3600


class AttendanceOvertime(models.Model):
    """What was worked of approved overtime, and the time off for it."""

    _inherit = "attendance.overtime"

    def _count_seconds(self):
        """Return {id: (worked, counted)} in seconds.

        A day's approved overtime, as the engine has judged it, is shared out among the
        day's requests in the order of their windows.
        """
        if not self:
            return {}
        presence = self._get_presence()
        days = self._get_days()
        left = {key: day.overtime_approved_seconds for key, day in days.items()}
        counted = {}
        for request in self.sorted("date_from"):
            key = request.employee_id.id, request.work_date
            worked = request._overlap(presence[request.employee_id.id])
            share = min(worked, left.get(key, 0))
            left[key] = left.get(key, 0) - share
            counted[request.id] = worked, share
        return counted

    def _get_presence(self):
        rows = (
            self.env["hr.attendance"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("check_in", "<", max(self.mapped("date_to"))),
                    ("check_out", ">", min(self.mapped("date_from"))),
                ],
                ["employee_id", "check_in", "check_out"],
            )
        )
        presence = defaultdict(list)
        for row in rows:
            presence[row.employee_id.id].append((row.check_in, row.check_out))
        return presence

    def _get_days(self):
        days = (
            self.env["attendance.day"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("work_date", "in", self.mapped("work_date")),
                ]
            )
        )
        return {(day.employee_id.id, day.work_date): day for day in days}

    def _overlap(self, stays):
        return sum(
            max(
                0,
                int(
                    (
                        min(end, self.date_to) - max(start, self.date_from)
                    ).total_seconds()
                ),
            )
            for start, end in stays
        )

    # What follows

    def _on_approved(self):
        for request in self:
            self.env["attendance.engine"]._mark(
                request.employee_id, request.work_date, request.work_date
            )
            if request.warning:
                request.message_post(body=request.warning)
        return super()._on_approved()

    @api.model
    def _cron_grant_time_off(self):
        """Grant what was worked and is compensated by time off, day by day judged.

        A grant follows later corrections as long as the month is open.
        """
        requests = self.search(
            [
                ("state", "=", "approved"),
                ("compensation", "=", "time_off"),
                ("date_to", "<", fields.Datetime.now()),
                ("date_to", ">", fields.Datetime.now() - timedelta(days=92)),
            ]
        )
        days = requests._get_days() if requests else {}
        counted = requests._count_seconds()
        for request in requests:
            day = days.get((request.employee_id.id, request.work_date))
            if (
                day
                and not day.provisional
                and not (day.month_state == "closed" and request.allocation_id)
            ):
                request._grant(counted[request.id][1])

    def _grant(self, seconds):
        """Grant time off for these seconds, or adjust what was granted."""
        leave_type = self._get_policy().overtime_leave_type_id
        hours_per_day = self.employee_id._get_hours_per_day(self.work_date) or 8
        days = seconds / HOUR / hours_per_day
        if self.allocation_id:
            if days and abs(self.allocation_id.number_of_days - days) > 1e-4:
                self.allocation_id.number_of_days = days
        elif seconds and leave_type:
            self.allocation_id = self.env["hr.leave.allocation"].create(
                self._prepare_allocation(leave_type, days)
            )
            self.allocation_id.action_approve()

    def _prepare_allocation(self, leave_type, days):
        return {
            "name": self.display_name,
            "employee_id": self.employee_id.id,
            "holiday_status_id": leave_type.id,
            "number_of_days": days,
            "date_from": self.work_date,
            "state": "confirm",
        }
