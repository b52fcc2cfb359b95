from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServicePolicy(models.Model):
    """Policies have rules, which make promises where the policy is in force.

    Of the rules for the same promise that of the first policy counts.
    """

    _inherit = "service.policy"

    rule_ids = fields.One2many(
        comodel_name="service.deadline.rule", inverse_name="policy_id"
    )
    rule_count = fields.Integer(compute="_compute_rule_count")

    @api.depends("rule_ids")
    def _compute_rule_count(self):
        counts = dict(
            self.env["service.deadline.rule"]._read_group(
                [("policy_id", "in", self.ids)], ["policy_id"], ["__count"]
            )
        )
        for policy in self:
            policy.rule_count = counts.get(policy, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_promised(self):
        self.env["service.deadline"]._check_unused("policy_id", self)

    @api.model
    def _on_changed(self):
        """Override: the rules in force are read once, and cached."""
        res = super()._on_changed()
        self.env.registry.clear_cache()
        return res

    def _on_force_changed(self):
        """Override to let running promises follow."""
        res = super()._on_force_changed()
        self.env["service.deadline"].sudo()._recheck([("policy_id", "in", self.ids)])
        return res

    @api.readonly
    @needs_access("read")
    def action_open_rules(self):
        """Open the rules of this policy."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_deadline.service_deadline_rule_action"
        )
        return action | {
            "domain": [("policy_id", "=", self.id)],
            "context": {"default_policy_id": self.id},
        }
