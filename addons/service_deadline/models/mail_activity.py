from odoo import api, fields, models


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["guarded.mixin", "mail.activity"]

    service_step_id = fields.Many2one(
        comodel_name="service.deadline.step",
        string="Escalation step",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    service_by_hand = fields.Boolean(
        readonly=True,
        help="Made when somebody escalated by hand: pointless once the record is done.",
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Override of `mail`: a call that is noted is an answer to the customer."""
        models_with_promises = self.env["service.deadline"]._deadline_models()
        called = {
            (activity.res_model, activity.res_id)
            for activity in self
            if activity.activity_type_id.category == "phonecall"
            and activity.res_model in models_with_promises
        }
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if self.env.user._is_internal():
            for model, res_id in called:
                self.env[model].browse(res_id)._note_reply()
        return result

    @api.model
    def _guarded_fields(self):
        """Override: a to-do of a step keeps others of that step away, so nobody makes
        one by hand. The other fields are those of the host."""
        return frozenset(("service_step_id",))

    @api.model
    def _service_today(self, user):
        """Today's date where the user is."""
        return fields.Date.context_today(self.with_context(tz=user.tz or "UTC"))

    @api.model
    def _service_withdraw_by_hand(self, records):
        """Delete the open to-dos of escalations by hand of records that are done."""
        self.search(
            [
                ("service_by_hand", "=", True),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
            ]
        ).unlink()

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
