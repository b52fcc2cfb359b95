from odoo import api, fields, models


class AttendancePolicyLeave(models.Model):
    """What a leave of a type does to the month (CS-1.2). Parts add what is asked."""

    _name = "attendance.policy.leave"
    _description = "Rule for a Leave Type"
    _order = "policy_id, leave_type_id"

    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    leave_type_id = fields.Many2one(
        comodel_name="hr.leave.type",
        ondelete="cascade",
        help="Empty: every leave type without a rule of its own.",
    )
    breaks_full_attendance = fields.Boolean(
        help="A month with such a leave is not a month of full attendance.",
    )

    _type_uniq = models.UniqueIndex(
        "(policy_id, COALESCE(leave_type_id, 0))",
        "A policy has one rule per leave type: change the one that is there.",
    )

    @api.model
    def _by_type(self, policy, company):
        """Rules of a policy by leave type, as they count in a company.

        A type for which the policy says nothing has the rule of the one whose place it
        takes, or that takes its place: two kinds of sick leave ask for the same.

        :return: {leave type id or None for the others: rule}
        """
        rules = policy.sudo().leave_rule_ids
        own = {rule.leave_type_id.id or None: rule for rule in rules}
        found = dict(own)
        for type_id, others in self.env["hr.leave.type"]._alike(company).items():
            rule = next((own[other] for other in others if other in own), None)
            if rule and type_id not in own:
                found[type_id] = rule
        return found

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.policy_id._on_line_changed()
        return rules

    def write(self, vals):
        self.policy_id._on_line_changed()
        return super().write(vals)

    def unlink(self):
        self.policy_id._on_line_changed()
        return super().unlink()
