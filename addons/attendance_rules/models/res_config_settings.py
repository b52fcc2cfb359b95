from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the attendance rules. Figures are those of the policy."""

    _inherit = "res.config.settings"

    attendance_policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        string="Policy in Force",
        compute="_compute_attendance_policy_id",
    )
    attendance_utc_calendars = fields.Char(
        string="Schedules in UTC",
        compute="_compute_attendance_utc_calendars",
        help="Working schedules whose hours are taken as UTC, probably by mistake.",
    )

    @api.depends("company_id")
    def _compute_attendance_policy_id(self):
        policies, today = self.env["attendance.policy"], fields.Date.context_today(self)
        for settings in self:
            policy = policies._get_policy(settings.company_id, today)
            settings.attendance_policy_id = policy

    @api.depends("company_id")
    def _compute_attendance_utc_calendars(self):
        for settings in self:
            calendars = self.env["resource.calendar"].search(
                [
                    ("tz", "=", "UTC"),
                    ("company_id", "in", [settings.company_id.id, False]),
                ]
            )
            settings.attendance_utc_calendars = ", ".join(calendars.mapped("name"))
