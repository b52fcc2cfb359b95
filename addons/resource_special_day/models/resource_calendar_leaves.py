from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """Global time off tells the schedules when their hours change."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._global_calendars()._working_time_changed()
        return leaves

    def write(self, vals):
        calendars = self._global_calendars()
        result = super().write(vals)
        (calendars | self._global_calendars())._working_time_changed()
        return result

    def unlink(self):
        calendars = self._global_calendars()
        result = super().unlink()
        calendars._working_time_changed()
        return result

    def _global_calendars(self):
        """Return the schedules whose hours the leaves without a resource change."""
        leaves = self.filtered(lambda leave: not leave.resource_id)
        calendars = self.env["resource.calendar"]
        for_all = leaves.filtered(lambda leave: not leave.calendar_id)
        if not all(leave.company_id for leave in for_all):
            everywhere = calendars.sudo().with_context(active_test=False)
            everywhere = everywhere.search([])  # pylint: disable=no-search-all
            return everywhere.with_env(self.env)
        return leaves.calendar_id | calendars._of_companies(for_all.company_id)
