from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ServiceReportComment(models.Model):
    """What somebody says about a month's complaints: it stands in the report, with the
    name and the day. One each, which may be changed until the report is sealed."""

    _name = "service.report.comment"
    _inherit = ["guarded.mixin"]
    _description = "Comment on a Monthly Report"
    _order = "id"
    _rec_name = "user_id"

    report_id = fields.Many2one(
        comodel_name="service.report.month",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    said_at = fields.Datetime(
        string="On", required=True, readonly=True, default=fields.Datetime.now
    )
    body = fields.Text(
        string="Comment",
        required=True,
        help="What explains the figures, what is known of weak points, what is going "
        "to be done.",
    )

    _once = models.UniqueIndex(
        "(report_id, user_id)",
        "You have commented on this report already: change your comment.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: only who may read a report comments on it, until it is sealed."""
        comments = super().create(vals_list)
        comments._check_open()
        return comments

    def write(self, vals):
        """Override: the text alone, by who has said it."""
        self._check_open()
        if not self.env.su and vals.keys() - {"body"}:
            raise AccessError(
                self.env._("Of a comment only the text can be changed, by its author.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()

    def _check_open(self):
        """A sealed report stays, with what was said about it."""
        if not self.env.su:
            self.sudo().report_id.sudo(False).check_access("read")
        if "sealed" in self.sudo().report_id.mapped("state"):
            raise UserError(
                self.env._("The report is sealed: nothing of it changes any more.")
            )
