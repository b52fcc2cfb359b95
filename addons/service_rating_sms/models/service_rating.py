from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.service_rating.models.service_rating import REACHED
from odoo.addons.service_rating.models.service_rating_mixin import MONTH


class ServiceRating(models.Model):
    """A rating that is asked for by text message."""

    _inherit = "service.rating"

    way = fields.Selection(
        selection_add=[("sms", "Text message")], ondelete={"sms": "set default"}
    )
    reason = fields.Selection(
        selection_add=[
            ("no_number", "There is neither an e-mail address nor a number."),
            ("sms_number", "The number for text messages is wrong."),
            ("sms_credit", "There was no credit for text messages."),
            ("sms_failed", "The text message could not be sent."),
        ],
        ondelete={
            "no_number": "set null",
            "sms_number": "set null",
            "sms_credit": "set null",
            "sms_failed": "set null",
        },
    )
    phone = fields.Char(string="Number", readonly=True, index="btree_not_null")
    sms_uuid = fields.Char(
        string="Id of the Text Message",
        readonly=True,
        index="btree_not_null",
        groups="base.group_system",
    )

    @api.model
    def _count_asked(self, addresses):
        """Override: who is asked by text message is known by the number."""
        counts = super()._count_asked(addresses)
        if not addresses:
            return counts
        domain = (
            Domain("phone", "in", list(addresses))
            & Domain("way", "=", "sms")
            & Domain("wanted_at", ">", fields.Datetime.now() - MONTH)
            & Domain("state", "in", (*REACHED, "waiting", "undelivered"))
        )
        rows = self._read_group(domain, ["company_id", "phone"], ["__count"])
        return counts | {(company.id, phone): count for company, phone, count in rows}

    @api.model
    def _note_not_texted(self, failures):
        """Text messages could not be sent: an e-mail goes out instead, or the rating
        says why there was none.

        :param failures: {id of the text message: code of Odoo's reason}
        """
        lost = self.search(
            [("sms_uuid", "in", list(failures)), ("state", "=", "asked")]
        )
        for rating in lost:
            values = {"reason": _reason(failures[rating.sms_uuid]), "remind_at": False}
            if rating.email:
                rating.write(values | {"way": "mail", "state": "waiting"})
            else:
                rating.write(values | {"state": "undelivered"})
        if lost.filtered(lambda rating: rating.state == "waiting"):
            self._trigger()


def _reason(failure):
    if failure in ("sms_number_missing", "sms_number_format"):
        return "sms_number"
    return "sms_credit" if failure == "sms_credit" else "sms_failed"
