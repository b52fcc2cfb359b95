from datetime import date, timedelta

from odoo.fields import Command

from odoo.addons.hr_employee_team.tests.common import SHANGHAI, TeamCase

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in range(1, 5))


class AttendanceCase(TeamCase):
    """Lotus Mall with a policy: a copy of the one that comes with the add-on.

    Monday is 2026-03-02, and March 2026 has 22 working days.
    """

    officer_group = "attendance_rules.attendance_rules_group_hr_officer"
    admin_group = "attendance_rules.attendance_rules_group_hr_admin"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.engine = cls.env["attendance.engine"]
        # Other companies are judged by the example, as if somebody had published it.
        cls.example = cls.env.ref("attendance_rules.attendance_policy_default")
        cls.example.write({"date_from": date(2020, 1, 1), "state": "published"})
        cls.policy = cls._create_policy()
        cls.env["attendance.dirty"].sudo().search([]).unlink()

    @classmethod
    def _create_employee(cls, name, user=None, **values):
        return super()._create_employee(name, user=user, **{"wage": 6600, **values})

    @classmethod
    def _create_policy(cls, **values):
        return cls.example.copy(
            {
                "name": "Lotus Mall: attendance",
                "company_id": cls.company.id,
                "date_from": date(2026, 1, 1),
                "state": "published",
                "acknowledgement_required": False,
                **values,
            }
        )

    # What happens

    @classmethod
    def punch(cls, employee, day, check_in, check_out=None, tz=SHANGHAI, **values):
        """Check in and out at local times ("08:55", "17:02"); without end: still in."""
        return cls.env["hr.attendance"].create(
            {
                "employee_id": employee.id,
                "check_in": cls.moment(day, check_in, tz),
                "check_out": check_out and cls.moment(day, check_out, tz),
                "in_mode": "kiosk",
                "out_mode": "kiosk",
                **values,
            }
        )

    @classmethod
    def leave_type(cls, name="Annual", **values):
        """A leave type that needs no allocation, approved by the manager."""
        return cls.env["hr.leave.type"].create(
            {
                "name": name,
                "requires_allocation": False,
                "leave_validation_type": "manager",
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def leave(cls, employee, day, until=None, leave_type=None, approve=True, **values):
        """A leave from a day to a day, approved unless told otherwise."""
        request = (
            cls.env["hr.leave"]
            .with_context(leave_skip_date_check=True)
            .create(
                {
                    "employee_id": employee.id,
                    "holiday_status_id": (leave_type or cls.leave_type()).id,
                    "request_date_from": day,
                    "request_date_to": until or day,
                    **values,
                }
            )
        )
        if approve and request.state == "confirm":
            request.sudo().action_approve()
        return request

    # Judging

    @classmethod
    def judge(cls, employees, first, last=None):
        """Judge the days at once; return the rows by date, of one employee."""
        last = last or first
        cls.engine._compute(employees, first, last)
        days = cls.env["attendance.day"].search(
            [
                ("employee_id", "in", employees.ids),
                ("work_date", ">=", first),
                ("work_date", "<=", last),
            ]
        )
        return {day.work_date: day for day in days}

    @classmethod
    def month(cls, employee, day):
        """The statement of the employee's month in which the day lies."""
        return cls.env["attendance.month"].search(
            [("employee_id", "=", employee.id), ("month", "=", day.replace(day=1))]
        )


class MonthCase(AttendanceCase):
    """Whole months of work; only the people of the test count."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.employee + cls.colleague
        (cls.chief + cls.manager).write({"contract_date_start": "2030-01-01"})
        (cls.chief + cls.manager).version_ids.write({"date_version": "2030-01-01"})
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Service desk",
                "company_id": cls.company.id,
                "manager_id": cls.manager.id,
            }
        )
        cls.people.department_id = cls.department

    @classmethod
    def work(cls, employees, month, exceptions=None):
        """Everybody comes at 7:55 and goes at 17:05 on every weekday of a month.

        :param exceptions: {date: (check in, check out) or None for nobody comes}
        """
        day, vals_list = month, []
        while day.month == month.month:
            times = (exceptions or {}).get(day, ("07:55", "17:05"))
            if day.weekday() < 5 and times:
                vals_list += [cls._prepare_punch(e, day, *times) for e in employees]
            day += timedelta(days=1)
        return cls.env["hr.attendance"].create(vals_list)

    @classmethod
    def _prepare_punch(cls, employee, day, check_in, check_out=None):
        return {
            "employee_id": employee.id,
            "check_in": cls.moment(day, check_in),
            "check_out": check_out and cls.moment(day, check_out),
            "in_mode": "kiosk",
            "out_mode": "kiosk",
        }

    @classmethod
    def no_deductions(cls):
        """A policy in which nothing costs anything."""
        cls.policy.band_ids = [Command.clear()]

    @classmethod
    def statement(cls, employee, month):
        """The statement of an employee."""
        return cls.month(employee, month)

    def my_month(self, employee=None, month="2026-03-01"):
        """What an employee sees of a month."""
        self.env.flush_all()
        self.env.invalidate_all()
        user = (employee or self.employee).user_id
        return self.env["attendance.month"].with_user(user).get_my_month(month)
