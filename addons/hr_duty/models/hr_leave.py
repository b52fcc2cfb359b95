from collections import defaultdict

from odoo import api, fields, models

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, midnight, to_datetime


class HrLeave(models.Model):
    """Leave opens gaps on duty that the leader and the manager see (CS-2)."""

    _inherit = "hr.leave"

    def _validate_leave_request(self):
        """Override of `hr_holidays` to free the duties of whoever is on leave."""
        result = super()._validate_leave_request()
        for leave, slots in self._duty_slots():
            slots._open_gaps(leave)
        return result

    def _remove_resource_leave(self):
        """Override of `hr_holidays` to give duties back that nobody took over."""
        slots = self.env["hr.duty.slot"].sudo()
        slots.search([("leave_id", "in", self.ids), ("state", "=", "gap")])._give_back()
        return super()._remove_resource_leave()

    def _duty_slots(self):
        """Return the coming duties that each leave touches: pairs (leave, places)."""
        leaves = self.filtered("employee_id")
        bounds = {leave: leave._away_bounds() for leave in leaves}
        if not bounds:
            return []
        slots = (
            self.env["hr.duty.slot"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", leaves.employee_id.ids),
                    ("state", "=", "planned"),
                    ("date_stop", ">", fields.Datetime.now()),
                    ("date_start", "<", max(stop for _start, stop in bounds.values())),
                ]
            )
        )
        return [(leave, leave._touched(slots, *bounds[leave])) for leave in leaves]

    def _touched(self, slots, start, stop):
        return slots.filtered(
            lambda slot: (
                slot.employee_id == self.employee_id
                and slot.date_start < stop
                and start < slot.date_stop
            )
        )

    @api.model
    def _away(self, employees, first, last, states):
        """Return when employees are away, from a date to a date and a day around.

        :param states: of the leaves that count
        :rtype: dict[int, list[tuple[datetime, datetime]]] UTC, by employee id
        """
        leaves = self.sudo().search(
            [
                ("employee_id", "in", employees.ids),
                ("state", "in", states),
                ("request_date_from", "<=", last + ONE_DAY),
                ("request_date_to", ">=", first - ONE_DAY),
            ]
        )
        result = defaultdict(list)
        for leave in leaves:
            result[leave.employee_id.id].append(leave._away_bounds())
        return result

    def _away_bounds(self):
        """Return when somebody on leave is away (UTC): whole local days from midnight
        to midnight, so that an evening on duty counts too; else the hours asked for."""
        self.ensure_one()
        if self.request_unit_half or self.request_unit_hours:
            return self.date_from, self.date_to
        first, last = self.request_date_from, self.request_date_to
        return tuple(
            to_datetime(midnight(day, self.tz or "UTC"))
            for day in (first, last + ONE_DAY)
        )
