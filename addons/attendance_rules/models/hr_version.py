from datetime import date

from odoo import api, models

#: What a verdict depends on
FACTS = {
    "active",
    "company_id",
    "contract_date_end",
    "contract_date_start",
    "date_version",
    "department_id",
    "departure_date",
    "employee_id",
    "resource_calendar_id",
    "wage",
}


class HrVersion(models.Model):
    """Contracts and schedules have the months judged again in which they hold.

    That is any month from the earliest date of the version on: a change of dates can
    give days to a version or take them away.
    """

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions._mark_days()
        return versions

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        with_contract = "contract_date_start" in vals
        self._mark_days(with_contract)
        result = super().write(vals)
        if "resource_calendar_id" in vals and self.employee_id:
            self.env["attendance.hours.change"].sudo()._ask_anew(
                [("employee_ids", "in", self.employee_id.ids)]
            )
        self._mark_days(with_contract)
        return result

    def unlink(self):
        self._mark_days()
        return super().unlink()

    def _mark_days(self, with_contract=False):
        """Mark everything since the versions' earliest date.

        :param with_contract: since the start of the contract, if that is earlier
        """
        versions = self.sudo().filtered("employee_id")
        if not versions:
            return
        starts = versions.mapped("date_version")
        if with_contract:
            starts += filter(None, versions.mapped("contract_date_start"))
        self.env["attendance.dirty"].sudo()._add_range(
            versions.employee_id.ids, min(starts), date.max
        )
