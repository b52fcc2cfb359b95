from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..core.seal import canonical, seal
from ..demo import people, story

#: Approved overtime: (person, month, working day or Saturday, from, to)
OVERTIME = ((17, 2, 8, "17:00", "19:30"),)
SATURDAY_OVERTIME = ((20, 1, 1, "9:00", "15:00"),)
FORGETFUL, NOT_READ = 11, 30
#: Have not looked at last month's statement yet
UNDECIDED = (6, 10, 13)


class AttendanceDemo(models.AbstractModel):
    """The rules of the demo company, its requests, and the months that are closed."""

    _inherit = "attendance.demo"

    # Before the days are judged

    @api.model
    def _create_rules(self):
        """Create the policy in force, who has read it, and a draft to try out."""
        start = self._months()[0][0].replace(day=1)
        policy = self._copy_policy(
            "current",
            name="Lotus Plaza: attendance",
            date_from=start - relativedelta(months=1),
            state="published",
            overtime_leave_type_id=self.env.ref(
                "attendance_rules.leave_type_overtime"
            ).id,
        )
        self._create_leave_rules(policy)
        self._confirm_reading(policy)
        self._copy_policy(
            "draft",
            name="Lotus Plaza: two graces a month (draft)",
            date_from=self._today() + relativedelta(months=1, day=1),
            monthly_grace=2,
        )

    def _copy_policy(self, key, **values):
        default = self.env.ref("attendance_rules.attendance_policy_default")
        policy = default.copy({"company_id": self.env.company.id, **values})
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"attendance_rules.demo_policy_{key}",
                    "record": policy,
                    "noupdate": True,
                }
            ]
        )
        return policy

    def _create_leave_rules(self, policy):
        """Annual leave a week ahead, sick leave with a certificate; sick and personal
        leave end full attendance."""
        of_type = {
            "annual": {"notice_days": 7},
            "sick": {
                "certificate_required": True,
                "certificate_days": 3,
                "breaks_full_attendance": True,
            },
            "unpaid": {"notice_days": 1, "breaks_full_attendance": True},
            "trip": {},
        }
        policy.leave_rule_ids = [
            Command.create(
                {
                    "leave_type_id": self._ref("type", key).id,
                    "emergency_allowed": True,
                    **values,
                }
            )
            for key, values in of_type.items()
        ]

    def _confirm_reading(self, policy):
        """Everybody has read the rules in time, but one."""
        told = policy.date_from - timedelta(days=14)
        self.env["attendance.acknowledgement"].create(
            [
                {
                    "policy_id": policy.id,
                    "employee_id": employee.id,
                    "notified_on": told,
                    "deadline": told + timedelta(days=7),
                    "confirmed_at": employee != self._ref("employee", f"{NOT_READ}")
                    and fields.Datetime.to_datetime(told + timedelta(days=2)),
                }
                for employee in self._employees()
            ]
        )

    @api.model
    def _create_overtime(self):
        """Overtime that was asked for in advance and approved."""
        months = self._months()
        windows = [
            (person, months[month][day], start, end)
            for person, month, day, start, end in OVERTIME
        ] + [
            (person, story.saturday(months[month], which), start, end)
            for person, month, which, start, end in SATURDAY_OVERTIME
        ]
        self.env["attendance.overtime"].create(
            [
                {
                    "employee_id": self._ref("employee", f"{person:02}").id,
                    "date_from": self._moment(day, story.minutes(start)),
                    "date_to": self._moment(day, story.minutes(end)),
                    "reason": "Pumps of the fountain",
                    "state": "approved",
                    "submitted_at": self._moment(day - timedelta(1), 10 * 60),
                    "decided_at": self._moment(day - timedelta(1), 15 * 60),
                    "decided_by_id": self.env.ref("base.user_admin").id,
                }
                for person, day, start, end in windows
            ]
        )

    # After the days are judged

    @api.model
    def _create_more(self):
        """Override to ask for a correction and to close the first two months."""
        super()._create_more()
        self._ask_for_correction()
        self._close_months()
        self.env.ref("attendance_rules.demo_policy_current").enforce_requests = True

    def _ask_for_correction(self):
        """A forgotten check-out of this month waits for the manager."""
        forgetful = self._ref("employee", f"{FORGETFUL:02}")
        day = self.env["attendance.day"].search(
            [
                ("employee_id", "=", forgetful.id),
                ("verdict", "=", "missing_out"),
                ("work_date", ">=", self._today().replace(day=1)),
            ],
            limit=1,
        )
        if day:
            self.env["attendance.correction"].create(
                {
                    "employee_id": forgetful.id,
                    "day_id": day.id,
                    "reason": "The clock at the side door was out of order.",
                    "state": "submitted",
                    "submitted_at": fields.Datetime.now(),
                    "approver_ids": [
                        Command.set(
                            self._ref("employee", f"{people.SERVICE:02}").user_id.ids
                        )
                    ],
                }
            )

    def _close_months(self):
        """Two months are closed, the last one is being audited."""
        periods = self.env["attendance.period"]
        months = [days[0].replace(day=1) for days in self._months()[:3]]
        first, second, last = [
            periods._get_or_create(self.env.company, month) for month in months
        ]
        for period in (first, second):
            period._attach_statements()
            self._confirm(period.month_ids)
            period._close(reason="Demo data")
        last.action_audit()
        undecided = [self._ref("employee", f"{number:02}").id for number in UNDECIDED]
        self._confirm(
            last.month_ids.filtered(lambda month: month.employee_id.id not in undecided)
        )
        last.action_check()

    def _confirm(self, statements):
        """Let the people of these statements confirm them."""
        facts = statements._statement_facts()
        for statement in statements:
            statement.write(
                {
                    "confirmation": "confirmed",
                    "confirmed_at": fields.Datetime.now(),
                    "confirmed_seal": seal(canonical(facts[statement.id])),
                }
            )
