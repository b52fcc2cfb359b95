from odoo import api, fields, models


class ServicePolicyCarriedMixin(models.AbstractModel):
    """A record that carries a clause out and has figures, like a rule.

    A model that inherits this has ``policy_id`` and ``policy_ref``, the number of the
    clause, and answers the hooks. Its figures are compared with those of the wording
    whenever one of them is edited.
    """

    _name = "service.policy.carried.mixin"
    _description = "Carries a Clause Out"

    figure_drift = fields.Char(
        compute="_compute_figure_drift",
        string="Differs from the Policy",
        help="The wording of the clause has other figures than this.",
    )

    @api.depends("policy_id", "policy_ref")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_figure_drift(self):
        """For whoever may decide about it."""
        sentences = self.env["service.policy.drift"]._sentences_of(self)
        for record in self:
            record.figure_drift = sentences.get(record.id, "")

    # --- hooks ------------------------------------------------------------------------

    def _clause_figures(self):
        """The figures of this record, as ``core.figures.Figure``."""
        self.ensure_one()
        return []

    @api.model
    def _clause_figure_fields(self):
        """Names of the fields by which the figures, or the clause, change."""
        return {"policy_id", "policy_ref"}

    def _clause_policies(self):
        """The policies whose clauses these records carry out."""
        return self.policy_id

    # --- comparing --------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override to compare with the wording."""
        records = super().create(vals_list)
        records._compare_figures(records._clause_policies())
        return records

    def write(self, vals):
        """Override to compare with the wording."""
        if not self._clause_figure_fields() & vals.keys():
            return super().write(vals)
        policies = self._clause_policies()
        result = super().write(vals)
        self._compare_figures(policies | self._clause_policies())
        return result

    def unlink(self):
        """Override: what is gone differs from nothing."""
        policies = self._clause_policies()
        result = super().unlink()
        self._compare_figures(policies.exists())
        return result

    def _compare_wording(self):
        """Compare these records with the wording, after what belongs to them has
        changed."""
        if self:
            self._compare_figures(self._clause_policies())

    @api.model
    def _compare_figures(self, policies):
        self.env["service.policy.drift"].sudo()._compare(policies)
        self.invalidate_model(["figure_drift"])
