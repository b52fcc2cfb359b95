"""Who has read the rules of the demo company, and which months are closed."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields

from .chapter import Chapter

#: Has not read the rules
NOT_READ = 30
#: Have not looked at last month's statement yet
UNDECIDED = (6, 10, 13)


class Readers(Chapter):
    """Everybody has read the rules in time, but one; a draft is there to try."""

    def tell(self):
        policy = self.env["attendance.policy"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        told = policy.date_from - timedelta(days=14)
        late = self.ref("employee", f"{NOT_READ}")
        self.env["attendance.acknowledgement"].create(
            [
                {
                    "policy_id": policy.id,
                    "employee_id": employee.id,
                    "notified_on": told,
                    "deadline": told + timedelta(days=7),
                    "confirmed_at": employee != late
                    and fields.Datetime.to_datetime(told + timedelta(days=2)),
                }
                for employee in self.employees
            ]
        )
        policy.copy(
            {
                "name": "Riverside Plaza: two graces a month",
                "date_from": self.today + relativedelta(months=1, day=1),
                "monthly_grace": 2,
            }
        )


class Close(Chapter):
    """Two months are closed; the last one is being audited."""

    def tell(self):
        periods = self.env["attendance.period"]
        months = [days[0].replace(day=1) for days in self.months()[:3]]
        first, second, last = [
            periods._get_or_create(self.company, month) for month in months
        ]
        for period in (first, second):
            period.env["attendance.month"]._attach(period)
            period.month_ids._confirm()
            period._close(reason="Demo data")
        last.action_audit()
        undecided = [self.ref("employee", f"{number:02}").id for number in UNDECIDED]
        last.month_ids.filtered(
            lambda month: month.employee_id.id not in undecided
        )._confirm()
        last.action_check()
