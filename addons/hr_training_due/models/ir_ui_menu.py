from odoo import api, models


class IrUiMenu(models.Model):
    """Who leads nobody sees the own trainings."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_of_leaders(self):
        return super()._menus_of_leaders() + [
            "hr_training_due.hr_training_menu",
            "hr_training_due.hr_training_plan_menu",
        ]
