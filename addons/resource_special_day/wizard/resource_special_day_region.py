from odoo import api, fields, models

from ..core import holiday_source


class ResourceSpecialDayRegion(models.TransientModel):
    """A part of a country that has public holidays of its own, to choose from."""

    _name = "resource.special.day.region"
    _inherit = ["checked.wizard.mixin"]
    _description = "Region with Public Holidays"
    _order = "name, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    country_id = fields.Many2one(comodel_name="res.country", required=True)

    @api.model
    def _load(self, country):
        """Return the regions of a country, those of the `holidays` library."""
        known = self.search([("country_id", "=", country.id)])
        missing = {
            code: name
            for code, name in holiday_source.regions(country.code).items()
            if code not in known.mapped("code")
        }
        return known | self.create(
            [
                {"country_id": country.id, "code": code, "name": name}
                for code, name in missing.items()
            ]
        )
