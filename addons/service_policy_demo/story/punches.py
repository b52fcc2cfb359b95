"""When the people of the demo company came and went."""

from datetime import timedelta

from pytz import timezone, utc

from odoo import fields

from . import days, people
from .chapter import SHANGHAI, Chapter

DAY = timedelta(1)


class SpecialDays(Chapter):
    """A holiday, worked for on the Saturday before; the guard works on both."""

    def tell(self):
        holiday, make_up = days.special_days(self.months())
        like = str(holiday.weekday())
        common = {"company_id": self.company.id}
        worked = {**common, "kind": "working", "like_weekday": like}
        anniversary = {"name": "Company anniversary", "date": holiday}
        guard = {"calendar_id": self.ref("calendar", "night").id}
        self.env["resource.special.day"].create(
            [
                {**common, **anniversary, "kind": "holiday"},
                {**worked, "name": "Worked for the anniversary", "date": make_up},
                {**worked, **anniversary, **guard},
            ]
        )


class Punches(Chapter):
    """Punches of everybody until now, but those on leave or a night's rest."""

    def tell(self):
        values = self.made_until_now(self._nights())
        self.env["hr.attendance"].create(self._within_contract(values))

    def made_until_now(self, nights):
        """Return the values of everybody's punches.

        :param nights: {number of the person: days after a night on duty}
        """
        free, make_up = days.special_days(self.months())
        values = []
        for number, someone in people.PEOPLE.items():
            guard = someone.hours == "night"
            stays = days.stays(
                number,
                self.months(someone.hours),
                nights.get(number, frozenset()),
                (make_up,),
            )
            kept = [stay for stay in stays if guard or stay.day != free]
            values += [value for stay in kept for value in self._punch(stay)]
        return values

    def _punch(self, stay):
        """Return the values of a punch; half a punch has only one end as evidence."""
        now = fields.Datetime.now()
        start, end = stay.start, stay.end
        begin = self.moment(stay.day, end if start is None else start)
        finish = end is not None and self.moment(stay.day, end)
        if begin > now:
            return
        values = {
            "employee_id": self.ref("employee", f"{stay.person:02}").id,
            "check_in": begin,
            "in_mode": "manual" if stay.by_hand else "kiosk",
            "out_mode": "kiosk",
        }
        if start is None:
            values.update(check_in=finish, check_out=finish, in_mode="technical")
        elif finish and finish <= now:
            values["check_out"] = finish
        elif end is None and stay.day < self.today:
            # Nobody checked out: what a machine made up is no evidence.
            values.update(
                check_out=self.moment(stay.day, 24 * 60 - 1), out_mode="auto_check_out"
            )
        yield values

    def _within_contract(self, values):
        """Leave out punches on leave, and before or after the contract."""
        leaves = self._leave_days()
        kept = []
        for value in values:
            employee = self.env["hr.employee"].browse(value["employee_id"])
            moment = utc.localize(value["check_in"])
            day = moment.astimezone(timezone(SHANGHAI)).date()
            start, end = employee.contract_date_start, employee.contract_date_end
            if (employee.id, day) not in leaves and start <= day <= (end or day):
                kept.append(value)
        return kept

    def _leave_days(self):
        leaves = self.env["hr.leave"].search(
            [
                ("employee_id", "in", self.employees.ids),
                ("state", "=", "validate"),
                ("request_unit_half", "=", False),
            ]
        )
        return {
            (leave.employee_id.id, leave.request_date_from + DAY * number)
            for leave in leaves
            for number in range(
                (leave.request_date_to - leave.request_date_from).days + 1
            )
        }

    def _nights(self):
        """Return the days after a night on duty, by number of the person."""
        nights = {}
        for number in people.NIGHT_LEADERS + people.NIGHT_MEMBERS:
            employee = self.ref("employee", f"{number:02}")
            slots = self.env["hr.duty.slot"].search(
                [("employee_id", "=", employee.id), ("is_night", "=", True)]
            )
            nights[number] = {slot._rest_date() for slot in slots}
        return nights
