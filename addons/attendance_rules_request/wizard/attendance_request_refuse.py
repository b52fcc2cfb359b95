from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendanceRequestRefuse(models.TransientModel):
    """Asks for the reason of a refusal."""

    _name = "attendance.request.refuse"
    _inherit = ["checked.wizard.mixin"]
    _description = "Refuse a Request"

    reason = fields.Char(required=True)

    @needs_access("read")
    def action_refuse(self):
        """Refuse the requests with that reason."""
        self.ensure_one()
        self._get_requests()._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _get_requests(self):
        """Return the requests in question; the context names them, and is checked."""
        model = self.env.get(self.env.context.get("active_model"))
        if not isinstance(model, self.env.registry["attendance.request"]):
            raise UserError(self.env._("Open the request and refuse it there."))
        return model.browse(self.env.context.get("active_ids", []))
