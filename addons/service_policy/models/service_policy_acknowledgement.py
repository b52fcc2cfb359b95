from odoo import api, fields, models


class ServicePolicyAcknowledgement(models.Model):
    """All staff know the policies that they work by, and have said so (SM-8.1).

    Each version is read and confirmed anew; of a policy without versions, the policy.
    """

    _name = "service.policy.acknowledgement"
    _inherit = ["service.acknowledgement.mixin"]
    _description = "Service Policy Read and Confirmed"
    _rec_name = "policy_id"

    policy_id = fields.Many2one(
        comodel_name="service.policy",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    version_id = fields.Many2one(
        comodel_name="service.policy.version",
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    version_text = fields.Html(related="version_id.text_html", string="Clauses")
    state = fields.Selection(
        selection_add=[("replaced", "Replaced by a newer version")]
    )
    policy_name = fields.Char(related="policy_id.name", string="Name of the policy")
    policy_text = fields.Html(related="policy_id.description", string="Text")
    document = fields.Binary(related="policy_id.document")
    document_name = fields.Char(related="policy_id.document_name")

    _once = models.UniqueIndex(
        "(employee_id, policy_id, COALESCE(version_id, 0))",
        "The employee has been told of this version.",
    )

    @api.depends("version_id.state")
    def _compute_state(self):
        """Override of the mixin: nobody has to read what is replaced."""
        res = super()._compute_state()
        for row in self:
            replaced = row.version_id.state == "superseded"
            if row.state == "waiting" and replaced:
                row.state = "replaced"
        return res

    @api.model
    def _told_of(self, policy):
        """Override of the mixin: the version that is in force."""
        return super()._told_of(policy) | {"version_id": policy.version_id.id}

    @api.model
    def _policies_to_read(self):
        """Override of the mixin: the policies in force that ask for it."""
        return (
            self.env["service.policy"]
            .sudo()
            .search(
                [("acknowledgement_required", "=", True), ("company_ids", "!=", False)]
            )
        )

    @api.model
    def _audience(self, policy):
        """Override of the mixin: everybody in the companies where it is in force."""
        return [("company_id", "in", policy.company_ids.ids)]

    @api.model
    def _days_to_read(self, policy):
        """Override of the mixin."""
        return policy.acknowledgement_days

    @api.model
    def _may_confirm_for_others(self):
        """Override of the mixin: administrators of the policies, too."""
        return super()._may_confirm_for_others() or self.env.user.has_group(
            "service_policy.service_policy_group_manager"
        )

    @api.model
    def _page_to_read(self):
        """Override of the mixin."""
        return "/odoo/my-policies"

    @api.model
    def _ask_soon(self):
        """Let the job run as soon as it can."""
        cron = self.env.ref(
            "service_policy.ir_cron_acknowledgement", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger()
