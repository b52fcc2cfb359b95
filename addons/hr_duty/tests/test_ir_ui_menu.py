from odoo.tests import tagged

from .common import DutyCase

ROOT = "hr_duty.hr_duty_menu_root"


@tagged("post_install", "-at_install")
class TestMenus(DutyCase):
    """Duty is for whoever has one, leads a post, or leads people."""

    def _sees(self, employee, menu=ROOT):
        menus = self.env["ir.ui.menu"].with_user(employee.user_id).load_menus(False)
        return self.env.ref(menu).id in menus

    def test_members_have_the_application_and_others_do_not(self):
        self.assertTrue(self._sees(self.employee))
        self.assertFalse(self._sees(self.stranger))
        self.post.member_ids = [(0, 0, {"employee_id": self.stranger.id})]
        self.assertTrue(self._sees(self.stranger))

    def test_who_leads_nobody_is_spared_the_menus_of_leaders(self):
        evaluations = "hr_duty.hr_duty_evaluation_menu"
        self.assertFalse(self._sees(self.employee, evaluations))
        self.assertTrue(self._sees(self.manager, evaluations))
        self.colleague.parent_id = self.employee
        self.assertTrue(self._sees(self.employee, evaluations))
