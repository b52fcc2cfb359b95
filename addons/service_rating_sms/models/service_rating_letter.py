from odoo import models


class ServiceRatingLetter(models.AbstractModel):
    """Letters that are text messages."""

    _inherit = "service.rating.letter"

    def _make_letters(self, company):
        """Override: text messages stand on no record, either."""
        texts = self.filtered(lambda rating: rating.way == "sms")
        if letters := self - texts:
            super(ServiceRatingLetter, letters)._make_letters(company)
        if not texts:
            return
        messages = self.env["sms.sms"].create(
            [
                {"number": rating.phone, "body": rating._text_message()}
                for rating in texts
            ]
        )
        for rating, message in zip(texts, messages, strict=True):
            rating.sms_uuid = message.uuid

    def _text_message(self):
        """What the customer reads: short, since each part costs."""
        self.ensure_one()
        return self.env._(
            "%(company)s: How content are you with “%(record)s”? %(link)s",
            company=self.company_id.name,
            record=self.record_name,
            link=self._link_url(),
        )
