from odoo import api, fields, models


class ServicePolicyAdoption(models.Model):
    """Since when a policy is in force for a company that adopted it.

    What was registered before is left alone. A policy that was made for a company has
    none; there its clauses alone say from when they count.
    """

    _name = "service.policy.adoption"
    _description = "Adoption of a Policy"
    _order = "since desc, id"
    _rec_name = "company_id"

    policy_id = fields.Many2one(
        comodel_name="service.policy", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, ondelete="cascade", index=True
    )
    since = fields.Datetime(
        string="For what is registered from",
        required=True,
        default=fields.Datetime.now,
        help="Earlier to let it count for what is older and still open.",
    )

    _company_unique = models.Constraint(
        "UNIQUE(policy_id, company_id)",
        "A company adopts a policy once: change the date of the line that is there.",
    )

    def write(self, vals):
        """Override to tell whoever has computed something from the date."""
        res = super().write(vals)
        self.policy_id._on_changed()
        return res

    @api.model
    def _since(self, company_id):
        """{policy id: naive UTC datetime}, of one company."""
        adoptions = self.sudo().search([("company_id", "=", company_id)])
        return {adoption.policy_id.id: adoption.since for adoption in adoptions}

    @api.model
    def _follow(self, before, after):
        """Begin and end adoptions as policies come into force for companies.

        :param before: {policy: companies}, and ``after`` the same
        """
        ended = self.sudo()
        begun = []
        for policy, companies in after.items():
            if policy not in before:
                continue
            ended |= policy.adoption_ids.filtered(
                lambda adoption, now=companies: adoption.company_id not in now
            )
            begun += [
                {"policy_id": policy.id, "company_id": company.id}
                for company in companies - before[policy]
            ]
        ended.unlink()
        self.sudo().create(begun)
