from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceDeadlineEscalate(models.TransientModel):
    """Involves somebody else in a record now, whatever its promises say."""

    _name = "service.deadline.escalate"
    _inherit = "service.deadline.by.hand"
    _description = "Escalate"

    deadline_ids = fields.Many2many(
        relation="service_deadline_escalate_rel", required=False
    )
    role_id = fields.Many2one(
        comodel_name="service.role",
        string="Involve",
        default=lambda self: self.env["service.role"].search(
            [("kind", "=", "team_leader")], limit=1
        ),
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        domain=[("share", "=", False)],
        help="Instead of the role.",
    )
    raise_severity = fields.Boolean(string="Raise the severity by one level")
    reason = fields.Char(required=True)

    @api.constrains("user_id")
    def _check_user(self):
        for wizard in self:
            if wizard.user_id.share:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no member of the staff: choose somebody else.",
                        person=wizard.user_id.name,
                    )
                )

    @needs_access("read")
    def action_confirm(self):
        """Give the person a to-do on the record, and raise its severity if wanted."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("write")
        user = self.user_id or self._person(record)
        record.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.reason,
            user_id=user.id,
            service_by_hand=True,
        )
        if self.raise_severity:
            record._deadline_raise_severity(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _person(self, record):
        role = self.role_id.sudo()
        user = role._person(record.sudo()) if role else self.env["res.users"]
        if not user:
            raise UserError(
                self.env._("Nobody has this role for the record: choose a person.")
            )
        return user
