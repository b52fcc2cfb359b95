from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendanceDay(models.Model):
    """From a day to what can be asked for about it."""

    _inherit = "attendance.day"

    can_give_back = fields.Boolean(compute="_compute_can_give_back")

    @api.depends("lines", "month_state")
    def _compute_can_give_back(self):
        for day in self:
            worked = any(code == "on_leave" for code, _figures in day.lines or ())
            day.can_give_back = worked and day.month_state != "closed"

    @needs_access("read")
    def action_request_correction(self):
        """Open a punch correction, filled in with what is missing.

        :raise UserError: its term has passed
        """
        if too_late := self._too_late_to_correct():
            raise UserError(too_late)
        return self._open_request(
            "attendance.correction",
            self.env._("Punch Correction"),
            default_day_id=self.id,
        )

    def _too_late_to_correct(self):
        """Why a punch of the day cannot be corrected any more; False if it can."""
        self.ensure_one()
        last = self.work_date + timedelta(days=self.sudo().policy_id.correction_days)
        local = self.with_context(tz=self.tz or "UTC")
        if fields.Date.context_today(local) <= last:
            return False
        corrections = self.env["attendance.correction"]
        return corrections._too_late_message(self.work_date, last)

    def _heat_map(self):
        """Override: a correction is not offered after its term, and it is said why."""
        cells = super()._heat_map()
        days = {day.id: day for day in self}
        for cell in cells:
            too_late = cell["can_correct"] and days[cell["id"]]._too_late_to_correct()
            if too_late:
                cell["can_correct"] = False
                cell["lines"] = [*cell["lines"], too_late]
            day = days[cell["id"]]
            cell["can_give_back"] = day.can_give_back
        return cells

    # Work on approved leave

    def _leave_worked_on(self):
        """The approved leave during which the person was there on this day."""
        self.ensure_one()
        if not self.can_give_back:
            return self.env["hr.leave"]
        return (
            self.env["hr.leave"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", self.employee_id.id),
                    ("state", "=", "validate"),
                    ("request_date_from", "<=", self.work_date),
                    ("request_date_to", ">=", self.work_date),
                ]
            )
        )

    @needs_access("read")
    def action_give_leave_back(self):
        """Give back the leave of a day on which the person worked.

        Who may approve the leave gives it back at once; the employee asks for it.

        :raise UserError: nobody was there during leave, or the month is closed
        """
        self.ensure_one()
        leaves = self._leave_worked_on()
        if not leaves:
            raise UserError(
                self.env._(
                    "Nobody worked on approved leave on this day of an open month."
                )
            )
        for leave in leaves:
            approvers = leave._get_leave_approvers()
            if self.env.user in approvers and not self.is_own:
                leave._give_back(self.work_date, self.env.user)
            elif self.is_own:
                leave._ask_to_give_back(self, approvers)
            else:
                raise AccessError(
                    self.env._(
                        "Leave is given back by the employee or by who approves it."
                    )
                )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Whoever approves the leave has been asked to give the day back."
                )
                if self.is_own
                else self.env._("The leave of the day has been given back."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @needs_access("read")
    def action_request_overtime(self):
        """Open a request for overtime after the planned end of the day."""
        return self._open_request(
            "attendance.overtime",
            self.env._("Overtime"),
            default_date_from=self.plan_to,
        )

    def _open_request(self, model, name, **defaults):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "current",
            "context": {"default_employee_id": self.employee_id.id, **defaults},
        }
