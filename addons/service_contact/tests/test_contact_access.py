from odoo.tests import tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import ContactCase

MODELS = {
    "service.contact.cadence": ("r", "r", "r"),
    "service.contact.duty": ("rw", "rw", "rw"),
    "service.contact.means": ("r", "r", "r"),
    "service.contact.note": ("rwcd", "rwcd", "rwcd"),
    "service.contact.private": ("rwcd", "rwcd", "rwcd"),
    "service.contact.silence": ("r", "r", "r"),
    "service.contact.step": ("rwc", "rwc", "rwc"),
    "service.contact.topic": ("r", "r", "r"),
}
ROWS = {
    "duty": {
        "read": "owner manager chief policy_admin",
        "write": "owner manager chief policy_admin",
    },
    "note": {
        "read": "owner manager chief policy_admin stranger hr",
        "write": "owner manager chief policy_admin",
        "unlink": "owner manager chief policy_admin",
    },
    "private": {"read": "owner manager chief", "write": "owner", "unlink": "owner"},
}


@tagged("post_install", "-at_install")
class TestContactAccess(AccessMatrix, FormsAnswer, ContactCase):
    addon = "service_contact"
    matrix = MODELS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_who_reads_and_writes_which_rows")
        case._plan(cls._create_cadence())
        note = case._note(cls.silk, private_text="Private")
        cls.records = {
            "duty": case._duties(cls.tea),
            "note": note,
            "private": cls.env["service.contact.private"].search(
                [("note_id", "=", note.id)]
            ),
        }
        cls.users = {
            "owner": cls.user,
            "manager": cls.manager.user_id,
            "chief": cls.chief.user_id,
            "stranger": cls.stranger,
            "hr": cls.hr_admin,
            "policy_admin": cls.policy_admin,
        }

    def test_who_reads_and_writes_which_rows(self):
        users = self.env["res.users"].union(*self.users.values())
        for name, operations in ROWS.items():
            for operation, roles in operations.items():
                allowed = [self.users[role] for role in roles.split()]
                self.assertMay(self.records[name], operation, users, allowed)

    def test_nobody_reads_them_in_another_company(self):
        self.assertNotReadAbroad(self.records)
