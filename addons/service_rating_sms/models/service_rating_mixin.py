from odoo import api, models


class ServiceRatingMixin(models.AbstractModel):
    """Who is asked by text message."""

    _inherit = "service.rating.mixin"

    def _rating_phone(self):
        """Number of the customer, as it is entered; empty if there is none."""
        partner, _name, _email = self._rating_customer()
        return partner.phone

    def _prepare_rating(self, way):
        """Override to choose between letter and text message."""
        values = super()._prepare_rating(way)
        choice = self._rating_company().service_rating_sms
        if way != "mail" or choice == "no":
            return values
        partner, _name, _email = self._rating_customer()
        number = self._rating_phone() or ""
        number = partner._phone_format(number=number) or number
        values["phone"] = number
        if number and (choice == "first" or not values["email"]):
            values["way"] = "sms"
        return values

    @api.model
    def _rating_address(self, row):
        """Override: of a text message the number."""
        return row["phone"] if row["way"] == "sms" else super()._rating_address(row)

    @api.model
    def _decide_whom(self, rows, asked):
        """Override to say that a number is missing, too."""
        result = super()._decide_whom(rows, asked)
        for row in rows:
            if row["reason"] == "no_address" and "phone" in row:
                row["reason"] = "no_number"
        return result
