from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix

from .common import BEFORE, MONDAY, DutyCase

#: Who may read and write one record of each model: the person it is about, another
#: member of the pool, somebody else of the company, the duty manager, HR.
MATRIX = {
    "post": {"read": "person member stranger manager hr", "write": "manager hr"},
    "template": {"read": "person member stranger manager hr", "write": "manager hr"},
    "member": {"read": "person member stranger manager hr", "write": "manager hr"},
    "shift": {"read": "person member stranger manager hr", "write": "manager hr"},
    "slot": {"read": "person member stranger manager hr", "write": "manager hr"},
    "draft": {"read": "manager hr", "write": "manager hr"},
    "swap": {"read": "person member manager hr", "write": "person"},
    "log": {"read": "person member manager hr", "write": "person member manager hr"},
    "problem": {
        "read": "person member manager hr",
        "write": "person member manager hr",
    },
    "evaluation": {"read": "manager hr", "write": "manager hr"},
    "score": {"read": "manager hr", "write": "manager hr"},
}

#: What employees, HR officers and HR administrators may do with each model; record
#: rules narrow it to rows.
MODELS = {
    "hr.duty.criterion": ("r", "r", "rwcd"),
    "hr.duty.evaluation": ("rw", "rwd", "rwd"),
    "hr.duty.log": ("rwc", "rwc", "rwc"),
    "hr.duty.member": ("rwcd", "rwcd", "rwcd"),
    "hr.duty.post": ("rw", "rwcd", "rwcd"),
    "hr.duty.problem": ("rwc", "rwc", "rwc"),
    "hr.duty.rotation": ("rwc", "rwc", "rwc"),
    "hr.duty.rotation.seat": ("rwc", "rwc", "rwc"),
    "hr.duty.rotation.tally": ("rwc", "rwc", "rwc"),
    "hr.duty.score": ("rw", "rw", "rw"),
    "hr.duty.shift": ("rwcd", "rwcd", "rwcd"),
    "hr.duty.slot": ("rwcd", "rwcd", "rwcd"),
    "hr.duty.swap": ("rwcd", "rwcd", "rwcd"),
    "hr.duty.template": ("rwcd", "rwcd", "rwcd"),
}


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyAccess(AccessMatrix, DutyCase):
    addon = "hr_duty"
    matrix = MODELS
    shared = frozenset({"hr.duty.criterion"})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shift = cls._duty(MONDAY, cls.lead, cls.employee)
        cls.draft = cls._night(MONDAY, cls.second, publish=False)
        cls.slot = cls.shift.slot_ids.filtered(
            lambda slot: slot.employee_id == cls.employee
        )
        cls.swap = cls.env["hr.duty.swap"].create(
            {
                "slot_id": cls.slot.id,
                "other_employee_id": cls.second.id,
                "reason": "Parents' evening",
                "state": "asked",
            }
        )
        cls.log = cls.env["hr.duty.log"].create({"shift_id": cls.shift.id})
        cls.problem = cls.env["hr.duty.problem"].create(
            {"name": "Lift 3 is stuck", "log_id": cls.log.id}
        )
        cls.evaluation = cls.env["hr.duty.evaluation"].create(
            {
                "employee_id": cls.employee.id,
                "post_id": cls.post.id,
                "month": MONDAY.replace(day=1),
                "score_ids": [
                    (0, 0, {"criterion_id": criterion.id, "weight": 1})
                    for criterion in cls.env["hr.duty.criterion"].search([])
                ],
            }
        )
        cls.users = {
            "person": cls.employee.user_id,
            "member": cls.second.user_id,
            "stranger": cls.stranger.user_id,
            "manager": cls.manager.user_id,
            "hr": cls.hr_officer,
        }
        cls.records = {
            "post": cls.post,
            "template": cls.evening,
            "member": cls.post.member_ids[0],
            "shift": cls.shift,
            "slot": cls.slot,
            "draft": cls.draft,
            "swap": cls.swap,
            "log": cls.log,
            "problem": cls.problem,
            "evaluation": cls.evaluation,
            "score": cls.evaluation.score_ids[0],
        }

    def test_cs_2_who_reads_and_writes_what(self):
        for name, allowed in MATRIX.items():
            for operation, roles in allowed.items():
                for role, user in self.users.items():
                    with self.subTest(record=name, operation=operation, role=role):
                        record = self.records[name].with_user(user)
                        self.assertEqual(
                            record.has_access(operation), role in roles.split()
                        )

    def test_plain_members_plan_nothing(self):
        for name in ("post", "template", "member", "shift", "slot"):
            record = self.records[name]
            for operation in ("create", "unlink"):
                with self.subTest(record=name, operation=operation):
                    self.assertFalse(self._as(record, self.lead).has_access(operation))

    def test_nobody_reads_another_company(self):
        self.assertNotReadAbroad(self.records)

    def test_evaluations_do_not_begin_by_hand(self):
        for user in (self.manager.user_id, self.hr_officer):
            with self.assertRaises(AccessError):
                self.evaluation.browse().with_user(user).check_access("create")

    def test_criteria_belong_to_the_administrator(self):
        criterion = self.env["hr.duty.criterion"].search([], limit=1)
        self.assertFalse(criterion.with_user(self.hr_officer).has_access("write"))
        self.assertTrue(criterion.with_user(self.hr_admin).has_access("write"))
