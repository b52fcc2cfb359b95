from odoo import api, fields, models
from odoo.exceptions import UserError


class AttendancePeriodSeal(models.Model):
    """CS-1.5: one closing of a month, and its reopening if there was one.

    Append-only: this is the log that an auditor reads.
    """

    _name = "attendance.period.seal"
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
