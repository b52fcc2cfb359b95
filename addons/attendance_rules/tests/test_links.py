from odoo.tests import tagged

from ..hooks import uninstall_hook
from .common import MARCH, AttendanceCase
from .core_common import MONDAY

#: What other tables call when their rows go.
FOLLOWERS = (
    "attendance_day_department_id_follows",
    "attendance_day_month_id_follows",
    "attendance_incident_department_id_follows",
)
KEYS = """
    SELECT conname FROM pg_constraint
     WHERE contype = 'f' AND conrelid = 'attendance_day'::regclass
"""


@tagged("post_install", "-at_install")
class TestLinks(AttendanceCase):
    """Days have no foreign keys, and lose nobody they belong to nevertheless."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["hr.department"].create(
            {"name": "Service desk", "company_id": cls.company.id}
        )
        cls.person = cls._create_employee("Lin", department_id=cls.department.id)
        cls.judge(cls.person + cls.colleague, MARCH)

    def _count(self, table, employee):
        self.env.flush_all()
        query = f"SELECT count(*) FROM {table} WHERE employee_id = %s"
        self.env.cr.execute(query, [employee.id])
        return self.env.cr.fetchone()[0]

    def _counts(self, employee):
        tables = ("attendance_month", "attendance_day", "attendance_incident")
        return [self._count(table, employee) for table in tables]

    def test_no_row_waits_for_a_key(self):
        self.env.cr.execute(KEYS)
        self.assertEqual(self.env.cr.fetchall(), [])

    def test_days_go_with_their_month(self):
        self.assertEqual(self._counts(self.person), [1, 31, 22])
        self.month(self.person, MONDAY).unlink()
        self.assertEqual(self._counts(self.person), [0, 0, 0])
        self.assertEqual(self._counts(self.colleague), [1, 31, 22])

    def test_days_go_with_a_person(self):
        person = self.person.id
        self.person.unlink()
        self.assertEqual(
            self._counts(self.env["hr.employee"].browse(person)), [0, 0, 0]
        )
        self.assertEqual(self._counts(self.colleague), [1, 31, 22])

    def test_incidents_wait_for_no_key_that_their_day_has(self):
        self.env.cr.execute(KEYS.replace("attendance_day", "attendance_incident"))
        keys = {name for (name,) in self.env.cr.fetchall()}
        self.assertIn("attendance_incident_day_id_fkey", keys)
        for name in ("company_id", "department_id", "employee_id"):
            self.assertNotIn(f"attendance_incident_{name}_fkey", keys)

    def test_days_stay_when_a_department_goes(self):
        days = self.env["attendance.day"].search([("employee_id", "=", self.person.id)])
        self.assertEqual(days.department_id, self.department)
        self.assertEqual(days.incident_ids.department_id, self.department)
        self.person.department_id = False
        self.department.unlink()
        self.env.invalidate_all()
        self.assertFalse(days.department_id)
        self.assertFalse(days.incident_ids.department_id)
        self.assertEqual(len(days.incident_ids), 22)
        self.assertEqual(self._count("attendance_day", self.person), 31)

    def test_nobody_is_called_when_the_add_on_is_gone(self):
        query = "SELECT count(*) FROM pg_trigger WHERE tgname = ANY(%s)"
        self.env.cr.execute(query, [list(FOLLOWERS)])
        self.assertEqual(self.env.cr.fetchone(), (len(FOLLOWERS),))
        uninstall_hook(self.env)
        self.env.cr.execute(query, [list(FOLLOWERS)])
        self.assertEqual(self.env.cr.fetchone(), (0,))
