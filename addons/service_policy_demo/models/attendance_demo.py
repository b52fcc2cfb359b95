from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Command

from ..attendance import people, story

DAY = timedelta(1)
HOURS = {
    "day": ("Eight hours", range(5), ((8, 12), (13, 17))),
    "part_time": ("Three days", range(3), ((8, 12), (13, 17))),
    "flexible": ("Flexible", range(5), ((8, 12), (13, 17))),
    "night": ("Night watch", range(7), ((0, 6), (22, 24))),
}
LEAVE_TYPES = {
    "annual": ("Annual Leave", {}),
    "sick": ("Sick Leave", {}),
    "unpaid": ("Personal Leave", {"unpaid": True, "request_unit": "half_day"}),
    "trip": ("Business Trip", {"time_type": "other"}),
}


class AttendanceDemo(models.AbstractModel):
    """Fills the demo company with people and three months of their life.

    Everything depends on today's date only. Called from the demo data.
    """

    _name = "attendance.demo"
    _description = "Demo Company"

    # People

    @api.model
    def _create_people(self):
        """Create schedules, departments, employees and leave types."""
        demo = self._in_company()
        calendars = {
            key: demo._create_calendar(key, *values) for key, values in HOURS.items()
        }
        demo.env.company.resource_calendar_id = calendars["day"]
        departments = {
            key: demo._named(
                "hr.department",
                key,
                {"name": name, "company_id": demo.env.company.id},
            )
            for key, name in people.DEPARTMENTS.items()
        }
        for number, someone in people.PEOPLE.items():
            demo._create_employee(number, someone, departments, calendars)
        for key, (name, values) in LEAVE_TYPES.items():
            demo._create_leave_type(key, name, values)

    def _in_company(self):
        company = self.env.ref("service_policy_demo.demo_company")
        context = {
            "allowed_company_ids": company.ids,
            "mail_activity_quick_update": True,
            "mail_create_nosubscribe": True,
            "mail_notrack": True,
            "no_document": True,
            "tracking_disable": True,
            "tz": "Asia/Shanghai",
        }
        return self.sudo().with_context(**context).with_company(company)

    def _named(self, model, name, values):
        """Create a record that is known as ``attendance_rules.demo_<model>_<name>``."""
        short = model.rpartition(".")[2]
        return self.env[model]._load_records(
            [
                {
                    "xml_id": f"attendance_rules.demo_{short}_{name}",
                    "values": values,
                    "noupdate": True,
                }
            ]
        )

    def _ref(self, model, name):
        return self.env.ref(f"attendance_rules.demo_{model}_{name}")

    def _create_calendar(self, key, name, weekdays, hours):
        lines = [
            Command.create(
                {
                    "name": f"{name} {hour_from}-{hour_to}",
                    "dayofweek": str(weekday),
                    "hour_from": hour_from,
                    "hour_to": hour_to,
                    "day_period": "morning" if hour_from < 12 else "afternoon",
                }
            )
            for weekday in weekdays
            for hour_from, hour_to in hours
        ]
        calendar = self._named(
            "resource.calendar",
            key,
            {
                "name": name,
                "tz": "Asia/Shanghai",
                "company_id": self.env.company.id,
                "attendance_ids": [Command.clear(), *lines],
                "global_leave_ids": [Command.clear()],
            },
        )
        if key == "flexible":
            calendar.write({"schedule_type": "flexible", "hours_per_day": 8})
        return calendar

    def _create_employee(self, number, someone, departments, calendars):
        first, last = story.employed(number, self._months())
        user = someone.user and self.env.ref(
            f"attendance_rules.{someone.user.replace('lotus', 'demo_user')}"
        )
        # Before the story nobody was there: no day of it is an absence.
        start = first or self._months()[0][0].replace(day=1)
        manager = someone.manager and self._ref("employee", f"{someone.manager:02}")
        return self._named(
            "hr.employee",
            f"{number:02}",
            {
                "name": someone.name,
                "job_title": someone.job,
                "company_id": self.env.company.id,
                "department_id": departments[someone.department].id,
                "parent_id": manager and manager.id,
                "user_id": user and user.id,
                "work_email": f"{someone.name.lower().replace(' ', '.')}@lotus.example",
                "tz": "Asia/Shanghai",
                "resource_calendar_id": calendars[someone.hours].id,
                "wage": someone.wage,
                "date_version": start,
                "contract_date_start": start,
                "contract_date_end": last,
                "ruleset_id": False,
                "barcode": f"LOTUS{number:03}",
            },
        )

    def _create_leave_type(self, key, name, values):
        return self._named(
            "hr.leave.type",
            key,
            {
                "name": name,
                "company_id": self.env.company.id,
                "requires_allocation": False,
                "leave_validation_type": "manager",
                **values,
            },
        )

    # Life

    @api.model
    def _create_life(self):
        """Create special days, duties, leave and punches, and judge them."""
        demo = self._in_company()
        demo._create_special_days()
        demo._create_readers()
        demo._create_duties()
        demo._create_leaves()
        demo._create_punches()
        everybody = demo._employees()
        first = demo._months()[0][0].replace(day=1)
        demo.env["attendance.engine"]._compute(everybody, first, demo._today())
        demo._create_more()

    @api.model
    def _create_more(self):
        """Hook: what other parts of the add-on add once the days are judged."""

    def _today(self):
        now = utc.localize(fields.Datetime.now())
        return now.astimezone(timezone("Asia/Shanghai")).date()

    def _employees(self):
        return self.env["hr.employee"].union(
            *(self._ref("employee", f"{number:02}") for number in people.PEOPLE)
        )

    def _months(self, hours="day"):
        """Return the working days of the last three months and of this one."""
        start = self._today() + relativedelta(months=-3, day=1)
        weekdays = HOURS[hours][1]
        months = []
        for number in range(4):
            first = start + relativedelta(months=number)
            last = first + relativedelta(day=31)
            days = [first + DAY * n for n in range((last - first).days + 1)]
            months.append([day for day in days if day.weekday() in weekdays])
        return months

    def _create_special_days(self):
        """A holiday, worked for on the Saturday before; the guard works on both."""
        holiday, make_up = story.special_days(self._months())
        like = str(holiday.weekday())
        common = {"company_id": self.env.company.id}
        worked = {**common, "kind": "working", "like_weekday": like}
        anniversary = {"name": "Company anniversary", "date": holiday}
        guard = {"calendar_id": self._ref("calendar", "night").id}
        self.env["resource.special.day"].create(
            [
                {**common, **anniversary, "kind": "holiday"},
                {**worked, "name": "Worked for the anniversary", "date": make_up},
                {**worked, **anniversary, **guard},
            ]
        )

    def _create_punches(self):
        """Punches of everybody until now."""
        nights = self._nights()
        free, make_up = story.special_days(self._months())
        values = []
        for number, someone in people.PEOPLE.items():
            guard = someone.hours == "night"
            stays = story.stays(
                number,
                self._months(someone.hours),
                nights.get(number, frozenset()),
                () if guard else (make_up,),
            )
            kept = [stay for stay in stays if guard or stay.day != free]
            values += [value for stay in kept for value in self._punch(stay)]
        self.env["hr.attendance"].create(self._within_contract(values))

    def _punch(self, stay):
        """Return the values of a punch; half a punch has only one end as evidence."""
        now = fields.Datetime.now()
        start, end = stay.start, stay.end
        begin = self._moment(stay.day, end if start is None else start)
        finish = end is not None and self._moment(stay.day, end)
        if begin > now:
            return
        values = {
            "employee_id": self._ref("employee", f"{stay.person:02}").id,
            "check_in": begin,
            "in_mode": "manual" if stay.by_hand else "kiosk",
            "out_mode": "kiosk",
        }
        if start is None:
            values.update(check_in=finish, check_out=finish, in_mode="technical")
        elif finish and finish <= now:
            values["check_out"] = finish
        elif stay.day < self._today() - DAY:
            # Nobody checked out: what a machine made up is no evidence.
            values.update(
                check_out=self._moment(stay.day, 24 * 60 - 1), out_mode="auto_check_out"
            )
        yield values

    def _moment(self, day, minutes):
        local = datetime.combine(day, time()) + timedelta(minutes=minutes)
        aware = timezone("Asia/Shanghai").localize(local)
        return aware.astimezone(utc).replace(tzinfo=None)

    def _within_contract(self, values):
        """Leave out punches on leave, and before or after the contract."""
        leaves = self._leave_days()
        kept = []
        for value in values:
            employee = self.env["hr.employee"].browse(value["employee_id"])
            moment = utc.localize(value["check_in"])
            day = moment.astimezone(timezone("Asia/Shanghai")).date()
            start, end = employee.contract_date_start, employee.contract_date_end
            if (employee.id, day) not in leaves and start <= day <= (end or day):
                kept.append(value)
        return kept
