"""Important customers complain: their own team has it, under stricter promises."""

from datetime import timedelta

from .sales import Clocked

#: (customer, days ago, text): contacted and solved in time.
BEFORE = (
    (1, 34, "礼盒少送了十份", "已当天补送并致歉。"),
    (4, 20, "Panel was dark for a night", "The ballast was replaced; a week is free."),
)
#: What is said now: (customer, minutes ago, text, description)
NOW = (0, 8, "Event space double booked", "Another party has our room on Friday.")


class Important(Clocked):
    """Two complaints that were settled within hours, and one of this very moment."""

    def take_steps(self):
        for number, days, name, result in BEFORE:
            began = self.ago(days, 10 * 60)
            self.go(began)
            ticket = self._create(number, name, name)
            ticket.user_id = self.ref("user", "agent")
            self.end_of_step(ticket)
            agent = ticket.with_user(ticket.user_id).sudo()
            self.go(began + timedelta(minutes=9))
            agent.action_accept()
            message = agent.with_context(mail_notify_force_send=False).message_post(
                body=result,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=ticket.partner_id.ids,
            )
            self.leave(message)
            self.end_of_step(ticket)
            self.go(began + timedelta(hours=5))
            done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
            agent.write({"result": f"<p>{result}</p>", "stage_id": done.id})
            self.end_of_step(ticket)
            self.go(self.ago(days - 1, 11 * 60))
            self._call(ticket, partner_name=ticket.partner_name)
            self._date_back(ticket)
        number, minutes, name, text = NOW
        self.go(self._now - timedelta(minutes=minutes))
        ticket = self._create(number, name, text)
        self._date_back(ticket)

    def _call(self, ticket, partner_name):
        self.env["service.callback"].create(
            {
                "ticket_id": ticket.id,
                "user_id": ticket.user_id.id,
                "channel_id": ticket.channel_id.id,
                "contact_name": partner_name,
                "verdict": "satisfied",
            }
        )

    def _create(self, number, name, text):
        """As the desk registers it: nobody chooses a team."""
        partner = self.buyer(number)
        tickets = self.env["helpdesk.ticket"]
        tickets = tickets.with_user(self.ref("user", "agent")).sudo()
        ticket = tickets.create(
            {
                "name": name,
                "description": f"<p>{text}</p>",
                "type_id": self.env.ref("service_management.ticket_type_complaint").id,
                "partner_id": partner.id,
                "partner_name": partner.name,
                "partner_email": partner.email,
                "partner_phone": partner.phone,
                "channel_id": self.env.ref(
                    "helpdesk_mgmt.helpdesk_ticket_channel_phone"
                ).id,
            }
        )
        self.env.flush_all()
        return ticket.with_env(self.env)

    def _date_back(self, ticket):
        """Odoo's own date of creation is that of the transaction."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET create_date = registered_at WHERE id = %s",
            [ticket.id],
        )
        ticket.invalidate_recordset(["create_date"])
