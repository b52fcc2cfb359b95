from odoo import fields, models


class ResCountry(models.Model):
    _inherit = "res.country"

    holidays_by_decree = fields.Boolean(
        string="Holidays by Yearly Decree",
        help="The authorities move working days to weekends by a decree for each year. "
        "A year whose decree is not known is not imported.",
    )
