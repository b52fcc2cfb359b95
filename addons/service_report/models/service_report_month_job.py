import logging

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.core.instants import dates
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..core.month_report import shifted

_logger = logging.getLogger(__name__)


class ServiceReportMonthJob(models.AbstractModel):
    """Draws up the reports of the month before, and sends those that are sealed."""

    _name = "service.report.month.job"
    _description = "Job of the Monthly Reports"

    @api.model
    def _cron_run(self):
        """Every hour: each report in a transaction of its own, so that what fails for
        one company keeps no other from its report."""
        for company, month in self._wanted():
            self._try(
                lambda c=company, m=month: self.env["service.report.month"]._draw_up(
                    c, m
                )
            )
        for report in self._to_send():
            self._try(lambda r=report: self._send(r))

    def _try(self, step):
        try:
            with self.env.cr.savepoint():
                step()
                self.env.flush_all()
        except Exception:
            _logger.exception("A monthly report could not be made")
            self.env.invalidate_all()
        self.env["ir.cron"]._commit_progress(1)

    # --- drawing up -------------------------------------------------------------------

    @api.model
    def _wanted(self):
        """[(company, first day of the month before)] where it is time, and no report.

        That is from the first working day of a month on, where the company is: holidays
        and make-up days are known (CM-2.5).
        """
        now = pytz.utc.localize(fields.Datetime.now())
        wanted = []
        for company in self._companies():
            zone = pytz.timezone(company.resource_calendar_id.tz or "UTC")
            today = now.astimezone(zone).date()
            if self._is_time(company, today):
                wanted.append((company, shifted(today, -1)))
        known = (
            self.env["service.report.month"]
            .sudo()
            .search([("month", "in", list({month for _company, month in wanted}))])
        )
        there = {(report.company_id, report.month) for report in known}
        return [one for one in wanted if one not in there]

    @api.model
    def _companies(self):
        """The companies that ever had a request."""
        groups = (
            self.env["service.handling"]
            .sudo()
            ._read_group([("company_id", "!=", False)], ["company_id"])
        )
        return self.env["res.company"].sudo().concat(*(group[0] for group in groups))

    @api.model
    def _is_time(self, company, today):
        """Whether a working day of the month has begun or gone by."""
        first = today.replace(day=1)
        kinds = company.resource_calendar_id._day_kinds(company, first, today)
        return any(kinds[day] == "workday" for day in dates(first, today))

    # --- sending ----------------------------------------------------------------------

    @api.model
    def _to_send(self):
        return (
            self.env["service.report.month"]
            .sudo()
            .search([("state", "=", "sealed"), ("sent_at", "=", False)])
        )

    @api.model
    def _send(self, report):
        """Send a sealed report to the management, each in the own language."""
        take_turn(report)
        for lang, users in report.recipient_ids.grouped("lang").items():
            told = report.with_context(lang=lang)
            subject = told.display_name
            told.message_notify(
                subject=subject,
                author_id=report.sealed_by_id.partner_id.id,
                body=self.env["ir.qweb"]
                .with_context(lang=lang)
                ._render(
                    "service_report.service_report_month_mail",
                    {"doc": told, **told._content()},
                ),
                partner_ids=users.partner_id.ids,
                attachments=self._attachments(told, subject),
            )
        report.sent_at = fields.Datetime.now()

    @api.model
    def _attachments(self, report, subject):
        """The report as PDF; without it where no PDF can be made on this machine."""
        printer = self.env["ir.actions.report"].sudo()
        printer = printer.with_context(lang=report.env.context.get("lang"))
        try:
            content, _kind = printer._render_qweb_pdf(
                "service_report.service_report_month_report", report.ids
            )
        except UserError:
            _logger.warning("No PDF of %s: wkhtmltopdf is missing", report)
            return []
        return [(f"{subject}.pdf", content)]
