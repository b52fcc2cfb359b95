from odoo import api, models


class IrUiMenu(models.Model):
    """HR asks those who lead a department."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_of_leaders(self):
        questions = "attendance_rules_close.attendance_period_question_menu"
        return [*super()._menus_of_leaders(), questions]
