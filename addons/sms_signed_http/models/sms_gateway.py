from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import consteq, hmac

from ..core.parameters import PLACEHOLDERS, parsed
from ..core.reports import Layout, read_reports
from ..core.signing import is_signed

REPORT_ROUTE = "/sms_signed_http/report"


class SmsGateway(models.Model):
    """A provider of text messages, and how a request to it is made and signed.

    System administrators alone see gateways: they hold the secret of the account.
    """

    _name = "sms.gateway"
    _description = "SMS Gateway"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for every company."
    )
    kind = fields.Selection(
        selection=[("http", "Signed HTTP"), ("dry", "Dry: recorded, not sent")],
        required=True,
        default="http",
    )
    url = fields.Char(string="Address")
    key = fields.Char(string="Key ID")
    secret = fields.Char(copy=False)
    scheme = fields.Selection(
        selection=[
            ("encoded", "Encoded query (as Aliyun)"),
            ("plain", "Host, path and plain query (as Tencent)"),
        ],
        string="What Is Signed",
        required=True,
        default="encoded",
    )
    algorithm = fields.Selection(
        selection=[("sha1", "HMAC-SHA1"), ("sha256", "HMAC-SHA256")],
        required=True,
        default="sha1",
    )
    signature_name = fields.Char(
        string="Name of the Signature", required=True, default="Signature"
    )
    parameters = fields.Text(
        help="A line for each: Name=value. Values may name ${number}, ${digits} (the "
        "number without +), ${text}, ${text_json} (in quotes), ${uuid}, ${key}, "
        "${time}, ${timestamp} and ${nonce}.",
    )
    answer_path = fields.Char(
        string="Where the Answer Stands",
        default="Code",
        help="Path in the answer (JSON), for example Response.SendStatusSet.0.Code.",
    )
    answer_value = fields.Char(
        string="Answer If Sent", default="OK", help="Anything else is a failure."
    )
    answer_id_path = fields.Char(
        string="Where Its Name Stands",
        help="Path in the answer to the name by which the provider reports on a "
        "message. Empty: it reports by the ${uuid} that it was given.",
    )

    # Reports of delivery
    report_url = fields.Char(
        string="Address for Reports",
        compute="_compute_report_url",
        help="Enter it with the provider. It is signed: whoever has it can report, and "
        "another secret makes another address.",
    )
    report_rows_path = fields.Char(
        string="Where the List Stands", help="Empty: the report is a list itself."
    )
    report_reference_path = fields.Char(
        string="Where the Message Is Named", help="Empty: no reports are taken."
    )
    report_state_path = fields.Char(string="Where the State Stands")
    report_delivered_value = fields.Char(
        string="State If Delivered", help="Anything else is a failure."
    )
    report_reason_path = fields.Char(string="Where the Reason Stands")
    report_header = fields.Char(
        string="Header with a Signature",
        help="Of providers that sign what they report: the header with the HMAC of it "
        "by the secret. Empty: the address alone is signed.",
    )
    report_answer = fields.Char(
        string="Answer to a Report",
        default='{"code": 0, "msg": "OK"}',
        help="What the provider wants to read; else it reports again.",
    )
    report_limit = fields.Integer(
        string="Requests in a Minute",
        default=1200,
        help="So many requests with reports are taken in within a minute; each may "
        "bring many reports. What is more is asked to come again later (429). 0: no "
        "limit.",
    )

    _report_limit_positive = models.Constraint(
        "CHECK(report_limit >= 0)", "Enter how many requests may come in, or 0."
    )

    @api.depends("secret", "kind", "report_reference_path")
    def _compute_report_url(self):
        for gateway in self:
            gateway.report_url = gateway._takes_reports() and (
                f"{gateway.get_base_url()}{REPORT_ROUTE}"
                f"/{gateway._origin.id}/{gateway._report_signature()}"
            )

    @api.constrains("kind", "url")
    def _check_url(self):
        for gateway in self:
            address = urlsplit(gateway.url or "")
            right = address.scheme in ("http", "https") and address.hostname
            if gateway.kind == "http" and not right:
                raise ValidationError(
                    self.env._(
                        "%(gateway)s: enter an address that begins with https://.",
                        gateway=gateway.name,
                    )
                )

    @api.constrains("kind", "parameters")
    def _check_parameters(self):
        for gateway in self:
            try:
                parsed(gateway.parameters or "")
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(gateway)s: this line is not right: %(line)s. Write "
                        "Name=value, each name once; what can be put in: %(names)s.",
                        gateway=gateway.name,
                        line=str(error),
                        names=", ".join(f"${{{name}}}" for name in PLACEHOLDERS),
                    )
                ) from None

    def _record(self, messages):
        """Keep what a dry gateway was given.

        :param messages: [(number, uuid, text)]
        """
        self.env["sms.gateway.record"].sudo().create(
            [
                {
                    "gateway_id": self.id,
                    "company_id": self.company_id.id,
                    "number": number,
                    "uuid": uuid,
                    "body": text,
                }
                for number, uuid, text in messages
            ]
        )

    # --- reports of delivery ----------------------------------------------------------

    def _takes_reports(self):
        """Whether a provider may report here: one that has a secret with us."""
        return bool(
            self._origin.id
            and self.active
            and self.kind == "http"
            and self.secret
            and self.report_reference_path
        )

    def _report_signature(self):
        """What signs the address for reports; it goes with the secret."""
        message = (self._origin.id, self.secret)
        return hmac(self.env(su=True), "sms_signed_http-report", message)

    @api.model
    def _of_report(self, gateway_id, signature):
        """The gateway of a genuine address for reports, by superuser; else none."""
        gateway = self.sudo().browse(gateway_id).exists()
        if not gateway or not gateway._takes_reports():
            return self.sudo().browse()
        right = consteq(gateway._report_signature(), signature)
        return gateway if right else gateway.browse()

    def _is_genuine(self, body, headers):
        """Whether a report is signed, where the provider signs.

        :param bytes body: as it came in
        """
        self.ensure_one()
        if not self.report_header:
            return True
        given = headers.get(self.report_header, "")
        return is_signed(self.algorithm, self.secret or "", body, given)

    def _take_reports(self, body):
        """Note what a provider reports; of each message the first report counts.

        :param bytes body: as it came in
        :raise ValueError: it cannot be read
        """
        self.ensure_one()
        layout = Layout(
            reference=self.report_reference_path or "",
            state=self.report_state_path or "",
            delivered=self.report_delivered_value or "",
            reason=self.report_reason_path or "",
            rows=self.report_rows_path or "",
        )
        self.env["sms.gateway.report"]._take(self, read_reports(body, layout))
