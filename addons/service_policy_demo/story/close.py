"""Who has read the rules of the demo company, and which months are closed."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields

from odoo.addons.base_engine_tools.core.instants import next_month

from .chapter import BEFORE, Chapter

#: Has not read the rules
NOT_READ = 30
#: Have not looked at last month's statement yet
UNDECIDED = (6, 10, 13)
#: {month: (department, log-in of its head, question of HR, answer)}
QUESTIONS = {
    1: (
        "service",
        "leader",
        "Ma Chao came 35 minutes late on one morning. Was it announced?",
        "No. It was talked about on the same day, and has not happened again.",
    ),
    4: (
        "service",
        "leader",
        "Xu Li was absent for a day. Is a request for leave missing?",
        "No request was made. Xu Li knows that the day is not paid.",
    ),
}
#: {month: (person, reason, answer of HR, "uphold" or "decline")}
OBJECTIONS = {
    3: (
        7,
        "The lift stood still, that is why I was late.",
        "The log of the lift shows no fault on that morning.",
        "decline",
    ),
    4: (
        9,
        "I came in the morning already and was sent to the customs office.",
        "The head of service confirms it: an excuse has been entered.",
        "uphold",
    ),
}
#: Objects to last month's statement
OBJECTS = 7
#: Whose punches of the first month were found later, and of which working day
FOUND = (18, 5)


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
        self._tell_service_policy()
        policy.copy(
            {
                "name": "Riverside Plaza: two graces a month",
                "date_from": self.today + relativedelta(months=1, day=1),
                "monthly_grace": 2,
            }
        )

    def _tell_service_policy(self):
        """The policy of the shopping centre is read by all but the agents so far."""
        policy = self.env.ref("service_policy.service_policy_cm")
        policy.acknowledgement_required = True
        rows = self.env["service.policy.acknowledgement"]._ask(policy)
        agents = self.ref("employee", "06") | self.ref("employee", "07")
        read = rows.filtered(lambda row: row.employee_id not in agents)
        read.confirmed_at = fields.Datetime.now()


class Close(Chapter):
    """Five months are closed, each in the days after it; the last is being audited."""

    def tell(self):
        months = [days[0].replace(day=1) for days in self.months()[:BEFORE]]
        for number, month in enumerate(months[:-1]):
            self._close(number, month)
        self._find_a_punch(months[0])
        self._audit(months[-1])
        self._try_a_draft()

    def _try_a_draft(self):
        """The job tries the draft of next month's rules as soon as it runs."""
        hr = self.ref("user", "hr")
        draft = self.env["attendance.policy"].search(
            [("state", "=", "draft"), ("monthly_grace", "=", 2)], limit=1
        )
        trials = self.env["attendance.policy.trial"].with_user(hr)
        trials._ask(draft.with_user(hr), self.company)

    def _at(self, month, days, hour):
        """Stop the clock some days after the end of a month."""
        day = next_month(month) + timedelta(days=days)
        return freeze_time(self.moment(day, hour * 60))

    def _close(self, number, month):
        """Audit on the first, answers in between, closed on the eighth."""
        period = self.env["attendance.period"]._get_or_create(self.company, month)
        with self._at(month, 0, 9):
            self.env["attendance.month"]._attach(period)
            period.action_audit()
        with self._at(month, 2, 14):
            self._ask(period, number)
            self._object(period, number)
            period.month_ids.filtered(
                lambda statement: statement.confirmation == "waiting"
            )._confirm()
        with self._at(month, 7, 16):
            period._close(reason="The clock of gate 2 was repaired meanwhile.")
        self.env.flush_all()

    def _ask(self, period, number):
        """HR asks a department, and its head answers."""
        if number not in QUESTIONS:
            return
        department, head, asked, answered = QUESTIONS[number]
        question = self.env["attendance.period.question"].create(
            {
                "period_id": period.id,
                "department_id": self.ref("department", department).id,
                "question": asked,
                "date_deadline": fields.Date.today() + timedelta(days=3),
            }
        )
        question.answer = answered
        question.with_user(self.ref("user", head)).sudo().action_answer()

    def _object(self, period, number):
        """An employee objects, and HR answers."""
        if number not in OBJECTIONS:
            return
        person, reason, answer, verdict = OBJECTIONS[number]
        objection = self._create_objection(period, person, reason)
        objection.answer = answer
        # HR, with the rights of the story.
        hr = objection.with_user(self.ref("user", "hr")).sudo()
        getattr(hr, f"action_{verdict}")()

    def _create_objection(self, period, person, reason):
        employee = self.ref("employee", f"{person:02}")
        statement = period.month_ids.filtered(
            lambda month: month.employee_id == employee
        )
        return self.env["attendance.objection"].create(
            {"month_id": statement.id, "reason": reason}
        )

    def _find_a_punch(self, month):
        """A gate had kept the punches of a closed month: the difference is booked."""
        employee = self.ref("employee", f"{FOUND[0]:02}")
        day = self.months()[0][FOUND[1]]
        self.env["hr.attendance"].create(
            {
                "employee_id": employee.id,
                "check_in": self.moment(day, 7 * 60 + 51),
                "check_out": self.moment(day, 17 * 60 + 6),
                "in_mode": "kiosk",
                "out_mode": "kiosk",
            }
        )
        self.env["attendance.engine"]._compute(employee, month, month)

    def _audit(self, month):
        """Last month: most have confirmed, one objects, one question is open."""
        last = self.env["attendance.period"]._get_or_create(self.company, month)
        last.action_audit()
        undecided = [self.ref("employee", f"{number:02}").id for number in UNDECIDED]
        self._create_objection(
            last, OBJECTS, "On that morning I was at the training of the fire brigade."
        )
        last.month_ids.filtered(
            lambda month: (
                month.confirmation == "waiting"
                and month.employee_id.id not in undecided
            )
        )._confirm()
        self.env["attendance.period.question"].create(
            {
                "period_id": last.id,
                "department_id": self.ref("department", "operations").id,
                "question": "Dong Jia was late on most days. What has been agreed?",
                "date_deadline": self.today + timedelta(days=3),
            }
        )
        last.action_check()
