"""The people of the demo company, their schedules, and the rules that they work by."""

from odoo.fields import Command

from . import days, people
from .chapter import HOURS, SHANGHAI, Chapter

LEAVE_TYPES = {
    "annual": ("Annual Leave", {}),
    "sick": ("Sick Leave", {}),
    "unpaid": ("Personal Leave", {"unpaid": True, "request_unit": "half_day"}),
    "trip": ("Business Trip", {"time_type": "other"}),
}
#: Kinds that come with Odoo, of which the company has its own
REPLACED = {
    "annual": "hr_holidays.leave_type_paid_time_off",
    "sick": "hr_holidays.leave_type_sick_time_off",
    "unpaid": "hr_holidays.leave_type_unpaid",
}
#: What the policy asks of each kind of leave
RULES = {
    "annual": {"notice_days": 7},
    "sick": {
        "certificate_required": True,
        "certificate_days": 3,
        "breaks_full_attendance": True,
    },
    "unpaid": {"notice_days": 1, "breaks_full_attendance": True},
}


CHINESE = "zh_CN"


class Staff(Chapter):
    """Schedules, departments, employees, kinds of leave, and a policy of its own."""

    def tell(self):
        calendars = {
            key: self._create_calendar(key, *values) for key, values in HOURS.items()
        }
        self.company.resource_calendar_id = calendars["day"]
        departments = {
            key: self.named(
                "hr.department", key, {"name": name, "company_id": self.company.id}
            )
            for key, name in people.DEPARTMENTS.items()
        }
        for number, someone in people.PEOPLE.items():
            self._create_employee(number, someone, departments, calendars)
        for key, number in people.HEADS.items():
            departments[key].manager_id = self.ref("employee", f"{number:02}")
        # The company has kinds of leave of its own, and no others.
        kinds = self.env["hr.leave.type"].search([("company_id", "=", False)])
        kinds -= self.env.ref("attendance_rules_request.leave_type_overtime")
        for xml_id in REPLACED.values():
            kinds -= self.env.ref(xml_id)
        kinds.active = False
        for key, (name, values) in LEAVE_TYPES.items():
            self._create_leave_type(key, name, values)
        self._create_policy()
        self._choose_languages()

    def _choose_languages(self):
        """English and Chinese staff, and a Chinese customer: where it is installed."""
        if CHINESE not in dict(self.env["res.lang"].get_installed()):
            return
        for number, someone in people.PEOPLE.items():
            if someone.reads_chinese:
                employee = self.ref("employee", f"{number:02}")
                (employee.user_id.partner_id or employee.work_contact_id).lang = CHINESE
        self.ref("partner", "wang").lang = CHINESE

    def _create_calendar(self, key, name, weekdays, hours):
        lines = [
            Command.create(
                {
                    "name": f"{name} {hour_from}-{hour_to}",
                    "dayofweek": str((weekday + later) % 7),
                    "hour_from": hour_from,
                    "hour_to": hour_to,
                    "day_period": "morning" if hour_from < 12 else "afternoon",
                }
            )
            for weekday in weekdays
            for later, hour_from, hour_to in hours
        ]
        calendar = self.named(
            "resource.calendar",
            key,
            {
                "name": name,
                "tz": SHANGHAI,
                "company_id": self.company.id,
                "attendance_ids": [Command.clear(), *lines],
                "global_leave_ids": [Command.clear()],
            },
        )
        if key == "flexible":
            calendar.write({"schedule_type": "flexible", "hours_per_day": 8})
        return calendar

    def _create_employee(self, number, someone, departments, calendars):
        first, last = days.employed(number, self.months())
        user = someone.user and self.ref("user", someone.user)
        # Before the story nobody was there: no day of it is an absence.
        start = first or self.months()[0][0].replace(day=1)
        manager = someone.manager and self.ref("employee", f"{someone.manager:02}")
        letters = someone.name.encode("ascii", "ignore").decode().strip()
        address = someone.user or letters.lower().replace(" ", ".")
        return self.named(
            "hr.employee",
            f"{number:02}",
            {
                "name": someone.name,
                "job_title": someone.job,
                "company_id": self.company.id,
                "department_id": departments[someone.department].id,
                "parent_id": manager and manager.id,
                "user_id": user and user.id,
                "work_email": f"{address}@riverside.example",
                "tz": SHANGHAI,
                "resource_calendar_id": calendars[someone.hours].id,
                "wage": someone.wage,
                "date_version": start,
                "contract_date_start": start,
                "contract_date_end": last,
                "ruleset_id": False,
                "barcode": f"RIVERSIDE{number:03}",
            },
        )

    def _create_leave_type(self, key, name, values):
        if key in REPLACED:
            replaced = Command.set(self.env.ref(REPLACED[key]).ids)
            values = {**values, "replaced_type_ids": [replaced]}
        return self.named(
            "hr.leave.type",
            key,
            {
                "name": name,
                "company_id": self.company.id,
                "requires_allocation": False,
                "leave_validation_type": "manager",
                **values,
            },
        )

    def _create_policy(self):
        default = self.env.ref("attendance_rules.attendance_policy_default")
        policy = default.copy(
            {
                "name": "Riverside Plaza: attendance",
                "company_id": self.company.id,
                "date_from": self.months()[0][0].replace(day=1),
                "enforce_requests": True,
            }
        )
        # Odoo's own kinds keep the rules that come with the policy: whoever chooses one
        # of them is bound as well.
        policy.leave_rule_ids = [
            Command.create({"leave_type_id": self.ref("type", kind).id, **figures})
            for kind, figures in RULES.items()
        ]
        policy.state = "published"
