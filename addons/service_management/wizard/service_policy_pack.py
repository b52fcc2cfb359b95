from dataclasses import replace

from odoo import api, models

from odoo.addons.service_policy.core.pack import PackModel


class ServicePolicyPack(models.TransientModel):
    """Classes of requests and kinds of complaints travel with rules that name them."""

    _inherit = "service.policy.pack"

    @api.model
    def _pack_models(self):
        """Override of `service_policy`."""
        named = [
            PackModel(
                "service.request.class",
                (
                    "name",
                    "code",
                    "sequence",
                    "active",
                    "is_complaint",
                    "has_scope",
                    "has_place",
                    "show_in_portal",
                ),
            ),
            PackModel(
                "service.complaint.kind",
                ("name", "code", "sequence", "active", "show_in_portal"),
            ),
        ]
        kinds = [
            replace(kind, fields=(*kind.fields, "class_ids"))
            if kind.model == "service.policy.clause"
            else kind
            for kind in super()._pack_models()
        ]
        return [*named, *kinds]
