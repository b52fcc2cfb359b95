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

    @api.model
    def _service_withdraw(self, asked):
        """Delete the open to-dos of steps of promises that have ended.

        :param asked: {(model name, record id, step id), …}
        """
        activities = self.search(
            [
                ("service_step_id", "in", [step_id for _model, _id, step_id in asked]),
                ("res_id", "in", [res_id for _model, res_id, _step in asked]),
            ]
        )
        activities.filtered(
            lambda a: (a.res_model, a.res_id, a.service_step_id.id) in asked
        ).unlink()
