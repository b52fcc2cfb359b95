from odoo import api, models


class IrUiMenu(models.Model):
    """The own trainings are in one place: with the own attendance, or, for who leads
    people, with theirs."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_not_needed(self):
        leads = self.env.user._leads_people()
        twice = (
            "attendance_rules_training.hr_training_menu_my"
            if leads
            else "hr_training_due.hr_training_menu_root"
        )
        return [*super()._menus_not_needed(), twice]
