from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
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


@tagged("post_install", "-at_install")
class TestPastDuties(DutyCase):
    """CS-2: what was done is changed by HR with a trace, never by who gains by it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post.member_ids = [
            Command.create(
                {
                    "employee_id": cls.manager.id,
                    "leads": True,
                    "date_from": date(2026, 1, 1),
                }
            )
        ]
        with freeze_time(BEFORE):
            cls.shift = cls._duty(MONDAY, cls.lead, cls.manager)
        cls.hr = cls.hr_officer
        cls.hr.group_ids += cls.env.ref("hr.group_hr_user")

    def _as(self, user):
        return self.shift.with_user(user).slot_ids

    def test_no_door_changes_a_past_duty_for_its_manager(self):
        boss = self.manager.user_id
        theirs = self._slot(self.shift, self.lead).with_user(boss)
        own = self._slot(self.shift, self.manager).with_user(boss)
        shift = self.shift.with_user(boss)
        create = self.env["hr.duty.slot"].with_user(boss).create
        with freeze_time("2026-03-03 02:00:00"):
            self._slot(self.shift, self.manager).sudo().state = "absent"
            doors = {
                "delete": theirs.unlink,
                "take over": lambda: theirs.write({"employee_id": self.manager.id}),
                "give away": lambda: own.write({"employee_id": self.colleague.id}),
                "own absence back": own.action_present,
                "own state": lambda: own.write({"state": "done"}),
                "leader": lambda: theirs.write({"is_leader": False}),
                "another place": lambda: create(
                    {"shift_id": shift.id, "employee_id": self.second.id}
                ),
                "draft": lambda: shift.write({"state": "draft"}),
                "another time": lambda: shift.write(
                    {
                        "date_start": self.moment(date(2026, 3, 9), "17:00"),
                        "date_stop": self.moment(date(2026, 3, 9), "21:00"),
                    }
                ),
                "by the duty": lambda: shift.write(
                    {"slot_ids": [Command.delete(theirs.id)]}
                ),
            }
            for name, door in doors.items():
                with (
                    self.subTest(name),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    door()

    def test_a_duty_is_not_moved_into_the_past(self):
        with freeze_time(BEFORE):
            ahead = self._duty(date(2026, 3, 16), self.lead, self.employee)
        boss = ahead.with_user(self.manager.user_id)
        with freeze_time("2026-03-10 02:00:00"), self.assertRaises(AccessError):
            boss.date_start = self.moment(date(2026, 3, 9), "17:00")

    def test_the_manager_notes_who_did_not_come(self):
        with freeze_time("2026-03-03 02:00:00"):
            slot = self._slot(self.shift, self.lead).with_user(self.manager.user_id)
            slot.action_absent()
            self.assertEqual(slot.state, "absent")
            slot.action_present()
        self.assertIn("Changed after", str(self.shift.message_ids[0].body))

    def test_hr_changes_it_with_a_trace(self):
        with freeze_time("2026-03-03 02:00:00"):
            slot = self._slot(self.shift, self.lead).with_user(self.hr)
            slot.employee_id = self.second
        trace = str(self.shift.message_ids[0].body)
        self.assertIn("Lead", trace)
        self.assertIn("Second", trace)

    def test_whoever_plans_or_asks_takes_a_turn_on_the_people(self):
        """Of two at once the second sees what the first has done."""
        with freeze_time(BEFORE):
            ahead = self._duty(date(2026, 3, 16), self.lead, self.employee)
            slot = self._slot(ahead, self.employee)
            swap = (
                self.env["hr.duty.swap"]
                .with_user(self.employee.user_id)
                .create(
                    {
                        "slot_id": slot.id,
                        "other_employee_id": self.colleague.id,
                        "reason": "A party",
                    }
                )
            )
            with self.assertTurns("hr_duty_slot", slot):
                swap.action_ask()
            with self.assertTurns("hr_employee", self.second):
                slot.employee_id = self.second
