from datetime import UTC, datetime, time, timedelta

from odoo import models
from odoo.exceptions import UserError


class AttendanceCorrection(models.Model):
    """What an approved correction does to the attendance."""

    _inherit = "attendance.correction"

    def _on_approved(self):
        for correction in self:
            correction._apply()
        engine = self.env["attendance.engine"]
        for correction in self:
            day = correction.work_date
            engine._mark(correction.employee_id, day, day)
        return super()._on_approved()

    def _apply(self):
        """Write the punch into the attendance, and say there what was changed."""
        attendance, values = self._get_change()
        self.before = self._format(attendance["check_" + self.kind])
        values["corrected"] = True
        if attendance:
            attendance.write(values)
        else:
            attendance = attendance.create(values)
        self.attendance_id = attendance
        attendance.message_post(body=self._trace())

    def _trace(self):
        values = {
            "at": self._format(self.at),
            "employee": self.employee_id.name,
            "user": self.decided_by_id.name or self.env.user.name,
            "before": self.before or self.env._("nothing"),
            "reason": self.reason,
        }
        if self.kind == "in":
            return self.env._(
                "Check-in corrected to %(at)s (before: %(before)s), asked for by "
                "%(employee)s, approved by %(user)s: %(reason)s",
                **values,
            )
        return self.env._(
            "Check-out corrected to %(at)s (before: %(before)s), asked for by "
            "%(employee)s, approved by %(user)s: %(reason)s",
            **values,
        )

    def _get_change(self):
        """Return the attendance that the punch belongs to, and its new values.

        The stay beside it grows; without one the punch stands alone, and the other
        half of it is still missing.

        :raise UserError: the employee was present at that time already
        """
        rows = self._get_rows()
        for row in rows:
            if row.check_out and row.check_in < self.at < row.check_out:
                raise UserError(
                    self.env._(
                        "%(at)s lies within the presence from %(start)s to %(end)s "
                        "already: there is nothing to correct.",
                        at=self._format(self.at),
                        start=self._format(row.check_in),
                        end=self._format(row.check_out),
                    )
                )
        return self._change_in(rows) if self.kind == "in" else self._change_out(rows)

    def _change_in(self, rows):
        row = rows.filtered(lambda each: each.check_in >= self.at)[:1]
        values = {"check_in": self.at, "in_mode": "manual"}
        if not row:
            return row, self._prepare_single("out")
        if not row.check_out and self._is_second_half(row.check_in):
            # Who forgot to check in has checked in when leaving: Odoo has one button.
            values |= {"check_out": row.check_in, "out_mode": row.in_mode}
        return row, values

    def _change_out(self, rows):
        row = rows.filtered(lambda each: each.check_in <= self.at)[-1:]
        if not row:
            return row, self._prepare_single("in")
        return row, {"check_out": self.at, "out_mode": "manual"}

    def _prepare_single(self, missing):
        """Values of a punch whose other half nobody made."""
        made = "in" if missing == "out" else "out"
        return {
            "employee_id": self.employee_id.id,
            "check_in": self.at,
            "check_out": self.at,
            f"{made}_mode": "manual",
            f"{missing}_mode": "technical",
        }

    def _is_second_half(self, instant):
        day = self.day_id
        if not day.plan_from or not day.plan_to:
            return False
        return instant >= day.plan_from + (day.plan_to - day.plan_from) / 2

    def _get_rows(self):
        """Return the attendances of the working day, in order of time."""
        start, end = self._get_reach()
        return (
            self.env["hr.attendance"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", self.employee_id.id),
                    ("check_in", ">=", start),
                    ("check_in", "<=", end),
                ],
                order="check_in",
            )
        )

    def _get_reach(self):
        """Return between which instants a punch belongs to the working day."""
        day = self.day_id
        if day.plan_from and day.plan_to:
            reach = timedelta(hours=self._get_policy().punch_reach_hours)
            return day.plan_from - reach, day.plan_to + reach
        zone = self._zone()
        midnight = datetime.combine(self.work_date, time(), zone)
        ends = (midnight, midnight + timedelta(days=1, seconds=-1))
        return [each.astimezone(UTC).replace(tzinfo=None) for each in ends]
