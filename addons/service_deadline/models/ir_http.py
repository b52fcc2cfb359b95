from odoo import fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

COLLISIONS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError)


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

    @classmethod
    def _handle_error(cls, exception):
        """Override: who collides with others each time gets a sentence, not the words
        of the database."""
        if isinstance(exception, COLLISIONS):
            sentence = request.env._(
                "Somebody else was changing the same at this moment. Nothing was "
                "saved: try again."
            )
            exception = UserError(sentence).with_traceback(exception.__traceback__)
        return super()._handle_error(exception)
