from datetime import timedelta

from odoo import fields, models


class HrEmployee(models.Model):
    """A change of schedule may fall into a leave that is approved already."""

    _inherit = "hr.employee"

    def create_version(self, values):
        """Override: a leave across the change is parted there.

        Odoo refuses the new version and wants the leave to be cancelled, asked for and
        approved once more, in two parts.
        """
        leaves = self._get_leaves_across(values)
        approved = leaves.filtered(lambda leave: leave.state == "validate")
        approved._remove_resource_leave()
        day = leaves and fields.Date.to_date(values["date_version"])
        parts = leaves._split_leaves(day) if leaves else leaves
        version = super().create_version(values)
        parts._follow_schedule(version.resource_calendar_id)
        approved |= parts.filtered(lambda leave: leave.state == "validate")
        approved._create_resource_leave()
        return version

    def _get_leaves_across(self, values):
        """Return leaves that begin before a change of schedule and end after it."""
        day = fields.Date.to_date(values.get("date_version"))
        leaves = self.env["hr.leave"].sudo()
        if not day or not values.get("resource_calendar_id"):
            return leaves
        return leaves.search(
            [
                ("employee_id", "=", self.id),
                ("state", "in", ("confirm", "validate1", "validate")),
                ("request_date_from", "<=", day - timedelta(days=1)),
                ("request_date_to", ">=", day),
                ("resource_calendar_id", "!=", values["resource_calendar_id"]),
            ]
        )
