from odoo import fields, models


class IrHttp(models.AbstractModel):
    """Tells pages the server's time, so that countdowns do not trust the browser's."""

    _inherit = "ir.http"

    def session_info(self):
        return super().session_info() | self._service_session_info()

    def get_frontend_session_info(self):
        return super().get_frontend_session_info() | self._service_session_info()

    def _service_session_info(self):
        now = fields.Datetime.now()
        return {"service_server_time": fields.Datetime.to_string(now)}
