from contextlib import contextmanager

from odoo import api, fields, models


class ServicePolicy(models.Model):
    """A written policy of the company: a pack of rules with the document they come
    from.

    Its rules act on the records of the companies in which the policy is in force.
    Several
    packs may be in force at once: of the rules for the same promise the first one wins.
    """

    _name = "service.policy"
    _description = "Service Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Prefix of the policy's clauses, like CM.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_ids = fields.Many2many(
        comodel_name="res.company",
        string="In force for",
        help="Companies whose records the rules of this policy act on.",
    )
    adoption_ids = fields.One2many(
        comodel_name="service.policy.adoption", inverse_name="policy_id"
    )
    description = fields.Html(translate=True)
    document = fields.Binary(attachment=True)
    document_name = fields.Char()
    rule_ids = fields.One2many(
        comodel_name="service.deadline.rule", inverse_name="policy_id"
    )
    rule_count = fields.Integer(compute="_compute_rule_count")

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another policy has this code already: choose a different one."
    )

    @api.depends("rule_ids")
    def _compute_rule_count(self):
        counts = dict(
            self.env["service.deadline.rule"]._read_group(
                [("policy_id", "in", self.ids)], ["policy_id"], ["__count"]
            )
        )
        for policy in self:
            policy.rule_count = counts.get(policy, 0)

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        with self._watch_force():
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.env["service.deadline"]._check_unused("policy_id", self)

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    def action_open_rules(self):
        """Open the rules of this policy."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_deadline_rule_action"
        )
        return action | {
            "domain": [("policy_id", "=", self.id)],
            "context": {"default_policy_id": self.id},
        }

    @contextmanager
    def _watch_force(self):
        """Follow a change of which policies are in force where.

        Where a policy comes into force it acts on what is registered from now on.
        """
        before = self._force()
        yield
        self.env.registry.clear_cache()
        after = self._force()
        self.env["service.policy.adoption"]._follow(
            *(
                {policy: companies for policy, (_active, companies) in force.items()}
                for force in (before, after)
            )
        )
        changed = [policy.id for policy in after if after[policy] != before.get(policy)]
        self.env["service.deadline"].sudo()._recheck([("policy_id", "in", changed)])

    @api.model
    def _force(self):
        """{policy: (whether it is active, the companies where it is in force)}."""
        policies = self.sudo().with_context(active_test=False)
        policies = policies.search([("id", "!=", False)])
        return {policy: (policy.active, policy.company_ids) for policy in policies}
