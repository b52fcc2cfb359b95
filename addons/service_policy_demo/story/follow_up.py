"""What people of the demo company follow up: meetings, actions, questions, opinions."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from .chapter import Chapter

STANDING = "Figures of the month\nComplaints that came back\n未按时回复的原因"
DECISIONS = (
    ("A sign at the car park says where the lockers are", "staff", 3, "done"),
    ("投诉回复模板重写，先道歉再说明进度", "agent", 12, "started"),
    ("The night watch gets the list of lift engineers", "guard", 40, ""),
)
QUESTION = "<p>Can the rink open an hour earlier on public holidays?</p>"
ANSWER = "<p>Yes, from the first of next month; two more people are on shift then.</p>"
SHOWN = "<p>Lockers at the north entrance are emptied at ten in the evening.</p>"


class FollowUp(Chapter):
    """The quality meeting, twice; a question to a department; a draft to be read."""

    def tell(self):
        now = fields.Datetime.now()
        with freeze_time(now) as clock:
            self._clock = clock
            self._go(now - timedelta(days=35))
            meeting = self._first_meeting()
            self._go(now - timedelta(days=20))
            self._work_on(meeting)
            self._go(now - timedelta(days=6))
            self._ask_operations()
            self._go(now - timedelta(days=1))
            self._ask_for_opinions()
            self._go(now)

    def _go(self, moment):
        self.env.flush_all()
        self._clock.move_to(moment)

    def _user(self, name):
        return self.ref("user", name)

    def _first_meeting(self):
        people = [self._user(name).id for name in ("leader", "depthead", "prophead")]
        series = self.named(
            "service.meeting.series",
            "quality",
            {
                "name": "Quality meeting",
                "company_id": self.company.id,
                "chair_id": self._user("pm").id,
                "participant_ids": [Command.set(people)],
                "standing": STANDING,
            },
        )
        opened = series.action_plan_next()
        meeting = series.meeting_ids.browse(opened["res_id"])
        day = fields.Date.context_today(meeting)
        for item, (decision, who, after, _state) in zip(
            meeting.item_ids, DECISIONS, strict=False
        ):
            item.write(
                {
                    "decision": decision,
                    "user_id": self._user(who).id,
                    "date_due": day + timedelta(days=after + 14),
                }
            )
        meeting.action_hold()
        meeting.attendance_ids.presence = "present"
        meeting.action_publish()
        return meeting

    def _work_on(self, meeting):
        for action, (_name, who, _after, state) in zip(
            meeting.item_ids.action_id, DECISIONS, strict=False
        ):
            if state:
                action.with_user(self._user(who)).sudo().action_start()
            if state == "done":
                action.with_user(self._user(who)).sudo()._finish("It stands there.")

    def _ask_operations(self):
        ticket = self.env.ref("service_policy_demo.demo_ticket_lockers")
        department = self._user("depthead").employee_id.department_id
        asked = self.env["service.consultation"].with_user(self._user("leader")).sudo()
        for name, answer in (("Opening hours of the rink", ANSWER), ("Lockers", "")):
            question = asked.create(
                {
                    "name": name,
                    "question": QUESTION,
                    "department_id": department.id,
                    "res_model": ticket._name,
                    "res_id": ticket.id,
                    "company_id": self.company.id,
                }
            )
            question.action_ask()
            if answer:
                question.answer = answer
                question.with_user(self._user("depthead")).sudo().action_answer()

    def _ask_for_opinions(self):
        ticket = self.env.ref("service_policy_demo.demo_ticket_lockers")
        review = (
            self.env["service.review"]
            .with_user(self._user("pm"))
            .sudo()
            .create(
                {
                    "name": "Lockers at the north entrance",
                    "shown": SHOWN,
                    "res_model": ticket._name,
                    "res_id": ticket.id,
                    "company_id": self.company.id,
                    "opinion_ids": [
                        Command.create({"user_id": self._user(name).id, "sequence": n})
                        for n, name in enumerate(("depthead", "prophead"))
                    ],
                }
            )
        )
        review.action_ask()
        first = review.opinion_ids[0]
        first.with_user(first.user_id)._answer("agrees", "Fine with us.")
