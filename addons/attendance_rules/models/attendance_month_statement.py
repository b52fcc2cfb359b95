from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.base_engine_tools.words.dates import WEEKDAY, date_in_words


class AttendanceMonth(models.Model):
    """CS-1.5: the statement as a person reads it, on the phone and on paper."""

    _inherit = "attendance.month"

    month_name = fields.Char(string="Month in Words", compute="_compute_month_name")
    statement_html = fields.Html(
        string="Statement", compute="_compute_statement_html", sanitize=False
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for month in self:
            month.month_name = date_in_words(self.env, month.month)

    @api.depends_context("lang", "uid")
    @api.depends("input_hash", "state", "confirmation", "adjustment_ids")
    def _compute_statement_html(self):
        for month in self:
            month.statement_html = self.env["ir.qweb"]._render(
                "attendance_rules.attendance_statement_body",
                month._statement_values(),
            )

    def action_print(self):
        """Print the statements as PDF."""
        report = self.env.ref("attendance_rules.attendance_statement_report")
        return report.report_action(self)

    def _sees_amounts(self):
        """Wages and deductions are for HR and for the person (not for managers)."""
        group = "attendance_rules.attendance_rules_group_hr_officer"
        return self.env.su or self.is_own or self.env.user.has_group(group)

    def _statement_values(self):
        """What the template of the statement shows to this reader."""
        self.ensure_one()
        self.check_access("read")
        amounts = self._sees_amounts()
        return {
            "month": self.sudo(),
            "title": self.month_name,
            "amounts": amounts,
            "money": lambda value: format_amount(self.env, value, self.currency_id),
            "date": lambda value: date_in_words(self.env, value, WEEKDAY),
            "hours": lambda seconds: f"{seconds / 3600:.1f}",
            # Incidents stand in a table below.
            "sentences": self.env["attendance.explainer"]._explain_month(
                self, with_amounts=amounts, with_incidents=False
            ),
            "incidents": self.sudo()._statement_incidents(),
        }

    def _statement_incidents(self):
        return self.env["attendance.incident"].search(
            [("day_id.month_id", "=", self.id)], order="work_date, shift_index"
        )
