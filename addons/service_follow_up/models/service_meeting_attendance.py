from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ServiceMeetingAttendance(models.Model):
    """Who takes part, who was there, who has confirmed the minutes."""

    _name = "service.meeting.attendance"
    _inherit = ["guarded.mixin", "service.narrow.mixin"]
    _description = "Who Takes Part in a Meeting"
    _order = "meeting_id, id"
    _rec_name = "user_id"

    meeting_id = fields.Many2one(
        comodel_name="service.meeting", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="meeting_id.company_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        domain=[("share", "=", False)],
        index=True,
    )
    presence = fields.Selection(
        selection=[
            ("present", "Present"),
            ("excused", "Excused"),
            ("absent", "Absent"),
        ],
        copy=False,
    )
    confirmed_at = fields.Datetime(string="Confirmed", readonly=True, copy=False)

    _once = models.Constraint(
        "UNIQUE(meeting_id, user_id)", "Somebody takes part in a meeting once."
    )

    @api.model
    def _readable_domain(self):
        """Override: with the meeting."""
        return Domain("meeting_id", "in", self.env["service.meeting"]._search([]))

    @api.model_create_multi
    def create(self, vals_list):
        """Override: published minutes stay; who takes part is invited."""
        lines = super().create(vals_list)
        lines._check_unpublished()
        lines.meeting_id._sync_calendar()
        return lines

    def write(self, vals):
        """Override: published minutes stay, and only the person confirms."""
        if not self.env.su and self._guarded_fields().intersection(vals):
            raise UserError(self.env._("Only the person confirms the minutes."))
        self._check_unpublished()
        meetings = self.meeting_id
        result = super().write(vals)
        self._check_unpublished()
        if vals.keys() & {"user_id", "meeting_id"}:
            (meetings | self.meeting_id)._sync_calendar()
        return result

    def unlink(self):
        """Override: who does not take part any more is not invited."""
        meetings = self.meeting_id
        result = super().unlink()
        meetings._sync_calendar()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_unpublished()

    def _check_unpublished(self):
        if not self.env.su and "published" in self.sudo().meeting_id.mapped("state"):
            raise UserError(
                self.env._("Published minutes stay: correct them in the next ones.")
            )
