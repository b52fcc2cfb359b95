from http import HTTPStatus

from werkzeug.exceptions import TooManyRequests

from odoo import http
from odoo.http import request

from ..models.sms_gateway import REPORT_ROUTE

LARGEST = 2**31 - 1
#: Bytes of a report: some thousand messages.
LARGEST_BODY = 2**20
#: Seconds after which a provider that was refused may try again.
LATER = 60


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
        reports = request.env["sms.gateway.report"].sudo()
        calls = request.env["sms.gateway.call"].sudo()
        if calls._are_many(gateway) or reports._is_full(gateway):
            # Nothing is noted of it: a refusal costs less than what it refuses.
            raise TooManyRequests(retry_after=LATER)
        calls._note(gateway)
        try:
            with request.env.cr.savepoint():
                gateway._take_reports(body)
        except ValueError:
            # Not raised: what cannot be read counts, too.
            return request.make_response("", status=HTTPStatus.BAD_REQUEST)
        return request.make_response(
            gateway.report_answer or "", [("Content-Type", "application/json")]
        )
