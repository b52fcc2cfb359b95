from odoo import api, fields, models


class ServicePolicyClause(models.Model):
    """A clause for customers is a part of the standard of some classes of service."""

    _inherit = "service.policy.clause"

    class_ids = fields.Many2many(
        comodel_name="service.request.class",
        string="Standard of",
        help="Classes of service whose published standard it belongs to (SM-4.1). "
        "Empty: of every class.",
    )

    @api.model
    def _wording_fields(self):
        """Override: to which standard a clause belongs is published, too."""
        return super()._wording_fields() | {"class_ids"}
