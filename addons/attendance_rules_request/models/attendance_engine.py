from collections import defaultdict

from odoo import api, models

from odoo.addons.attendance_rules.core.day_facts import Excuse, Window
from odoo.addons.base_engine_tools.core.instants import to_datetime, to_nearest_second


class AttendanceEngine(models.AbstractModel):
    """Requests that have been approved are facts."""

    _inherit = "attendance.engine"

    @api.model
    def _load_overtime(self, employees, start, end):
        """Override to add approved overtime (CS-1.1), with one query."""
        found = defaultdict(list, super()._load_overtime(employees, start, end))
        domain = [
            ("employee_id", "in", employees.ids),
            ("state", "=", "approved"),
            ("date_from", "<", to_datetime(end)),
            ("date_to", ">", to_datetime(start)),
        ]
        names = ["employee_id", "date_from", "date_to"]
        for request in (
            self.env["attendance.overtime"].sudo().search_fetch(domain, names)
        ):
            window = Window(
                to_nearest_second(request.date_from),
                to_nearest_second(request.date_to),
                request.id,
            )
            found[request.employee_id.id].append(window)
        return found

    @api.model
    def _load_excuses(self, employees, start, end):
        """Override to add what excuses many, with two queries per excuse."""
        found = defaultdict(list, super()._load_excuses(employees, start, end))
        domain = [
            ("state", "=", "approved"),
            ("company_id", "in", [company.id for company in employees._by_company()]),
            ("date_from", "<", to_datetime(end)),
            ("date_to", ">", to_datetime(start)),
        ]
        for excuse in self.env["attendance.excuse"].sudo().search(domain):
            window = Excuse(
                to_nearest_second(excuse.date_from),
                to_nearest_second(excuse.date_to),
                excuse.id,
            )
            for employee in excuse._get_excused() & employees:
                found[employee.id].append(window)
        return found

    @api.model
    def _incident_values(self, incident):
        """Override: which excuse covers it."""
        excuse = {"excuse_id": incident.excuse_id or None}
        return super()._incident_values(incident) | excuse

    @api.model
    def _on_months_judged(self, months):
        """Override: talks that are due, and warnings before the next one (CS-1.3)."""
        result = super()._on_months_judged(months)
        self.env["attendance.talk"]._sync(months)
        return result
