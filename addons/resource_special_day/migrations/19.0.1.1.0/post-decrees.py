from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file

ADDON = "resource_special_day"


def migrate(cr, version):
    """Mark the countries, which an upgrade would leave as they are (noupdate)."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    convert_file(env, ADDON, "data/res_country_data.xml", {}, "init", noupdate=True)
