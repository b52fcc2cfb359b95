from datetime import timedelta

from pytz import utc

from odoo import api, models

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, to_datetime

WATCHED = {"date_start", "date_stop", "employee_id", "shift_id", "state"}


class HrDutySlot(models.Model):
    """Rest after night duty: how long, on which day, and that the day is judged again
    when the roster changes (CS-2)."""

    _inherit = "hr.duty.slot"

    @api.model
    def _nights_to_rest(self, employees, start, end):
        """Return the night duties whose rest may touch a range of time.

        :param int start: seconds since the epoch; ``end`` likewise
        """
        return self.sudo().search(
            [
                ("employee_id", "in", employees.ids),
                ("is_night", "=", True),
                ("state", "in", ("planned", "done")),
                ("shift_id.state", "!=", "draft"),
                ("post_id.rest_hours", ">", 0),
                ("date_stop", ">=", to_datetime(start) - ONE_DAY),
                ("date_stop", "<=", to_datetime(end) + ONE_DAY),
            ]
        )

    def _rest_until(self):
        """Return until when nobody has to be at work after this duty (aware)."""
        self.ensure_one()
        return utc.localize(self.date_stop) + timedelta(hours=self.post_id.rest_hours)

    def _rest_after(self, start):
        """Return how many seconds of the rest lie after the planned start of work.

        :param start: aware, or None if no work is planned
        """
        if start is None:
            return 0
        return max(0, int((self._rest_until() - start).total_seconds()))

    def _rest_date(self):
        """Return the local date on which the duty ends, whose start may be late."""
        self.ensure_one()
        return self.post_id._local(self.date_stop).date()

    # What changes marks the days after a night

    @api.model_create_multi
    def create(self, vals_list):
        slots = super().create(vals_list)
        slots._mark_rest()
        return slots

    def write(self, vals):
        watched = bool(WATCHED & vals.keys())
        if watched:
            self._mark_rest()
        result = super().write(vals)
        if watched:
            self._mark_rest()
        return result

    def unlink(self):
        self._mark_rest()
        return super().unlink()

    def _mark_rest(self):
        nights = self.filtered(
            lambda slot: (
                slot.employee_id and slot.is_night and slot.shift_id.state != "draft"
            )
        )
        engine = self.env["attendance.engine"].sudo()
        for day, slots in nights.grouped(lambda slot: slot._rest_date()).items():
            engine._mark(slots.employee_id, day, day)
