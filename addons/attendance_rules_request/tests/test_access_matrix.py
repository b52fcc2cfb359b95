from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase
from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer


@tagged("post_install", "-at_install")
class TestAccessMatrix(FormsAnswer, AccessMatrix, AttendanceCase):
    addon = "attendance_rules_request"
    matrix = {
        "attendance.correction": ("rwcd", "rwcd", "rwcd"),
        "attendance.excuse": ("rwcd", "rwcd", "rwcd"),
        "attendance.nudge": ("", "r", "r"),
        "attendance.overtime": ("rwcd", "rwcd", "rwcd"),
        "attendance.request.refuse": ("rwcd", "rwcd", "rwcd"),
        "attendance.talk": ("rw", "rw", "rw"),
        "hr.leave.certificate": ("rwcd", "rwcd", "rwcd"),
    }
