from odoo import api, fields, models


class ServiceDeadlineStep(models.Model):
    """A step may give the record to somebody else, whose promise it is from then on.

    For records that say how: ``_deadline_reassign(user, reason)``.
    """

    _inherit = "service.deadline.step"

    action = fields.Selection(
        selection_add=[("reassign", "Give it to")],
        ondelete={"reassign": lambda steps: steps.write({"action": "activity"})},
    )

    def _missing_part(self):
        """Override: to whom, and records that can be given to somebody."""
        if self.action == "reassign":
            if not self.role_id or not self._suits(self.role_id):
                return self.env._("a role that gets the record")
            model = self.env.get(self.model_id.model)
            if not hasattr(model, "_deadline_reassign"):
                return self.env._("records that can be given to somebody else")
        return super()._missing_part()

    def _act_reassign(self, record, deadline, number):
        """Give the record to whoever has the role now."""
        user = self.role_id._person(record, number)
        record._deadline_reassign(user, self.summary or self.name)
        return []

    @api.onchange("action", "role_id", "server_action_id")
    def _onchange_action(self):
        """Override: who gets it is a part of the name."""
        if self.action != "reassign":
            return super()._onchange_action()
        if self.role_id and not self.name:
            self.name = self.env._("Give it to: %s", self.role_id.name)
        return None
