from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from odoo.addons.attendance_rules.tests.common import AttendanceCase

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in range(1, 5))


class CloseCase(AttendanceCase):
    """Months that are judged, audited and closed; only the people of the test count."""

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
    def audit(cls, month, employees=None):
        """Judge a month and begin its audit."""
        last = month + relativedelta(day=31)
        cls.engine._compute(employees or cls.people, month, last)
        period = cls.env["attendance.period"]._get_or_create(cls.company, month)
        period.action_audit()
        return period

    @classmethod
    def close(cls, month, employees=None, reason="Everybody was asked"):
        """Judge, audit and close a month as the HR administrator."""
        period = cls.audit(month, employees)
        period.with_user(cls.hr_admin)._close(reason)
        return period

    @classmethod
    def statement(cls, employee, month):
        """The statement of an employee."""
        return cls.month(employee, month)

    @classmethod
    def no_deductions(cls):
        """A policy in which nothing costs anything."""
        cls.policy.band_ids = [Command.clear()]
