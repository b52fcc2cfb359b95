from odoo import api, fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    service_step_id = fields.Many2one(
        comodel_name="service.deadline.step",
        string="Escalation step",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _service_today(self, user):
        """Today's date where the user is."""
        return fields.Date.context_today(self.with_context(tz=user.tz or "UTC"))
