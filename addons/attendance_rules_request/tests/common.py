from odoo.fields import Command

from odoo.addons.attendance_rules.tests.common import AttendanceCase


class LeaveCase(AttendanceCase):
    """Requests are binding: a day ahead, annual leave a week, sick with certificate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.enforce_requests = True
        cls.me, cls.boss = cls.employee.user_id, cls.manager.user_id
        cls.personal = cls.leave_type("Personal")
        cls.annual = cls.leave_type("Annual")
        cls.sick = cls.leave_type("Sick")
        cls.policy.leave_rule_ids = [
            Command.clear(),
            Command.create({"notice_days": 1}),
            Command.create({"leave_type_id": cls.annual.id, "notice_days": 7}),
            Command.create(
                {
                    "leave_type_id": cls.sick.id,
                    "notice_days": 0,
                    "certificate_required": True,
                    "certificate_days": 3,
                }
            ),
        ]

    def _ask(self, day, leave_type=None, user=None, employee=None, **values):
        return (
            self.env["hr.leave"]
            .with_user(user or self.me)
            .create(
                {
                    "employee_id": (employee or self.employee).id,
                    "holiday_status_id": (leave_type or self.personal).id,
                    "request_date_from": day,
                    "request_date_to": values.pop("until", day),
                    **values,
                }
            )
        )
