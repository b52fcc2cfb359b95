from odoo import api, models


class IrUiMenu(models.Model):
    """Talks are held by those who lead."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_of_leaders(self):
        talks = "attendance_rules_request.attendance_talk_menu"
        return [*super()._menus_of_leaders(), talks]
