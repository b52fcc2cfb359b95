from odoo import api, models


class IrUiMenu(models.Model):
    """Duty is for whoever has one, leads a post, or leads people."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_of_leaders(self):
        return super()._menus_of_leaders() + [
            "hr_duty.hr_duty_evaluation_menu",
            "hr_duty.hr_duty_menu_reporting",
        ]

    @api.model
    def _menus_not_needed(self):
        """Override: who has nothing to do with duty has no such application."""
        needless = super()._menus_not_needed()
        if not self._has_to_do_with_duty():
            needless = [*needless, "hr_duty.hr_duty_menu_root"]
        return needless

    def _has_to_do_with_duty(self):
        user = self.env.user
        if user._leads_people():
            return True
        me = user.sudo().employee_ids.ids
        posts = self.env["hr.duty.post"].sudo()
        return bool(
            self.env["hr.duty.member"]
            .sudo()
            .search_count([("employee_id", "in", me)], limit=1)
            or posts.search_count([("manager_id", "in", me)], limit=1)
        )
