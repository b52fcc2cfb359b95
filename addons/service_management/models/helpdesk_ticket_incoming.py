import email
import email.policy
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, email_split, html2plaintext
from odoo.tools.mail import email_normalize_all, parse_contact_from_email

from ..core.incoming_mail import forwarded_senders, possible_numbers
from ..core.languages import likely_language

# What is fetched so long after it came in was held up; people are told.
_LATE = timedelta(minutes=10)
# Custom value of a route: teams to which the same e-mail was addressed, too.
_ALSO_TEAMS = "service_also_team_ids"


class HelpdeskTicket(models.Model):
    """What comes in by the mail gateway: where it goes, and what it begins."""

    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    # === WHERE AN E-MAIL GOES === #

    @api.model
    def _takes_mail_of(self, reason):
        """Override of `mail_incoming_robust`: only people have requests."""
        return False

    @api.model
    def _choose_own_routes(self, routes, message_dict):
        """Override of `mail_incoming_robust`: one request for one e-mail, and answers
        to the ticket that they belong to, whoever may see them."""
        joined = [self._follow_ticket(route, message_dict) for route in routes]
        answered = [route for route in joined if route[1]]
        if answered:
            ticket = self.sudo().browse(answered[0][1])
            if not ticket._took_part(message_dict.get("email_from")):
                message_dict["is_internal"] = True
            return answered[:1]
        chosen = self._one_per_company(routes, message_dict)
        return chosen if self._may_begin(chosen, message_dict) else []

    @api.model
    def _follow_ticket(self, route, message_dict):
        """The route to the ticket that an e-mail is about.

        Answers to a duplicate go to the original. Where references are gone, the number
        in the subject tells, if the sender took part in that ticket.
        """
        model, ticket_id, values, user_id, alias = route
        ticket = self.sudo().browse(ticket_id or [])
        if not ticket:
            ticket = self._find_by_number(message_dict)
        original = ticket._original()
        if original != self.browse(ticket_id or []):
            message_dict.pop("parent_id", None)
        return model, original.id or ticket_id, values, user_id, alias

    def _original(self):
        """The ticket of which this is a duplicate, through a chain of duplicates."""
        ticket, seen = self, self.browse()
        while ticket.duplicate_id and ticket.duplicate_id not in seen:
            seen |= ticket
            ticket = ticket.duplicate_id
        return ticket

    @api.model
    def _find_by_number(self, message_dict):
        """The one ticket whose number is in the subject and whose sender took part."""
        numbers = possible_numbers(message_dict.get("subject"))
        found = self.sudo().search([("number", "in", numbers)]) if numbers else self
        sender = message_dict.get("email_from")
        found = found.filtered(lambda ticket: ticket._took_part(sender))
        return found if len(found) == 1 else self.sudo().browse()

    def _took_part(self, sender):
        """Tell whether somebody may read this ticket and be heard in it.

        That is the customer and the customer's colleagues, our staff, who follows it,
        and who wrote or got a message that the customer may see.

        :param str sender: From of an e-mail
        """
        self.ensure_one()
        mail = email_normalize(sender, strict=False)
        if not mail:
            return False
        ticket = self.sudo()
        partners = (
            self.env["res.partner"].sudo().search([("email_normalized", "=", mail)])
        )
        known = ticket.message_partner_ids | ticket.partner_id
        of_customer = ticket.commercial_partner_id
        return (
            mail == ticket.partner_email_normalized
            or bool(partners & known)
            or bool(of_customer and partners.commercial_partner_id & of_customer)
            or any(user._is_internal() for user in partners.user_ids)
            or ticket._is_in_conversation(mail, partners)
        )

    def _is_in_conversation(self, mail, partners):
        """Tell whether a message that is no internal note is from or to an address."""
        involved = Domain.OR(
            [
                Domain("author_id", "in", partners.ids),
                Domain("partner_ids", "in", partners.ids),
                Domain("notified_partner_ids", "in", partners.ids),
            ]
        )
        # "ob@ross.example" is a part of "bob@ross.example", and somebody else.
        headers = ("email_from", "incoming_email_to", "incoming_email_cc")
        similar = Domain.OR([Domain(name, "ilike", mail) for name in headers])
        public = Domain(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("subtype_id.internal", "=", False),
                ("subtype_id", "!=", False),
                ("is_internal", "=", False),
            ]
        )
        messages = self.env["mail.message"].sudo()
        return bool(messages.search_count(public & involved, limit=1)) or any(
            mail in email_normalize_all(message[name])
            for message in messages.search(public & similar)
            for name in headers
            if message[name]
        )

    @api.model
    def _one_per_company(self, routes, message_dict):
        """One route for each company, that of the address named first; it knows of the
        other teams."""
        known = message_dict.get("incoming")
        lines = (
            [v for n, v in known.pairs if n.lower() in ("to", "cc")] if known else []
        )
        order = [mail.lower() for line in lines for mail in email_split(line)]
        routes = sorted(routes, key=lambda route: _position(route, order))
        chosen = {}
        for route in routes:
            team = self._team_of(route[2])
            if team.company_id not in chosen:
                chosen[team.company_id] = (
                    route[0],
                    route[1],
                    dict(route[2] or {}),
                    *route[3:],
                )
            else:
                values = chosen[team.company_id][2]
                values.setdefault(_ALSO_TEAMS, []).append(team.id)
        return list(chosen.values())

    @api.model
    def _team_of(self, values):
        return (
            self.env["helpdesk.ticket.team"]
            .sudo()
            .browse((values or {}).get("team_id"))
        )

    @api.model
    def _may_begin(self, routes, message_dict):
        """Whether a sender may begin another request now; else the e-mail is held."""
        if not routes or self.env.context.get("mail_from_person"):
            return bool(routes)
        company = self._team_of(routes[0][2]).company_id or self.env.company
        sender = email_normalize(message_dict.get("email_from"), strict=False)
        trusted = self.env["mail.gateway.allowed"].sudo()
        is_trusted = trusted.search_count([("email_normalized", "=", sender)], limit=1)
        if is_trusted or not self._has_asked_too_often(company, email=sender):
            return True
        self.env["mail.thread"]._hold("many", message_dict, company_id=company.id)
        return False

    @api.model
    def _has_asked_too_often(self, company, email=None, partner=None, limit=None):
        """Whether somebody has begun so many requests that another one must wait.

        :param str email: normalized
        :param int limit: instead of the company's
        """
        company = company.sudo()  # a customer asks for a page
        limit = company.service_request_limit if limit is None else limit
        if not limit or not (email or partner):
            return False
        since = fields.Datetime.subtract(
            fields.Datetime.now(), minutes=company.service_request_minutes
        )
        who = Domain("partner_email_normalized", "=", email) if email else Domain.FALSE
        if partner:
            who |= Domain("partner_id", "=", partner.id)
        recent = Domain("create_date", ">=", since) & Domain(
            "company_id", "=", company.id
        )
        tickets = self.sudo().with_context(active_test=False)
        return tickets.search_count(recent & who, limit=limit) >= limit

    # === A NEW REQUEST === #

    @api.model
    def message_new(self, msg, custom_values=None):
        """Override of `helpdesk_mgmt`: a complete registration from an e-mail.

        Nobody is assigned: the default would be the sender's own user. What an
        employee forwards is the request of who wrote it.
        """
        custom_values = dict(custom_values or {})
        also = custom_values.pop(_ALSO_TEAMS, [])
        forwarded = self._forwarded_by_staff(msg)
        values = self._prepare_values_from_mail(msg, custom_values, forwarded)
        ticket = super().message_new(msg, custom_values=values)
        ticket._note_origin(msg, also, forwarded)
        known = self.env.context.get("mail_incoming")
        is_person = msg.get("message_type") == "email" and not forwarded
        if is_person and not (known and known.wants_no_answer):
            ticket._acknowledge()
        return ticket

    @api.model
    def _prepare_values_from_mail(self, msg, custom_values, forwarded=None):
        """Return the values of a ticket made from the parsed e-mail `msg`.

        :param dict custom_values: what the address of the team sets; it wins
        :param forwarded: name and address of who wrote what an employee forwards
        """
        team = self._team_of(custom_values)
        company = team.company_id or self.env.company
        name, mail = forwarded or parse_contact_from_email(msg.get("email_from"))
        partner = self.env["res.partner"].browse(msg.get("author_id") or [])
        if forwarded:
            partner = self._find_contact(mail)
        if self._is_nobody(mail):  # nobody would read an answer
            partner, mail = partner.browse(), False
        language = partner.lang or self._language_of(msg, company)
        if company.service_create_partner and not partner:
            partner = self._create_sender(msg, name, mail, language)
        channel_id = self.env["ir.model.data"]._xmlid_to_res_id(
            "helpdesk_mgmt.helpdesk_ticket_channel_email"
        )
        known = self.env.context.get("mail_incoming")
        arrived = known and known.received_at
        return {
            "channel_id": channel_id,
            "type_id": team.service_type_id.id,
            "user_id": False,
            "taken_by_id": False,
            "partner_id": partner.id,
            "partner_name": (partner.name or name or msg.get("email_from") or "")[:250],
            "partner_email": mail,
            "partner_phone": partner.phone,
            "customer_lang": language,
            "registered_at": arrived or fields.Datetime.now(),
            **custom_values,
        }

    @api.model
    def _find_contact(self, mail):
        partners = self.env["res.partner"].sudo()
        return partners.search([("email_normalized", "=", mail)], limit=1).sudo(False)

    @api.model
    def _language_of(self, msg, company):
        """The installed language in which an e-mail is written, as far as one can tell,
        else that of the company."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        text = f"{msg.get('subject') or ''}\n{html2plaintext(msg.get('body') or '')}"
        named = ""
        if known := self.env.context.get("mail_incoming"):
            pairs = {name.lower(): value for name, value in known.pairs}
            named = pairs.get("content-language", "")
        return likely_language(text, named, installed) or company.partner_id.lang

    @api.model
    def _create_sender(self, msg, name, mail, language):
        """Return a new contact for the sender, none for machines and bad addresses."""
        partners = self.env["res.partner"]
        is_person = msg.get("message_type") == "email"
        if not is_person or not email_normalize(mail):
            return partners
        return partners.create({"name": name or mail, "email": mail, "lang": language})

    @api.model
    def _forwarded_by_staff(self, msg):
        """Name and address of the customer whose e-mail an employee forwards, or None.

        Of forwarded forwards the first one from outside counts.
        """
        author = self.env["res.partner"].sudo().browse(msg.get("author_id") or [])
        if not any(user._is_internal() for user in author.user_ids):
            return None
        senders = _attached_senders(msg.get("attachments") or [])
        senders += forwarded_senders(html2plaintext(msg.get("body") or ""))
        for name, mail in senders:
            contact = self._find_contact(mail).sudo()
            is_staff = any(user._is_internal() for user in contact.user_ids)
            if not is_staff and not self._is_nobody(mail):
                return name, mail
        return None

    def _note_origin(self, msg, also, forwarded):
        """Tell the staff what is special about how a request came."""
        known = self.env.context.get("mail_incoming")
        arrived, now = known and known.received_at, fields.Datetime.now()
        is_late = bool(arrived) and now - arrived > _LATE
        if not (also or is_late or forwarded):
            return
        reader = self._for_staff()
        if also:
            teams = self.env["helpdesk.ticket.team"].sudo().browse(also)
            text = reader.env._(
                "This e-mail was addressed to %(teams)s, too.",
                teams=", ".join(teams.mapped("name")),
            )
            self._message_log(body=text)
        if is_late:
            text = reader.env._(
                "This e-mail reached the mail server %(arrived)s, from when it counts, "
                "and was taken in %(now)s.",
                arrived=self._mail_moment(arrived),
                now=self._mail_moment(now),
            )
            self._message_log(body=text)
        if forwarded:
            text = reader.env._(
                "Forwarded by %(sender)s. The customer is who wrote the forwarded "
                "e-mail, and has got no receipt: correct it if it is somebody else.",
                sender=msg.get("email_from"),
            )
            self._message_log(body=text)

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """Override of `mail`: count the tickets of a sender by an indexed field."""
        return [("partner_email_normalized", "=", email_from_normalized)]


def _position(route, order):
    """Place of a route's address among those that the e-mail names."""
    alias = route[4]
    name = (alias.alias_full_name or "").lower() if alias else ""
    return order.index(name) if name in order else len(order)


def _attached_senders(attachments):
    """Name and address of who wrote the e-mails that are attached."""
    senders = []
    for name, content, *_info in attachments:
        if not isinstance(content, bytes) or not (name or "").lower().endswith(".eml"):
            continue
        message = email.message_from_bytes(content, policy=email.policy.SMTP)
        try:
            pair = parse_contact_from_email(str(message.get("From") or ""))
        except Exception:  # its headers are broken
            continue
        if pair[1]:
            senders.append(pair)
    return senders
