from werkzeug.exceptions import BadRequest, TooManyRequests

from odoo import http
from odoo.http import request

from ..models.sms_gateway import REPORT_ROUTE

LARGEST = 2**31 - 1
#: Bytes of a report: some thousand messages.
LARGEST_BODY = 2**20


class SmsGatewayReport(http.Controller):
    """Takes what providers report of the messages that they were given.

    What is not genuine is answered as if there was nothing here, after one look-up.
    """

    @http.route(
        f"{REPORT_ROUTE}/<int:gateway_id>/<string:signature>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=LARGEST_BODY,
    )
    def take(self, gateway_id, signature, **_parameters):
        """Note the reports; answer as the provider wants it."""
        gateway = request.env["sms.gateway"]
        if gateway_id <= LARGEST and signature.isascii():
            gateway = gateway._of_report(gateway_id, signature)
        body = request.httprequest.get_data()
        if not gateway or not gateway._is_genuine(body, request.httprequest.headers):
            raise request.not_found()
        if request.env["sms.gateway.report"].sudo()._is_full(gateway):
            raise TooManyRequests
        try:
            gateway._take_reports(body)
        except ValueError:
            raise BadRequest from None
        return request.make_response(
            gateway.report_answer or "", [("Content-Type", "application/json")]
        )
