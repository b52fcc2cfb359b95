from odoo import models


class IrHttp(models.AbstractModel):
    """The portal shows countdowns in the reader's language."""

    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return [
            *super()._get_translation_frontend_modules_name(),
            "base_engine_tools",
            "service_deadline",
            "service_management",
        ]
