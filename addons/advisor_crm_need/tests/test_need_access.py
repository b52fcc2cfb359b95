from odoo.tests import tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import NeedCase

#: What other employees, advisors and managers may do with each model.
MODELS = {
    "advisor.enquiry.contact": ("", "rwc", "rwc"),
    "advisor.enquiry.kind": ("r", "r", "rwcd"),
    "advisor.need.answer": ("", "rwcd", "rwcd"),
    "advisor.need.dialog": ("", "rwc", "rwc"),
    "advisor.need.option": ("r", "r", "rwcd"),
    "advisor.need.question": ("r", "r", "rwcd"),
    "advisor.solution": ("", "rwcd", "rwcd"),
    "advisor.solution.line": ("", "rwcd", "rwcd"),
    "advisor.solution.template": ("r", "r", "rwcd"),
    "advisor.solution.template.line": ("r", "r", "rwcd"),
}


@tagged("post_install", "-at_install")
class TestNeedAccess(AccessMatrix, FormsAnswer, NeedCase):
    addon = "advisor_crm_need"
    matrix = MODELS

    def matrix_users(self):
        """Override: who sells stands where HR officers do, who manages where their
        administrators do."""
        return super().matrix_users() | {
            "hr_officer": self.anna,
            "hr_admin": self.boss,
        }
