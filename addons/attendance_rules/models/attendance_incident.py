from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.links import FollowedLink

from .attendance_day import LinkOfMonth
from .attendance_policy_band import SEVERITIES as BAND_SEVERITIES

SEVERITIES = [
    *BAND_SEVERITIES[1:],
    ("absence", "Absence"),
    ("missing", "Missing Punch"),
]
KINDS = [
    ("late", "Late"),
    ("early", "Left Early"),
    ("half_absence", "Half a Day Absent"),
    ("absence", "Absent"),
    ("missing_in", "Check-in Missing"),
    ("missing_out", "Check-out Missing"),
]


class AttendanceIncident(models.Model):
    """One thing that the policy speaks of: one lateness, one absence, one gap.

    Written by the engine only. What it costs is seen by HR and by the person.
    """

    _name = "attendance.incident"
    _inherit = ["attendance.judged.mixin"]
    _description = "Incident of Attendance"
    _order = "work_date desc, employee_id, shift_index, kind"
    _rec_name = "work_date"

    day_id = fields.Many2one(
        comodel_name="attendance.day",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    employee_id = LinkOfMonth(index=True)
    company_id = LinkOfMonth(index=True)
    department_id = FollowedLink()
    currency_id = fields.Many2one(related="company_id.currency_id")
    work_date = fields.Date(required=True, readonly=True, index=True)
    shift_index = fields.Integer(readonly=True)
    kind = fields.Selection(selection=KINDS, required=True, readonly=True)
    seconds = fields.Integer(readonly=True)
    severity = fields.Selection(selection=SEVERITIES, readonly=True)
    graced = fields.Boolean(readonly=True, help="Covered by the month's grace.")
    excused = fields.Boolean(readonly=True, help="Covered by an approved excuse.")
    run_length = fields.Integer(
        string="In a Row",
        readonly=True,
        help="The how manieth day in a row with lateness or leaving early this is.",
    )
    deduction_before_cap = fields.Monetary(
        readonly=True,
        groups="attendance_rules.attendance_rules_group_hr_officer",
    )
    deduction = fields.Monetary(
        readonly=True,
        groups="attendance_rules.attendance_rules_group_hr_officer",
    )
    own_deduction = fields.Monetary(
        string="My Deduction", compute="_compute_own_deduction"
    )
    note = fields.Char(readonly=True)

    _kind_uniq = models.UniqueIndex(
        "(day_id, shift_index, kind)",
        "A shift has one incident of a kind.",
    )

    @api.depends("employee_id", "kind", "work_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for incident in self:
            shown = format_date(self.env, incident.work_date)
            incident.display_name = (
                f"{incident.employee_id.name or ''} {shown} "
                f"{labels.get(incident.kind, '')}"
            ).strip()

    @api.depends("deduction", "is_own")
    @api.depends_context("uid")
    def _compute_own_deduction(self):
        for incident in self:
            amount = incident.sudo().deduction if incident.is_own else 0
            incident.own_deduction = amount
