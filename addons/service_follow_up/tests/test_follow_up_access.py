from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import FollowUpCase

#: What employees, HR officers and HR administrators may do with each model; who reads
#: and writes which rows is tested below.
MODELS = {
    "service.action": ("rwc", "rwc", "rwc"),
    "service.action.kind": ("r", "r", "r"),
    "service.action.step": ("rwc", "rwc", "rwc"),
    "service.consultation": ("rwc", "rwc", "rwc"),
    "service.meeting": ("rwc", "rwc", "rwc"),
    "service.meeting.attendance": ("rwcd", "rwcd", "rwcd"),
    "service.meeting.item": ("rwcd", "rwcd", "rwcd"),
    "service.meeting.series": ("rwc", "rwc", "rwc"),
    "service.review": ("rwcd", "rwcd", "rwcd"),
    "service.review.answer": ("rwc", "rwc", "rwc"),
    "service.review.opinion": ("rwcd", "rwcd", "rwcd"),
}
#: Rows that follow from a record which only the administrator of policies may read.
ROWS = {
    "action": {
        "read": "owner manager chief asker policy_admin",
        "write": "owner manager chief asker policy_admin",
    },
    "review": {
        "read": "manager chief asker policy_admin",
        "write": "asker policy_admin",
    },
    "opinion": {
        "read": "manager chief asker policy_admin",
        "write": "asker policy_admin",
    },
    "consultation": {
        "read": "manager asker policy_admin",
        "write": "manager asker policy_admin",
    },
    "series": {"read": "manager asker policy_admin", "write": "asker policy_admin"},
    "meeting": {"read": "manager asker policy_admin", "write": "asker policy_admin"},
    "item": {"read": "manager asker policy_admin", "write": "asker policy_admin"},
    "attendance": {
        "read": "manager asker policy_admin",
        "write": "asker policy_admin",
    },
}


@tagged("post_install", "-at_install")
class TestFollowUpAccess(AccessMatrix, FormsAnswer, FollowUpCase):
    addon = "service_follow_up"
    matrix = MODELS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_who_reads_and_writes_which_rows")
        nothing = {"res_model": False, "res_id": False}
        review = case._create_review(**nothing)
        cls.records = {
            "action": case._create_action(),
            "review": review,
            "opinion": review.opinion_ids[0],
            "consultation": case._create_consultation(**nothing),
        }
        series = cls.env["service.meeting.series"].with_user(cls.asker)
        series = series.create(
            {
                "name": "Quality",
                "company_id": cls.company.id,
                "participant_ids": [Command.set(cls.manager.user_id.ids)],
                "standing": "Figures",
            }
        )
        meeting = series._plan_next()
        cls.records |= {
            "series": series,
            "meeting": meeting,
            "item": meeting.item_ids,
            "attendance": meeting.attendance_ids[0],
        }
        cls.users = {
            "owner": cls.employee.user_id,
            "manager": cls.manager.user_id,
            "chief": cls.chief.user_id,
            "asker": cls.asker,
            "stranger": cls.stranger,
            "hr": cls.hr_admin,
            "policy_admin": cls.policy_admin,
        }

    def test_who_reads_and_writes_which_rows(self):
        for name, allowed in ROWS.items():
            for operation, roles in allowed.items():
                for role, user in self.users.items():
                    with self.subTest(record=name, operation=operation, role=role):
                        record = self.records[name].with_user(user)
                        self.assertEqual(
                            record.has_access(operation), role in roles.split()
                        )
                        found = record.search([("id", "=", record.id)])
                        if operation == "read":
                            self.assertEqual(bool(found), role in roles.split())

    def test_who_reads_the_record_reads_what_follows_from_it(self):
        action = self._create_action(**self._on(self.origin)).with_user(self.stranger)
        self.assertTrue(action.has_access("read"))
        self.assertFalse(action.has_access("write"))

    def test_nobody_reads_them_in_another_company(self):
        self.assertNotReadAbroad(self.records)

    def test_nothing_follows_from_a_record_that_one_may_not_read(self):
        abroad = self.env["service.policy"].create(
            {"name": "Abroad", "code": "AB", "company_ids": self.other_company.ids}
        )
        with self.assertRaises(AccessError):
            self._create_action(**self._on(abroad))
        with self.assertRaises(AccessError):
            self._create_action(res_model="res.partner", res_id=1)
        action = self._create_action()
        for values in ({"res_id": abroad.id}, {"company_id": self.other_company.id}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                action.with_user(self.asker).write(values)
