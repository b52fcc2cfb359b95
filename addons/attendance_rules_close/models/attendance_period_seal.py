from odoo import api, fields, models
from odoo.exceptions import UserError


class AttendancePeriodSeal(models.Model):
    """CS-1.5: one closing of a month, and its reopening if there was one.

    Append-only: this is the log that an auditor reads.
    """

    _name = "attendance.period.seal"
    _inherit = ["guarded.mixin"]
    _description = "Closing of a Month"
    _order = "closed_at desc, id desc"
    _rec_name = "seal"
    _check_company_auto = True

    period_id = fields.Many2one(
        comodel_name="attendance.period",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(related="period_id.company_id", store=True)
    seal = fields.Char(required=True, readonly=True)
    statement_count = fields.Integer(readonly=True)
    closed_at = fields.Datetime(required=True, readonly=True)
    closed_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    close_reason = fields.Text(string="Closed in spite of open points", readonly=True)
    reopened_at = fields.Datetime(readonly=True)
    reopened_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    reopen_reason = fields.Text(string="Reason for reopening", readonly=True)

    def write(self, vals):
        """Only the reopening is added, and only once."""
        if set(vals) - {"reopened_at", "reopened_by_id", "reopen_reason"} or any(
            seal.reopened_at for seal in self
        ):
            raise UserError(
                self.env._("The log of closings is never changed: it is what happened.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """The log stays, whoever asks."""
        raise UserError(
            self.env._("The log of closings is never deleted: it is what happened.")
        )

    @api.model
    def _log(self, period, reason):
        """Note a closing, and tell it on the month.

        :param reason: why it was closed in spite of open points, or nothing
        """
        self.create(
            {
                "period_id": period.id,
                "seal": period.seal,
                "statement_count": period.statement_count,
                "closed_at": period.closed_at,
                "closed_by_id": period.closed_by_id.id,
                "close_reason": reason,
            }
        )
        period.message_post(
            body=self.env._(
                "Closed with %(count)s statements. Seal: %(seal)s. %(reason)s",
                count=period.statement_count,
                seal=period.seal,
                reason=reason or "",
            )
        )

    def _log_reopening(self, reason):
        """Note that the month of these closings was opened again."""
        self.filtered(lambda s: not s.reopened_at)[:1].write(
            {
                "reopened_at": fields.Datetime.now(),
                "reopened_by_id": self.env.uid,
                "reopen_reason": reason,
            }
        )
        self.period_id.message_post(
            body=self.env._("Reopened. Reason: %(reason)s", reason=reason)
        )
