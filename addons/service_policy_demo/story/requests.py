"""What the people of the demo company ask for, and what is decided about it."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.base_engine_tools.core.instants import HOUR

from .chapter import Chapter


class Requests(Chapter):
    """Requests about days that were judged, decided before the months are closed."""

    def tell(self):
        self._tell_leaves()
        self._tell_overtime()
        self._tell_excuse()
        self._tell_corrections()
        self._tell_talk()

    def _tell_leaves(self):
        """Leave of the past was asked for in time, but for one emergency."""
        leaves = self.env["hr.leave"].search(
            [("employee_id", "in", self.employees.ids)]
        )
        for leave in leaves:
            asked = leave.date_from - timedelta(days=10)
            leave.write({"requested_at": asked, "is_emergency": False})
        leaves.filtered(lambda leave: leave.certificate_state == "awaited").write(
            {"certificate_state": "accepted"}
        )
        personal = self.ref("type", "unpaid")
        late = leaves.filtered(lambda leave: leave.holiday_status_id == personal)[:1]
        late.write(
            {"is_emergency": True, "emergency_reason": "The child was taken ill"}
        )

    def _tell_overtime(self):
        """Half of the overtime that was worked had been approved."""
        days = self.env["attendance.day"].search(
            [
                ("employee_id", "in", self.employees.ids),
                ("overtime_seconds", ">=", HOUR),
                ("plan_to", "!=", False),
            ],
            order="work_date desc",
            limit=8,
        )
        boss = self.ref("employee", "03").user_id
        self.env["attendance.overtime"].create(
            [
                {
                    "employee_id": day.employee_id.id,
                    "date_from": day.plan_to,
                    "date_to": day.plan_to + timedelta(hours=2),
                    "reason": "Preparing the weekend promotion",
                    "compensation": "pay" if number else "time_off",
                    "state": "approved",
                    "submitted_at": day.plan_from - timedelta(days=1),
                    "decided_by_id": boss.id,
                    "decided_at": day.plan_from,
                }
                for number, day in enumerate(days[::2])
            ]
        )
        self._ask_overtime()

    def _ask_overtime(self):
        """A member of staff asks for more than three hours on a coming evening."""
        coming = self.today + timedelta(days=2)
        request = self.env["attendance.overtime"].create(
            {
                "employee_id": self.ref("employee", "06").id,
                "date_from": self.moment(coming, 17 * 60),
                "date_to": self.moment(coming, 21 * 60),
                "reason": "Stock-take before the promotion",
            }
        )
        request.action_submit()

    def _tell_excuse(self):
        """The metro made late who is hardly ever late."""
        incidents = self.env["attendance.incident"].search(
            [("employee_id", "in", self.employees.ids), ("kind", "=", "late")]
        )
        often = incidents.filtered(lambda incident: incident.run_length > 1)
        rare = incidents.filtered(
            lambda incident: incident.employee_id not in often.employee_id
        )
        by_day = rare.grouped("work_date")
        if not by_day:
            return
        day = max(by_day, key=lambda day: (len(by_day[day]), day))
        self.env["attendance.excuse"].create(
            {
                "name": "Metro line 2 stopped for an hour",
                "cause": "transport",
                "employee_id": self.ref("employee", "03").id,
                "date_from": self.moment(day, 7 * 60),
                "date_to": self.moment(day, 9 * 60 + 30),
                "employee_ids": [Command.set(by_day[day].employee_id.ids)],
                "reason": "Notice of the metro at 07:40",
                "state": "approved",
                "decided_by_id": self.ref("employee", "02").user_id.id,
            }
        )

    def _tell_corrections(self):
        """A missing punch of the past was put right on the day after."""
        employee = self.ref("employee", "11")
        missing = self.env["attendance.day"].search(
            [("employee_id", "=", employee.id), ("verdict", "=", "missing_out")],
            order="work_date",
            limit=1,
        )
        if missing:
            with freeze_time(self.moment(missing.work_date, 33 * 60)):
                correction = self._correct(missing, "The phone was empty.")
                boss = self.ref("employee", "03").user_id
                correction.with_user(boss).sudo().action_approve()
        self._ask_correction()

    def _correct(self, day, reason):
        correction = self.env["attendance.correction"].create(
            {"employee_id": day.employee_id.id, "day_id": day.id, "reason": reason}
        )
        correction.action_submit()
        return correction

    def _ask_correction(self):
        """The latest missing punch is asked for and waits for the manager."""
        days = self.env["attendance.day"].search(
            [
                ("employee_id", "in", self.employees.ids),
                ("verdict", "in", ("missing_in", "missing_out")),
                ("work_date", ">=", self.today - timedelta(days=7)),
            ],
            limit=1,
        )
        for day in days:
            self._correct(day, "I left by the back door, without passing the clock.")

    def _tell_talk(self):
        """The first talk was held, and its plan was kept; later ones are due."""
        talk = self.env["attendance.talk"].search(
            [("employee_id", "in", self.employees.ids)], order="work_date", limit=1
        )
        if not talk:
            return
        held_on = talk.work_date + timedelta(days=2)
        talk.write(
            {
                "causes": "The bus of 07:20 was taken off the timetable.",
                "plan": "Takes the bus of 07:05; calls the desk when it is late.",
                "second_chance": True,
                "held_on": held_on,
                "expires_on": self._kept_until(talk.employee_id, held_on),
            }
        )
        talk.with_user(self.ref("employee", "03").user_id).sudo().action_hold()

    def _kept_until(self, employee, held_on):
        """Return a date before the next incident, a month later at most."""
        following = self.env["attendance.incident"].search(
            [("employee_id", "=", employee.id), ("work_date", ">", held_on)],
            order="work_date",
            limit=1,
        )
        month = held_on + timedelta(days=30)
        before = following.work_date and following.work_date - timedelta(days=1)
        return max(min(before or month, month), held_on + timedelta(days=1))
