from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from odoo.addons.attendance_rules.models.hr_employee import HR_OFFICER
from odoo.addons.base_engine_tools.engine.access import needs_access

CAUSES = [
    ("lift", "Lift or Building"),
    ("transport", "Metro, Bus or Train"),
    ("storm", "Storm or Flood"),
    ("power", "Power or Network"),
    ("other", "Something Else"),
]


class AttendanceExcuse(models.Model):
    """One cause that excuses many: the lift, the metro, the storm (CS-1.3).

    Lateness, leaving early and absence within the window are shown and not counted,
    for everybody at the sites and in the departments that it names. HR approves it;
    whoever asked for it or is excused by it does not.
    """

    _name = "attendance.excuse"
    _description = "Excuse for Many"
    _when = ("date_from", "date_to")
    _inherit = ["attendance.request"]
    _order = "date_from desc, id desc"

    name = fields.Char(string="What Happened", required=True)
    cause = fields.Selection(selection=CAUSES, required=True, default="transport")
    employee_id = fields.Many2one(string="Reported By")
    date_from = fields.Datetime(string="From", required=True, tracking=True)
    date_to = fields.Datetime(string="To", required=True, tracking=True)
    location_ids = fields.Many2many(
        comodel_name="hr.work.location",
        string="Sites",
        check_company=True,
        help="Empty: every site.",
    )
    department_ids = fields.Many2many(
        comodel_name="hr.department",
        string="Departments",
        check_company=True,
        help="With the departments below them. Empty: every department.",
    )
    employee_ids = fields.Many2many(
        comodel_name="hr.employee",
        relation="attendance_excuse_employee_rel",
        string="Employees",
        check_company=True,
        help="Only these. Empty: everybody at the sites and in the departments.",
    )
    covered_count = fields.Integer(compute="_compute_covered_count")
    incident_count = fields.Integer(compute="_compute_covered_count")

    _window_check = models.Constraint(
        "CHECK(date_from < date_to)",
        "A cause ends after it begins: correct the times.",
    )

    @api.depends(
        "date_from", "date_to", "location_ids", "department_ids", "employee_ids"
    )
    @api.depends_context("uid")
    def _compute_covered_count(self):
        """What the reader may see of it: who asks does not learn who was absent."""
        incidents = self.env["attendance.incident"]
        for excuse in self:
            covered = excuse.sudo()._get_employees()
            seen = incidents.search_count(excuse._incident_domain(covered))
            excuse.incident_count = seen
            excuse.covered_count = len(excuse._visible(covered))

    def _visible(self, employees):
        """Those of employees whose attendance the reader sees."""
        if self.env.su or self.env.user.has_group(HR_OFFICER):
            return employees
        return employees.filtered("in_my_team")

    @api.depends("name")
    def _compute_display_name(self):
        for excuse in self:
            excuse.display_name = excuse.name or ""

    @api.constrains("date_from", "date_to")
    def _check_length(self):
        for excuse in self:
            if (excuse.date_to - excuse.date_from).days > 7:
                raise ValidationError(
                    self.env._(
                        "A cause lasts a week at most: make another one for what "
                        "comes after."
                    )
                )

    @needs_access("read")
    def action_incidents(self):
        """Show the incidents in the window."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Incidents"),
            "res_model": "attendance.incident",
            "view_mode": "list",
            "domain": self._incident_domain(self.sudo()._get_employees()),
        }

    # Deciding

    def _get_approvers(self):
        """Override: HR decides, because it concerns many."""
        approvers = dict.fromkeys(self, self.env["res.users"])
        for excuse in self.filtered("employee_id"):
            asked_by = excuse.create_uid | excuse.employee_id.sudo().user_id
            approvers[excuse] = excuse.employee_id._get_attendance_hr() - asked_by
        return approvers

    def _check_may_decide(self):
        super()._check_may_decide()
        if self.env.su:
            return
        for excuse in self:
            if excuse._would_excuse(self.env.user):
                raise AccessError(
                    self.env._(
                        "%(excuse)s would excuse you as well: somebody else in HR "
                        "decides.",
                        excuse=excuse.display_name,
                    )
                )

    def _would_excuse(self, user):
        """Tell whether an incident of the user's own would be excused."""
        own = self.sudo()._get_employees() & user.sudo().employee_ids
        domain = self._incident_domain(own)
        return bool(
            self.env["attendance.incident"].sudo().search_count(domain, limit=1)
        )

    # Whom it covers

    def _get_employees(self):
        """Return who is covered, archived employees included."""
        self.ensure_one()
        employees = self.env["hr.employee"].with_context(active_test=False)
        if not self.date_from or not self.date_to:
            return employees
        return employees.search(self._employee_domain())

    def _get_excused(self):
        """Return for whom it counts: not for who has approved it, because nobody
        excuses what one will do oneself."""
        return (
            self._get_employees()
            - self.decided_by_id.with_context(active_test=False).employee_ids
        )

    def _employee_domain(self):
        domain = Domain("company_id", "=", self.company_id.id)
        if self.employee_ids:
            domain &= Domain("id", "in", self.employee_ids.ids)
        if self.location_ids:
            domain &= Domain("work_location_id", "in", self.location_ids.ids)
        if self.department_ids:
            departments = self.department_ids.ids
            domain &= Domain("department_id", "child_of", departments)
        return domain

    def _incident_domain(self, employees):
        """Incidents that begin on a date of the window."""
        dates = [
            fields.Datetime.context_timestamp(self, instant).date()
            for instant in (self.date_from, self.date_to)
            if instant
        ]
        if not dates:
            return [(0, "=", 1)]
        return [
            ("employee_id", "in", employees.ids),
            ("work_date", ">=", min(dates)),
            ("work_date", "<=", max(dates)),
        ]

    def _on_approved(self):
        for excuse in self:
            dates = [
                instant.date() + timedelta(days=margin)
                for instant, margin in ((excuse.date_from, -1), (excuse.date_to, 1))
            ]
            self.env["attendance.engine"]._mark(excuse._get_employees(), *dates)
        return super()._on_approved()
