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

    def _compute_figure_drift(self):
        for record in self:
            record.figure_drift = False

    # --- hooks ------------------------------------------------------------------------

    def _clause_figures(self):
        """The figures of this record, as ``core.figures.Figure``."""
        self.ensure_one()
        return []

    @api.model
    def _clause_figure_fields(self):
        """Names of the fields by which the figures, or the clause, change."""
        return {"policy_id", "policy_ref"}
