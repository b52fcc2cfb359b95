from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

#: Has not read the rules
NOT_READ = 30
#: Have not looked at last month's statement yet
UNDECIDED = (6, 10, 13)


class AttendanceDemo(models.AbstractModel):
    """Who has read the rules of the demo company, and which months are closed."""

    _inherit = "attendance.demo"

    # Before the days are judged

    @api.model
    def _create_readers(self):
        """Everybody has read the rules in time, but one; a draft is there to try."""
        policy = self.env["attendance.policy"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        told = policy.date_from - timedelta(days=14)
        late = self._ref("employee", f"{NOT_READ}")
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
                for employee in self._employees()
            ]
        )
        policy.copy(
            {
                "name": "Lotus Plaza: two graces a month",
                "date_from": self._today() + relativedelta(months=1, day=1),
                "monthly_grace": 2,
            }
        )

    # After the days are judged

    @api.model
    def _create_more(self):
        """Override to close two months; the last one is being audited."""
        result = super()._create_more()
        periods = self.env["attendance.period"]
        months = [days[0].replace(day=1) for days in self._months()[:3]]
        first, second, last = [
            periods._get_or_create(self.env.company, month) for month in months
        ]
        for period in (first, second):
            period.env["attendance.month"]._attach(period)
            period.month_ids._confirm()
            period._close(reason="Demo data")
        last.action_audit()
        undecided = [self._ref("employee", f"{number:02}").id for number in UNDECIDED]
        last.month_ids.filtered(
            lambda month: month.employee_id.id not in undecided
        )._confirm()
        last.action_check()
        return result
