"""Hands text messages to the gateway of a company."""

import logging
import secrets
from datetime import UTC, datetime
from urllib.parse import urlsplit

import requests

from odoo.addons.sms.tools.sms_api import SmsApiBase

from ..core.parameters import filled, found_at
from ..core.signing import signature, text_to_sign

_logger = logging.getLogger(__name__)

#: Seconds until a provider that says nothing counts as not there.
PATIENCE = 10


class SmsApiGateway(SmsApiBase):
    """Sends by the gateway that the company has chosen, one request for each number."""

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """Override; see Odoo's method for what comes in and goes out."""
        gateway = self.company.sudo().sms_gateway_id
        pairs = [
            (number["number"] or "", number["uuid"], message["content"] or "")
            for message in messages
            for number in message["numbers"]
        ]
        if gateway.kind == "dry":
            gateway._record(pairs)
            return [{"uuid": uuid, "state": "success"} for _n, uuid, _text in pairs]
        with requests.Session() as session:
            return [
                {"uuid": uuid, **_send(session, gateway, number, uuid, text)}
                for number, uuid, text in pairs
            ]


def _send(session, gateway, number, uuid, text):
    """Send one message; what the provider says as a state of Odoo's."""
    if not number:
        return {"state": "sms_number_missing"}
    try:
        response = session.post(
            gateway.url,
            data=_signed(gateway, number, uuid, text),
            timeout=PATIENCE,
            allow_redirects=False,
        )
        answer = response.json()
    except (requests.exceptions.RequestException, ValueError) as error:
        # Without the text of the error: it may hold the address with all parameters.
        _logger.warning("Gateway %s: %s", gateway.name, type(error).__name__)
        return {"state": "server_error", "failure_reason": type(error).__name__}
    said = str(found_at(answer, gateway.answer_path))
    if response.ok and said == gateway.answer_value:
        # The name by which a provider reports on it, where that is not our own.
        named = gateway.answer_id_path and found_at(answer, gateway.answer_id_path)
        return {"state": "success", "gateway_reference": str(named or "")}
    _logger.warning("Gateway %s: refused, %s", gateway.name, said)
    return {"state": "server_error", "failure_reason": said}


def _signed(gateway, number, uuid, text):
    """The parameters of a request with their signature."""
    now = datetime.now(UTC)
    parameters = filled(
        gateway.parameters,
        {
            "number": number,
            "digits": "".join(filter(str.isdigit, number)),
            "text": text,
            "uuid": uuid,
            "key": gateway.key or "",
            "time": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "timestamp": str(int(now.timestamp())),
            "nonce": str(secrets.randbelow(2**31)),
        },
    )
    address = urlsplit(gateway.url)
    to_sign = text_to_sign(
        gateway.scheme, "POST", address.netloc, address.path or "/", parameters
    )
    made = signature(gateway.scheme, gateway.algorithm, gateway.secret or "", to_sign)
    return parameters | {gateway.signature_name: made}
