from odoo import models
from odoo.http import request

from ..engine.plans import run_at_once


class IrHttp(models.AbstractModel):
    """Lets no page wait until its queries are compiled."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Override: each request has a transaction of its own."""
        result = super()._pre_dispatch(rule, args)
        run_at_once(request.env.cr)
        return result
