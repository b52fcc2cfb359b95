from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.month_report import shifted
from ..words.month_words import month_in_words


class ServiceReportMonthDraw(models.TransientModel):
    """Draws up the report of an older month, for which no job has asked (CM-2.5)."""

    _name = "service.report.month.draw"
    _inherit = ["checked.wizard.mixin"]
    _description = "Draw Up a Month"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    month = fields.Date(
        string="A Day of the Month",
        required=True,
        default=lambda self: shifted(fields.Date.context_today(self), -1),
        help="Any day of the month that the report is about.",
    )

    @needs_access("read")
    def action_confirm(self):
        """Draw the report up and open it; one that is there is opened as it is."""
        self.ensure_one()
        reports = self.env["service.report.month"]
        company = self.company_id
        if company not in self.env.companies:
            raise UserError(
                self.env._(
                    "Choose %(company)s among the companies at the top first.",
                    company=company.name,
                )
            )
        month = self.month.replace(day=1)
        self._check_month(company, month)
        report = reports._draw_up(company, month, by_hand=True)
        return {
            "type": "ir.actions.act_window",
            "res_model": report._name,
            "res_id": report.id,
            "views": [(False, "form")],
        }

    @api.model
    def _check_month(self, company, month):
        """Refuse a month that is not over, or of which nothing is known."""
        today = fields.Date.context_today(self)
        if month >= today.replace(day=1):
            raise UserError(
                self.env._("This month is not over yet: choose one that is.")
            )
        [(first,)] = (
            self.env["service.handling"]
            .sudo()
            ._read_group([("company_id", "=", company.id)], [], ["started_on:min"])
        )
        if not first or month < first.replace(day=1):
            raise UserError(
                self.env._(
                    "Nothing was registered by %(month)s: choose a later month.",
                    month=month_in_words(self.env, month),
                )
            )
