from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class HrEmployee(models.Model):
    """A change of schedule may fall into a leave that is approved already."""

    _inherit = "hr.employee"

    @needs_access("write")
    def create_version(self, values):
        """Override: a leave across the change is parted there, and what was approved
        stays approved.

        Odoo refuses the new version, or puts approved leave back to be approved.
        """
        leaves = self._get_leaves_of_other_schedules(values)
        if not leaves:
            return super().create_version(values)
        day = fields.Date.to_date(values["date_version"])
        approved = leaves.filtered(lambda leave: leave.state == "validate")
        approved._remove_resource_leave()
        parts = leaves._split_leaves_at(day)
        approved |= parts.filtered(lambda leave: leave.state == "validate")
        version = super().create_version(values)
        parts._follow_schedule(version.resource_calendar_id)
        approved._stay_approved()
        return version

    def _get_leaves_of_other_schedules(self, values):
        """Return the leaves that Odoo would touch at a change of schedule.

        Where no policy binds requests, Odoo's rules hold.
        """
        leaves = self.env["hr.leave"].sudo()
        if not values.get("date_version") or not values.get("resource_calendar_id"):
            return leaves
        found = leaves.search(
            [
                ("employee_id", "=", self.id),
                ("state", "in", ("confirm", "validate1", "validate")),
                ("resource_calendar_id", "!=", values["resource_calendar_id"]),
            ]
        )
        return found.filtered(lambda leave: leave._get_request_policy())
