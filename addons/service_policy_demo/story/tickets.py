"""What was answered at the help desk of the demo company."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from . import cases
from .chapter import ADDON, SHANGHAI, Chapter

#: What people of the demo wrote stays in the language in which they wrote it.
ANSWER = "They are beside the north entrance, and big enough."
CONTACT = {
    "en": "Thank you for telling us. We look into it at once.",
    "zh": "感谢您的反馈，我们马上处理。",
}
PROGRESS = {
    "en": "We are on it; the department concerned has given its word for tomorrow.",
    "zh": "正在处理，相关部门已承诺明天完成。",
}
CAUSES = {
    "en": "The hand-over took too long; from now on who hands on tells the customer.",
    "zh": "交接耗时过长；今后由移交人告知顾客进展。",
}
CHECKED = {
    "en": "The hand-overs of this week were told to the customers.",
    "zh": "本周的交接均已告知顾客。",
}
HELD = b"""From: Ines Moreau <ines.moreau@customer.example>
To: complaints@riverside.example
Subject: Out of office: Is the roof garden open in the evening?
Date: Mon, 2 Nov 2026 09:00:00 +0800
Message-Id: <out-of-office@customer.example>
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

I am on holiday until the ninth.
"""
#: Channels that come with the help desk of OCA; the others are ours.
OF_OCA = {"phone", "email", "web"}


class Answers(Chapter):
    """A question that was answered at once: a promise that was kept."""

    def tell(self):
        ticket = self.env.ref(f"{ADDON}.demo_ticket_lockers")
        agent = ticket.with_user(ticket.user_id).with_context(
            mail_notify_force_send=False
        )
        # With each flush promises are settled: this one begins, then it is kept.
        self.env.flush_all()
        message = agent.message_post(
            body=ANSWER,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=ticket.partner_id.ids,
        )
        self.leave(message)
        self.end_of_step(ticket)
        agent.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.end_of_step(ticket)


class Machine(Chapter):
    """A machine answers the desk: its e-mail is held, and greets nobody."""

    def tell(self):
        self.env["mail.thread"].message_process("helpdesk.ticket", HELD)


class History(Chapter):
    """Six months of requests, each step at its time: kept and broken promises."""

    def tell(self):
        # A small town: the same few customers come again and again.
        self.company.write({"service_rating_active": True, "service_rating_most": 6})
        now = fields.Datetime.now()
        tickets = {}
        with freeze_time(now) as clock:
            for moment, number, step, case in self._events():
                if moment < now:
                    clock.move_to(moment)
                    self._take(step, tickets, number, case)
                    # With each flush promises are settled, at the time of the step.
                    self.env.flush_all()
        self._end_of_ratings()
        self._date_back()

    def _date_back(self):
        """Odoo's own date of creation is that of the transaction."""
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET create_date = registered_at"
            " WHERE registered_at < create_date"
        )
        self.env["helpdesk.ticket"].invalidate_model(["create_date"])

    def _events(self):
        """Every step of every case, in the order of their times."""
        events = []
        for number, (day, minutes, case) in enumerate(cases.history(self.months())):
            for after, step in cases.steps(minutes, case).items():
                events.append((self._on_a_workday(day, after), number, step, case))
        return sorted(events, key=lambda event: event[:2])

    def _on_a_workday(self, day, minutes):
        """The moment, or the same time on the Monday after a weekend."""
        moment = self.moment(day, minutes)
        local = fields.Datetime.context_timestamp(
            self.company.with_context(tz=SHANGHAI), moment
        )
        weekend = local.weekday() > 4
        return moment + timedelta(days=7 - local.weekday() if weekend else 0)

    def _take(self, step, tickets, number, case):
        if step == "register":
            who = "staff" if number % 3 == 2 else "agent"
            tickets[number] = self._register(case, self.ref("user", who))
            self.end_of_step(tickets[number])
            return
        ticket = tickets[number]
        # In the name of who takes the step, with the rights of the story.
        getattr(self, f"_{step}")(ticket.with_user(ticket.user_id).sudo(), case)
        if step == "contact" and number % 9 == 4:
            self.end_of_step(ticket)
            ticket.user_id = self.ref("user", "agent" if number % 2 else "staff")
        self.end_of_step(ticket)

    def _register(self, case, agent):
        customer = cases.CUSTOMERS[case.customer]
        partner = customer.partner and self.ref("partner", customer.partner)
        values = {
            "name": case.name,
            "description": f"<p>{case.text}</p>",
            "type_id": self._service(f"ticket_type_{case.request}").id,
            "partner_id": partner and partner.id,
            "partner_name": customer.name,
            "partner_email": customer.email,
            "channel_id": self._channel(case.channel).id,
            "user_id": agent.id,
            "team_id": self.ref("team", "service").id,
        }
        if case.kind:
            kind = self._service(f"complaint_kind_{case.kind}")
            values |= {"complaint_kind_id": kind.id, "severity": case.severity}
        tickets = self.env["helpdesk.ticket"].with_user(agent).sudo()
        return tickets.create(values).with_env(self.env)

    def _contact(self, ticket, case):
        """Who has a log-in reads it in the portal, others get an e-mail."""
        ticket.action_accept()
        message = ticket.with_context(mail_notify_force_send=False).message_post(
            body=CONTACT[self._language(case)],
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            outgoing_email_to=not ticket.partner_id and ticket.partner_email,
        )
        self.leave(message)

    def _start(self, ticket, case):
        ticket.action_start_procedure()

    def _progress(self, ticket, case):
        self.env["service.progress"].create(
            {
                "ticket_id": ticket.id,
                "user_id": ticket.env.uid,
                "body": f"<p>{PROGRESS[self._language(case)]}</p>",
            }
        )

    def _solve(self, ticket, case):
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        ticket.write({"result": f"<p>{case.result}</p>", "stage_id": done.id})

    def _call(self, ticket, case):
        self.env["service.callback"].create(
            {
                "ticket_id": ticket.id,
                "user_id": ticket.env.uid,
                "channel_id": self._channel("phone").id,
                "contact_name": cases.CUSTOMERS[case.customer].name,
                "verdict": case.verdict,
            }
        )

    def _rate(self, ticket, case):
        """By the link of the letter, as a customer does."""
        rating = ticket._pending_ratings()
        if rating:
            rating._submit(cases.scores(case), case.comment)

    def _investigate(self, ticket, case):
        """What was low is looked into, and the comment answered."""
        language = self._language(case)
        rating = self._low_rating(ticket)
        for action in rating._follow_ups():
            action.with_user(action.user_id).sudo()._finish(CAUSES[language])
        for comment in self.env["helpdesk.ticket"].search(
            [("rating_id", "in", rating.ids), ("closed", "=", False)]
        ):
            self._contact(comment.with_user(comment.user_id).sudo(), case)
            self.env.flush_all()
            comment.write(
                {
                    "result": f"<p>{CAUSES[language]}</p>",
                    "stage_id": self.env.ref(
                        "helpdesk_mgmt.helpdesk_ticket_stage_done"
                    ).id,
                }
            )
            self.end_of_step(comment)

    def _check(self, ticket, case):
        """Somebody else looks whether the investigation has helped."""
        done = self._low_rating(ticket)._follow_ups().filtered("done_at")
        for action in done:
            checker = action.with_user(action.verifier_id).sudo()
            checker._verify("effective", CHECKED[self._language(case)])

    def _low_rating(self, ticket):
        domain = [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        return self.env["service.rating"].search(domain + [("is_low", "=", True)])

    def _end_of_ratings(self):
        """The demo sends nothing: who has not answered has been asked, and in time the
        question ends."""
        waiting = self.env["service.rating"].search([("state", "=", "waiting")])
        now = fields.Datetime.now()
        for rating in waiting:
            ended = rating.expires_at <= now
            rating.write(
                {
                    "state": "expired" if ended else "asked",
                    "asked_at": rating.wanted_at,
                    "reminded": int(ended),
                }
            )

    def _language(self, case):
        return "en" if case.text.isascii() else "zh"

    def _service(self, name):
        return self.env.ref(f"service_management.{name}")

    def _channel(self, name):
        if name in OF_OCA:
            return self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_channel_{name}")
        return self._service(f"ticket_channel_{name}")
