"""Duty at the demo company: a service desk in the evening, and the night.

The posts themselves are data.
"""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command

from odoo.addons.base_engine_tools.core.instants import HOUR, to_datetime
from odoo.addons.hr_duty.core.rotation import rotate
from odoo.addons.hr_duty.engine.duty_roster import open_shifts, pool

from . import people
from .chapter import BEFORE, Chapter


class Duty(Chapter):
    """Members, rosters of six months and of the next, and what came of them."""

    def tell(self):
        desk = self.ref("duty_post", "desk")
        night = self.ref("duty_post", "night")
        self._create_members(desk, people.DESK_LEADERS, people.DESK_MEMBERS)
        self._create_members(night, people.NIGHT_LEADERS, people.NIGHT_MEMBERS)
        for post in (desk, night):
            self._create_roster(post)
        self.env["hr.duty.shift"]._cron_finish()
        self._note_problems(desk)
        self.disturb(desk)
        self._evaluate()

    def _create_members(self, post, leaders, others):
        start = self.months()[0][0].replace(day=1)
        post.member_ids = [
            Command.create(
                {
                    "employee_id": self.ref("employee", f"{number:02}").id,
                    "leads": number in leaders,
                    "date_from": start,
                }
            )
            for number in (*leaders, *others)
        ]

    def _create_roster(self, post):
        """Publish a fair roster from six months ago to the end of the next month."""
        first = self.today + relativedelta(months=-BEFORE, day=1)
        last = self.today + relativedelta(months=1, day=31)
        shifts = open_shifts(post, first, last)
        seats = rotate(
            shifts, pool(post, first, last), round(post.min_rest_hours * HOUR)
        )
        by_shift = {}
        for seat in seats:
            by_shift.setdefault(seat.shift, []).append(seat)
        self.env["hr.duty.shift"].create(
            [
                {
                    "post_id": post.id,
                    "template_id": shift.line_id,
                    "date_start": to_datetime(shift.start),
                    "date_stop": to_datetime(shift.end),
                    "state": "published",
                    "slot_ids": [
                        Command.create(
                            {
                                "employee_id": seat.person_id,
                                "is_leader": seat.is_leader,
                            }
                        )
                        for seat in own
                    ],
                }
                for shift, own in by_shift.items()
            ]
        )

    def _note_problems(self, post):
        """The log of the latest duties: one problem settled, one carried over."""
        over = self.env["hr.duty.shift"].search(
            [("post_id", "=", post.id), ("date_stop", "<", fields.Datetime.now())],
            order="date_start desc",
            limit=2,
        )
        if len(over) < 2:
            return
        latest, before = over
        log = self.env["hr.duty.log"].create(
            {
                "shift_id": before.id,
                "note": "<p>Two umbrellas lent out, deposit in the drawer.</p>",
            }
        )
        problems = self.env["hr.duty.problem"].create(
            [
                {
                    "name": "Parking ticket machine at gate 2 takes no cards",
                    "kind": "incident",
                    "priority": "1",
                    "log_id": log.id,
                    "occurred_at": before.date_start + timedelta(hours=1),
                },
                {
                    "name": "Customer waits for a call about a lost scarf",
                    "kind": "customer",
                    "customer": "Ms Lin, 555-0142",
                    "log_id": log.id,
                    "occurred_at": before.date_start + timedelta(hours=2),
                },
            ]
        )
        problems[0].resolution = "Restarted by the technician on duty."
        log.write(
            {
                "giver_id": before.leader_id.id,
                "given_at": before.date_stop,
                "state": "given",
            }
        )
        following = self.env["hr.duty.log"].create({"shift_id": latest.id})
        log._hand_over(latest.leader_id, following)

    def disturb(self, post):
        """Somebody is on leave over a coming duty, and two want to swap."""
        coming = self.env["hr.duty.slot"].search(
            [
                ("post_id", "=", post.id),
                ("date_start", ">", fields.Datetime.now() + timedelta(days=2)),
            ],
            limit=30,
        )
        staff = self.ref("employee", "06")
        mine = coming.filtered(lambda slot: slot.employee_id == staff)[:1]
        theirs = coming.filtered(
            lambda slot: slot.is_leader and slot.employee_id != staff
        )[-1:]
        # Leave can only be had where one would work: not on a weekend.
        other = coming.filtered(
            lambda slot: not slot.is_leader and slot.work_date.weekday() in range(5)
        )[:1]
        self._grant_leave(other.employee_id, other.work_date, "annual")
        self.env["hr.duty.swap"].create(
            {
                "slot_id": mine.id,
                "other_employee_id": theirs.employee_id.id,
                "reason": "Parents' evening at school.",
                "state": "agreed",
            }
        )

    def _grant_leave(self, employee, day, kind):
        leave = self.env["hr.leave"].create(
            {
                "employee_id": employee.id,
                "holiday_status_id": self.ref("type", kind).id,
                "request_date_from": day,
                "request_date_to": day,
            }
        )
        leave.action_approve()

    def _evaluate(self):
        """Those of the months before are done; of last month's, two are."""
        evaluations = self.env["hr.duty.evaluation"]
        for back in range(BEFORE, 1, -1):
            month = self.today + relativedelta(months=-back, day=1)
            for number, done in enumerate(evaluations._begin(month).sorted("id")):
                done.score_ids.score = 70 + (7 * number + 5 * back) % 25
                done.write({"note": "As agreed in the month before.", "state": "done"})
        evaluations.search([]).activity_unlink(["mail.mail_activity_data_todo"])
        month = self.today + relativedelta(months=-1, day=1)
        begun = evaluations._begin(month).sorted("id")
        for evaluation, score, note in zip(
            begun,
            (95, 55),
            (
                "Kept calm when the lift stood still, and wrote everything down.",
                "Goes through the emergency page again with the duty manager.",
            ),
            strict=False,
        ):
            evaluation.score_ids.score = score
            evaluation.write({"note": note, "state": "done"})
