"""An office to break things at: people, three months of punches, two in HR.

The months are the last three that are over, so that they do not change with time.
"""

import base64
import datetime

from scene import Scene

from server import Session, wait_for

HR = ("hr1@example.com", "hr2@example.com")
HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"
RUNNER = "attendance_rules.ir_cron_attendance_process"
CLOCK = "attendance_rules_import.attendance_import_source_clock"
POLICY = "attendance_rules.attendance_policy_default"
#: The remainder of an employee's number by five tells how the months are.
FULL, LATE, SERIOUS, ABSENT, FORGETFUL = range(5)
ABSENT_AT = 7
COUNT = 10
HEAD = "No.,Date,Check In,Check Out"
COMPANY = "SELECT company_id FROM res_users WHERE login = %s"
MARKS = "SELECT employee_id, work_date FROM attendance_dirty ORDER BY id"
ABSENCES = """
SELECT absence_days FROM attendance_month
 WHERE employee_id = %s AND month = ANY(%s) ORDER BY month
"""
#: What people read, without the numbers of rows and who wrote them when.
VERDICTS = """
SELECT 'month', to_jsonb(row) - %(rows)s AS content
  FROM attendance_month row
 WHERE employee_id = ANY(%(people)s) AND month = ANY(%(months)s)
UNION ALL
SELECT 'day', to_jsonb(row) - %(rows)s
  FROM attendance_day row
 WHERE employee_id = ANY(%(people)s)
   AND date_trunc('month', work_date) = ANY(%(months)s)
UNION ALL
SELECT 'incident', to_jsonb(row) - %(rows)s
  FROM attendance_incident row
 WHERE employee_id = ANY(%(people)s)
   AND date_trunc('month', work_date) = ANY(%(months)s)
 ORDER BY 1, 2
"""
ROWS = ["id", "month_id", "day_id", "period_id"]
ROWS += [f"{done}_{what}" for done in ("create", "write") for what in ("uid", "date")]


class Office(Scene):
    """A database with ten employees, whose three months wait to be judged."""

    def open(self, admin: Session) -> None:
        """Make the office; its clock has the punches of three months."""
        self.keep_only_job(RUNNER)
        for login in HR:
            self.add_user(admin, login, HR_ADMIN)
        self.retired = self.add_user(admin, "retired@example.com")
        ((self.company,),) = self.rows(COMPANY, HR[0])
        self.months = _last_months(3)
        force = {"state": "published", "date_from": "2020-01-01"}
        force["acknowledgement_required"] = False
        admin.call("attendance.policy", "write", self.id_of(POLICY), force)
        source = {"tz": "UTC"}
        admin.call("attendance.import.source", "write", self.id_of(CLOCK), source)
        self.calendar = self._add_calendar(admin)
        numbers = range(1, COUNT + 1)
        self.employees = [self.add_employee(admin, number) for number in numbers]
        self.absent, self.absent_too = self._of_kind(ABSENT)
        self.always_there = self._of_kind(FULL)
        self.rows("DELETE FROM attendance_dirty")
        self.import_punches(admin, self.punches(numbers, self.months))

    def _add_calendar(self, admin: Session) -> int:
        week = [
            {"name": "Day", "dayofweek": str(day), "hour_from": 9, "hour_to": 17}
            for day in range(5)
        ]
        values = {"name": "Nine to five", "tz": "UTC"}
        values["attendance_ids"] = [(5,), *((0, 0, line) for line in week)]
        return admin.call("resource.calendar", "create", values)

    def add_employee(self, admin: Session, number: int) -> int:
        """Add an employee with a badge, since the first of the months.

        No manager and nobody in charge in HR: so anybody in HR decides.
        """
        first = str(self.months[0])
        values = {"name": f"Employee {number}", "barcode": f"A{number}", "tz": "UTC"}
        values |= {"date_version": first, "contract_date_start": first, "wage": 6600}
        values |= {
            "resource_calendar_id": self.calendar,
            "hr_responsible_id": self.retired,
        }
        return admin.call("hr.employee", "create", values)

    def _of_kind(self, kind: int) -> list[int]:
        return [each for n, each in enumerate(self.employees, 1) if n % 5 == kind]

    # --- punches ----------------------------------------------------------------------

    def punches(self, numbers, months) -> list[str]:
        """Return the lines of the clock's file: everybody is there on every workday,
        but for what the number tells."""
        return [
            f"A{number},{day},{times}"
            for number in numbers
            for month in months
            for position, day in enumerate(_workdays(month))
            if (times := _times(number % 5, position))
        ]

    def import_punches(
        self, session: Session, lines: list[str], source: str = CLOCK
    ) -> int:
        """Import lines of a clock's file, as HR does in the dialog; return its id."""
        content = base64.b64encode("\n".join([HEAD, *lines]).encode()).decode()
        values = {"source_id": self.id_of(source), "file": content}
        values["filename"] = "a.csv"
        dialog = session.call("attendance.import", "create", values)
        session.call("attendance.import", "action_preview", [dialog])
        session.call("attendance.import", "action_import", [dialog])
        return dialog

    def absent_day(self, month: datetime.date) -> datetime.date:
        """Return the workday of a month that somebody misses."""
        return _workdays(month)[ABSENT_AT]

    def punch(self, session: Session, employee: int, day: datetime.date) -> int:
        """Enter that somebody was there on a day; return the punch."""
        values = {"employee_id": employee}
        values |= {"check_in": f"{day} 09:00:00", "check_out": f"{day} 17:00:00"}
        return session.call("hr.attendance", "create", values)

    # --- letting things happen --------------------------------------------------------

    def hold_up_judging(self, table: str, employee: int) -> None:
        """Hold up whoever writes verdicts on the last month of an employee."""
        first = "month" if table == "attendance_month" else "work_date"
        condition = f"NEW.employee_id = {employee} AND NEW.{first} >= '{{}}'"
        self.hold_up(table, condition.format(self.months[-1]))

    def judge(self) -> None:
        """Let the servers judge; return when nothing waits to be judged."""
        self.run_runner()
        wait_for(lambda: not self.marks(), "the end of the judging")

    def close(self, session: Session, month: datetime.date) -> int:
        """Audit and close a month as HR does, though nobody has confirmed it."""
        period = self.audit(session, month)
        self.confirm_close(session, period)
        return period

    def audit(self, session: Session, month: datetime.date) -> int:
        """Begin the audit of a month."""
        values = {"month": str(month)}
        period = session.call("attendance.period", "create", values)
        session.call("attendance.period", "action_audit", [period])
        return period

    def ask_to_close(self, session: Session, period: int) -> int:
        """Press "Close", and give the reason for closing in spite of open points."""
        session.call("attendance.period", "action_close", [period])
        values = {"period_id": period, "reason": "Everybody was asked"}
        return session.call("attendance.period.close", "create", values)

    def confirm_close(self, session: Session, period: int) -> None:
        """Press "Close", give the reason, and confirm."""
        dialog = self.ask_to_close(session, period)
        session.call("attendance.period.close", "action_confirm", [dialog])

    # --- what became of it ------------------------------------------------------------

    def marks(self) -> list[tuple]:
        """Return what waits to be judged."""
        return self.rows(MARKS)

    def absences(self, employee: int) -> list[int]:
        """Return the days of absence in each judged month of an employee."""
        return [days for (days,) in self.rows(ABSENCES, employee, self.months)]

    def verdicts(self) -> list[tuple]:
        """Return months, days and incidents of the ten in the three months."""
        values = {"rows": ROWS, "people": self.employees, "months": self.months}
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(VERDICTS, values)
            return cursor.fetchall()


def _last_months(count: int) -> list[datetime.date]:
    """Return the first days of the last months that are over, in order."""
    first, months = datetime.date.today().replace(day=1), []
    for _number in range(count):
        first = (first - datetime.timedelta(days=1)).replace(day=1)
        months.insert(0, first)
    return months


def _workdays(month: datetime.date) -> list[datetime.date]:
    days = [month + datetime.timedelta(days=number) for number in range(31)]
    return [day for day in days if day.month == month.month and day.weekday() < 5]


def _times(kind: int, position: int) -> str | None:
    """Return when somebody of a kind comes and goes on a workday of a month."""
    special = {
        LATE: {3: "09:20,17:00", 4: "09:20,17:00", 9: "09:25,17:00"},
        SERIOUS: {5: "10:00,17:00", 6: "09:00,16:00"},
        ABSENT: {ABSENT_AT: None},
        FORGETFUL: {8: "09:00,"},
        FULL: {},
    }
    return special[kind].get(position, "08:55,17:05")
