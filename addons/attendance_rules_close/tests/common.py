from dateutil.relativedelta import relativedelta

from odoo.addons.attendance_rules.tests.common import (  # noqa: F401
    APRIL,
    FEBRUARY,
    JANUARY,
    MARCH,
    MonthCase,
)


class CloseCase(MonthCase):
    """Months that are judged, audited and closed."""

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
