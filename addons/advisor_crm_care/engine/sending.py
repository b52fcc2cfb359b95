"""Sends the greetings that are due, each at most once (SM-5.2).

A message and the state of its greeting are written in one transaction, into Odoo's
outboxes. A run that is cut off has sent neither, and the next one sends both.
"""

import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC

from ..core.quiet import local_day, next_allowed
from .planning import quiet_of, zone_of

_logger = logging.getLogger(__name__)

#: Greetings that are sent in one transaction.
AT_ONCE = 50
#: Until when an e-mail that was not taken becomes a call.
LOOK_BACK = timedelta(days=3)
#: In which order means are tried.
TRIED = {
    "mail": ("mail",),
    "sms": ("sms",),
    "mail_sms": ("mail", "sms"),
    "sms_mail": ("sms", "mail"),
    "person": (),
}
#: Messages that are due, and gifts that nobody has approved in time; but what another
#: worker holds.
DUE = """
    SELECT greeting.id
      FROM customer_care_greeting greeting
      JOIN res_company company ON company.id = greeting.company_id
     WHERE company.care_active
       AND (greeting.state = 'approval'
            OR greeting.state = 'planned' AND greeting.gift_id IS NULL)
       AND greeting.send_at <= %s
  ORDER BY greeting.send_at, greeting.id
     LIMIT %s
       FOR UPDATE OF greeting SKIP LOCKED
"""


def due_greetings(env, most):
    """Greetings that are due, locked; in superuser mode."""
    env.flush_all()
    rows = env.execute_query(SQL(DUE, fields.Datetime.now(), most))
    return env["customer.care.greeting"].sudo().browse([row[0] for row in rows])


def send_each(greetings):
    """Send greetings; one that cannot be sent keeps no other from it."""
    try:
        with greetings.env.cr.savepoint():
            _send(greetings)
    except Exception:
        greetings.env.invalidate_all()
        if len(greetings) > 1:
            for greeting in greetings:
                send_each(greeting)
            return
        _logger.exception("Greeting %s could not be sent", greetings.id)
        greetings.write({"state": "call", "reason": "error"})


def _send(greetings):
    unanswered = greetings.filtered("gift_id")
    unanswered.write({"gift_id": False, "cost": 0, "gift_lost": "unanswered"})
    for company, mine in greetings.grouped("company_id").items():
        decided = _decide(company, mine)
        for (state, reason), some in decided["kept"].items():
            some.write({"state": state, "reason": reason})
        for moment, some in decided["later"].items():
            some.write({"state": "planned", "send_at": moment})
        _by_mail(company, decided["mail"])
        _by_sms(company, decided["sms"])


def _decide(company, greetings):
    """What happens to each greeting, with a constant number of queries.

    :return: dict of ``mail`` and ``sms``: greetings; ``later``: {instant: greetings};
        ``kept``: {(state, reason): greetings}
    """
    partners = greetings.partner_id
    agreed = greetings.env["customer.care.consent"]._in_force_for(partners, company)
    now, quiet = fields.Datetime.now(), quiet_of(company)
    none = greetings.browse()
    decided = {"mail": none, "sms": none, "later": {}, "kept": {}}
    for greeting in greetings:
        partner = greeting.partner_id
        tz = partner.tz or zone_of(company)
        moment = next_allowed(now, tz, quiet)
        if not partner.active:
            verdict = ("left_out", "archived")
        elif local_day(moment, tz) > greeting.date:
            verdict = ("call", "late")
        elif moment != now:
            decided["later"][moment] = decided["later"].get(moment, none) | greeting
            continue
        else:
            means, reason = _means(greeting, agreed)
            if means:
                decided[means] |= greeting
                continue
            verdict = ("call", reason)
        decided["kept"][verdict] = decided["kept"].get(verdict, none) | greeting
    return decided


def _means(greeting, agreed):
    """By which means somebody is greeted, or why by none.

    :param agreed: {(id of a contact, means)}
    :return: pair of the means and the reason; both empty where a person does it
    """
    partner = greeting.partner_id
    has = {"mail": bool(partner.email), "sms": bool(partner.phone)}
    tried = TRIED[greeting.occasion_id.means]
    for means in tried:
        if has[means] and (partner.id, means) in agreed:
            return means, False
    if not tried:
        return False, False
    if any(has[means] for means in tried):
        return False, "no_consent"
    return False, "no_email" if tried[0] == "mail" else "no_number"


def _by_mail(company, greetings):
    """One e-mail for each; the outbox sends it."""
    if not greetings:
        return
    rows = []
    for greeting in greetings:
        subject, text = greeting._words()
        sender = greeting._sender()
        address = sender.email_formatted or company.email_formatted
        rows.append(
            {
                "subject": subject,
                "body_html": _as_html(text),
                "email_from": address,
                "reply_to": address,
                "author_id": sender.partner_id.id or company.partner_id.id,
                "recipient_ids": [Command.link(greeting.partner_id.id)],
                "model": greeting._name,
                "res_id": greeting.id,
                "headers": repr(AUTOMATIC),
                "auto_delete": True,
            }
        )
    mails = greetings.env["mail.mail"].with_company(company).create(rows)
    for greeting, mail in zip(greetings, mails, strict=True):
        greeting.mail_id = mail
    _note_sent(greetings, "mail")


def _by_sms(company, greetings):
    """One text message for each; the queue sends it."""
    if not greetings:
        return
    rows = []
    for greeting in greetings:
        partner = greeting.partner_id
        number = partner._phone_format(number=partner.phone) or partner.phone
        rows.append(
            {
                "number": number,
                "body": greeting._words()[1],
                "partner_id": partner.id,
            }
        )
    messages = greetings.env["sms.sms"].with_company(company).create(rows)
    for greeting, message in zip(greetings, messages, strict=True):
        greeting.sms_uuid = message.uuid
    _note_sent(greetings, "sms")


def _note_sent(greetings, means):
    now = fields.Datetime.now()
    greetings.write({"state": "sent", "means": means, "done_at": now})


def _as_html(text):
    """Paragraphs of a plain text."""
    lines = filter(None, map(str.strip, text.splitlines()))
    paragraphs = (
        Markup('<p style="margin: 0 0 14px 0">%s</p>') % line for line in lines
    )
    return Markup(
        "<div style=\"font-family: Helvetica, Arial, 'Microsoft YaHei', sans-serif;"
        ' font-size: 15px; line-height: 1.6; color: #1f2430">%s</div>'
    ) % Markup("").join(paragraphs)


def follow_lost_mails(env):
    """What the mail server has not taken becomes a call."""
    greetings = env["customer.care.greeting"].sudo()
    lost = greetings.search(
        [
            ("state", "=", "sent"),
            ("means", "=", "mail"),
            ("done_at", ">", fields.Datetime.now() - LOOK_BACK),
            ("mail_id.state", "=", "exception"),
        ]
    )
    lost.write({"state": "call", "reason": "mail"})
