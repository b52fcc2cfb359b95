import email
import email.policy
import hashlib
import logging
from datetime import UTC

from psycopg2 import InterfaceError, OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import email_normalize, plaintext2html
from odoo.tools.mail import (
    append_content_to_html,
    email_split,
    email_split_and_format,
    email_split_and_normalize,
    html_sanitize,
)

from ..core import body as bodies
from ..core import headers as header_values
from ..core import machine, recipients
from ..core import raw as raws
from ..core.html_text import html_to_text, is_too_deep
from ..core.incoming import Incoming, Original
from ..core.received import received_at
from ..core.repair import readable_headers, repair

_logger = logging.getLogger(__name__)

# Characters of a body that a browser still shows with ease. What is longer stays whole
# in the original, which is attached.
_MAX_BODY = 500_000
# Key in which what is known of an e-mail travels with what was read of it.
_KNOWN = "incoming"
_LOST = (OperationalError, InterfaceError, ConcurrencyError)


class MailThread(models.AbstractModel):
    """Take every e-mail in, whatever its state, and know those of machines.

    An e-mail that cannot be read is kept as an attachment instead of being refused.
    An automatic one is no answer of a person: it is filed as an internal note, so that
    nobody is mailed about it, and two machines do not answer each other for ever. What
    begins nothing is held for a look.
    """

    _inherit = "mail.thread"

    # === TAKING IN === #

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        """Override of `mail` to let nothing that came in be lost."""
        raw = raws.well_formed(raws.to_bytes(message))
        original = Original(raw)
        raw, original.was_cut = raws.bounded(raw)
        if raws.parse(raw) is None:
            original.is_readable = False
            raw = raws.head_of(raw)
        gateway = self.with_context(mail_original=original, mail_fallback_model=model)
        process = super(MailThread, gateway).message_process
        if not self.env.context.get("fetchmail_cron_running"):
            return process(model, raw, *args, **kwargs)
        # A mail server keeps what it could not hand over; a mailbox marks it as read.
        try:
            with self.env.cr.savepoint():
                return process(model, raw, *args, **kwargs)
        except _LOST:
            raise
        except Exception as error:
            _logger.exception("An e-mail could not be taken in: it is held")
            reason = "no_route" if "No possible route" in str(error) else "error"
            gateway._hold_unread(reason, original, str(error))
            return False

    @api.model
    def _hold_unread(self, reason, original, detail):
        """Keep an e-mail of which nothing is known for certain."""
        message = email.message_from_bytes(
            raws.head_of(original.raw), policy=email.policy.SMTP
        )
        pairs = {n.lower(): text for n, text in reversed(readable_headers(message))}
        told = {
            "subject": pairs.get("subject", "")[: header_values.MAX_SUBJECT],
            "email_from": pairs.get("from", "")[: header_values.MAX_ADDRESS],
            "to": pairs.get("to", ""),
        }
        self._hold(reason, told, detail=detail)

    @api.model
    def _hold(self, reason, msg_dict, **values):
        """Keep the e-mail that is being processed for a look."""
        original = self.env.context.get("mail_original")
        if original:
            fallback = self.env.context.get("mail_fallback_model")
            self.env["mail.held"]._hold(
                reason, original.raw, msg_dict, fallback_model=fallback, **values
            )

    # === READING === #

    @api.model
    def message_parse(self, message, save_original=False):
        """Override of `mail` to repair the e-mail first, and to know what it is."""
        original = self.env.context.get("mail_original")
        was_cut, hints = repair(message)
        if original:
            original.was_cut |= was_cut
            original.hints = tuple(hints)
            if not message.get("Message-Id"):
                message["Message-Id"] = f"<{_digest(original.raw)}@no-id>"
        pairs = readable_headers(message, hints)
        msg_dict = super().message_parse(message, save_original=save_original)
        known = self._look_at(message, msg_dict, pairs)
        self._set_person_behind(message, msg_dict, known)
        self._add_recipients(msg_dict, pairs)
        self._set_date(msg_dict, known)
        if known.kind:
            msg_dict.update(message_type="out_of_office", is_internal=True)
        if original:
            self._set_own_id(msg_dict, original)
            msg_dict[_KNOWN] = known
        return msg_dict

    @api.model
    def _look_at(self, message, msg_dict, pairs):
        """What the headers say of an e-mail."""
        now = fields.Datetime.now().replace(tzinfo=UTC)
        arrived = received_at([v for n, v in pairs if n.lower() == "received"], now)
        known = Incoming(
            received_at=arrived and arrived.replace(tzinfo=None, microsecond=0),
            sender=msg_dict.get("email_from") or "",
            pairs=pairs,
            wants_no_answer=machine.wants_no_answer(pairs),
        )
        if not self.env.context.get("mail_from_person"):
            subjects = self._mail_parameter("machine_subjects")
            known.kind = machine.automatic_kind(pairs, subjects)
            known.is_spam = machine.is_spam(pairs)
        return known

    @api.model
    def _mail_parameter(self, name):
        """The entries of a setting with commas between them."""
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param(f"mail_incoming_robust.{name}") or ""
        return [entry.strip() for entry in value.split(",") if entry.strip()]

    @api.model
    def _set_person_behind(self, message, msg_dict, known):
        """Where nobody reads at the sender's address, who wrote is in Reply-To."""
        if not self._is_nobody(known.sender):
            return
        replies = email_split_and_format(str(message.get("Reply-To") or ""))
        person = next((mail for mail in replies if not self._is_nobody(mail)), None)
        if person and known.kind != machine.ANSWER:
            known.kind = ""
            msg_dict.update(email_from=person, **{"from": person})

    @api.model
    def _is_nobody(self, address):
        """Whether no person reads at an address: it is our own, or that of a form."""
        mail = email_normalize(address, strict=False)
        if not mail:
            return False
        forms = self._mail_parameter("form_senders")
        return recipients.matches(mail, forms) or mail in self._own_addresses([mail])

    @api.model
    def _own_addresses(self, mails):
        """Those of some normalized addresses that are ours: what arrives there comes
        back to this system."""
        own = set(self.env["mail.alias.domain"].sudo()._find_aliases(mails))
        domains = self.env["mail.alias.domain"].sudo()
        domains = domains.search([])  # pylint: disable=no-search-all
        own.update(domains.mapped("default_from_email"))
        own.update(
            email_normalize(mail)
            for mail in self.env["res.company"].sudo().search([]).mapped("email")
            if mail
        )
        return own.intersection(mails)

    @api.model
    def _add_recipients(self, msg_dict, pairs):
        """Add the addresses of the envelope, and those without "+detail"."""
        named = email_split(msg_dict["recipients"] or "")
        envelope = recipients.envelope_recipients(pairs)
        more = [
            mail
            for mail in recipients.with_bases([*envelope, *named])
            if mail not in named
        ]
        if more:
            msg_dict["recipients"] = ",".join(
                filter(None, [*more, msg_dict["recipients"]])
            )
        for name in ("cc_filtered", "to_filtered"):
            msg_dict[name] = self._without_own(msg_dict.get(name) or "")

    @api.model
    def _without_own(self, value):
        """Recipients that are not ours, also not with "+detail"."""
        pairs = email_split_and_normalize(value)
        bases = {mail: recipients.without_detail(mail) for _name, mail in pairs if mail}
        detailed = [base for mail, base in bases.items() if base != mail]
        own = self._own_addresses(detailed) if detailed else set()
        return ",".join(
            recipients.formatted(name, mail)
            for name, mail in pairs
            if mail and bases[mail] not in own
        )

    @api.model
    def _set_date(self, msg_dict, known):
        """The server's clock counts: a sender's may be wrong."""
        now = fields.Datetime.now()
        moment = known.received_at or fields.Datetime.to_datetime(msg_dict.get("date"))
        msg_dict["date"] = fields.Datetime.to_string(min(moment or now, now))

    @api.model
    def _set_own_id(self, msg_dict, original):
        """Another e-mail with an id that was used before gets one of its own.

        Forms and scanners send one id with everything. The same e-mail that comes twice
        keeps its id, and is left out.
        """
        found = self.env["mail.message"].search(
            [("message_id", "=", msg_dict["message_id"])], limit=1
        )
        if not found or found.message_type not in ("email", "out_of_office"):
            return
        same_sender = email_normalize(found.email_from) == email_normalize(
            msg_dict["email_from"]
        )
        if not same_sender or (found.subject or "") != (msg_dict.get("subject") or ""):
            msg_dict["message_id"] = f"<{_digest(original.raw)}@used-again>"

    @api.model
    def _message_parse_extract_payload(
        self, message, message_dict, save_original=False
    ):
        """Override of `mail` to survive wrong charsets, broken, deep and endless
        bodies."""
        original = self.env.context.get("mail_original")
        if original and not original.is_readable:
            return self._keep_damaged(message)
        hints = original.hints if original else ()
        try:
            said = bodies.read_body(message, hints)
            payload = super()._message_parse_extract_payload(
                self._plain_structure(message, said, message_dict),
                message_dict,
                save_original=save_original,
            )
            payload["attachments"] = list(map(_kept_attachment, payload["attachments"]))
        except Exception:  # whatever the parser stumbles over, the e-mail is kept
            message_id = message_dict.get("message_id")
            _logger.warning("E-mail %s is damaged", message_id, exc_info=True)
            return self._keep_damaged(message)
        return self._checked(message, said, payload)

    @api.model
    def _plain_structure(self, message, said, message_dict):
        """The e-mail with one text and its attachments: of several texts Odoo would not
        see all, and of HTML that is too deep not the end."""
        deep = [kind == "html" and is_too_deep(text) for kind, text in said.texts]
        said.is_whole &= not any(deep)
        is_simple = not message.is_multipart() and said.is_whole
        if is_simple or message_dict.get("is_bounce") or not said.texts:
            return message
        texts = [
            ("plain", html_to_text(text)) if is_deep else (kind, text)
            for (kind, text), is_deep in zip(said.texts, deep, strict=True)
        ]
        plain = email.message.EmailMessage(policy=email.policy.SMTP)
        kind, text = texts[0] if len(texts) == 1 else ("html", _joined(texts))
        plain.set_content(text, subtype=kind)
        if said.attachments:
            plain.make_mixed()
            for part in said.attachments:
                plain.attach(part)
        return plain

    @api.model
    def _checked(self, message, said, payload):
        """Keep the original beside what was read, wherever that may not be all."""
        text, attachments = payload["body"] or "", payload["attachments"]
        original = self.env.context.get("mail_original")
        is_torn = message.get_content_maintype() == "multipart"
        if is_torn and not message.is_multipart():
            return self._keep_damaged(message)
        if message.defects and not attachments and not text.strip():
            return self._keep_damaged(message)
        if len(text) > _MAX_BODY:
            note = self.env._("This e-mail is very long. The original is attached.")
            return self._keep_original(message, note, text[:_MAX_BODY], attachments)
        if (
            not said.is_whole
            or _lost_words(said, text)
            or (original and original.was_cut)
        ):
            note = self.env._(
                "Not all of this e-mail could be shown as it was written. The original "
                "is attached."
            )
            return self._keep_original(message, note, text, attachments)
        return payload

    @api.model
    def _keep_damaged(self, message):
        note = self.env._("This e-mail could not be read. The original is attached.")
        try:
            text = plaintext2html(bodies.read_body(message).plain())
        except Exception:  # it is attached in any case
            text = ""
        return self._keep_original(message, note, text)

    @api.model
    def _keep_original(self, message, note, body="", attachments=()):
        """Return a payload with a note, what is readable, and the whole e-mail."""
        original = self.env.context.get("mail_original")
        raw = original.raw if original else message.as_bytes()
        kept = self._Attachment("original_email.eml", raw, {})
        return {
            "body": plaintext2html(note) + body,
            "attachments": [*attachments, kept],
        }

    # === WHERE IT GOES === #

    @api.model
    def message_route(self, message, message_dict, *args, **kwargs):
        """Override of `mail`: what no person wrote begins no record of a model that
        takes people's e-mails only; it is held."""
        routes = super().message_route(message, message_dict, *args, **kwargs)
        routes = self._choose_routes(routes, message_dict)
        known = message_dict.get(_KNOWN) or Incoming()
        reason = self._reason_to_hold(known, message_dict)
        if reason:
            taken = [
                route
                for route in routes
                if route[1] or self.env[route[0]]._takes_mail_of(reason)
            ]
            if routes and not taken:
                self._hold(reason, message_dict, company_id=_company(self, routes))
            return taken
        return routes

    @api.model
    def _reason_to_hold(self, known, message_dict):
        """Why an e-mail may be no request of a person, or ""."""
        if self.env.context.get("mail_from_person"):
            return ""
        sender = email_normalize(message_dict.get("email_from"), strict=False)
        trusted = self.env["mail.gateway.allowed"].sudo()
        if trusted.search_count([("email_normalized", "=", sender)], limit=1):
            return ""
        if known.kind or known.is_spam:
            return known.kind or "spam"
        blacklist = self.env["mail.blacklist"].sudo()
        is_unwanted = sender and blacklist.search_count([("email", "=", sender)])
        return "blacklist" if is_unwanted else ""

    @api.model
    def _takes_mail_of(self, reason):
        """Whether an e-mail that may be no person's can begin a record of this model.

        A model of requests says no: "I am on holiday" is no request.

        :param reason: "answer" or "news" (of a machine), "spam", "blacklist"
        """
        return True

    @api.model
    def _choose_routes(self, routes, message_dict):
        """Choose where an e-mail goes; each model is asked about its own routes."""
        chosen = []
        for model in dict.fromkeys(route[0] for route in routes):
            own = [route for route in routes if route[0] == model]
            chosen += self.env[model]._choose_own_routes(own, message_dict)
        return chosen

    @api.model
    def _choose_own_routes(self, routes, message_dict):
        """The routes that an e-mail takes among those to records of this model."""
        return routes

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        """Override of `mail`: what comes too often is held instead of being lost."""
        is_loop = super()._detect_loop_sender(message, message_dict, routes)
        if is_loop:
            self._hold("many", message_dict, company_id=_company(self, routes))
        return is_loop

    @api.model
    def _routing_create_bounce_email(self, email_from, body_html, message, **values):
        """Override of `mail`: machines are told nothing, and it says that it is
        automatic."""
        pairs = readable_headers(message)
        subjects = self._mail_parameter("machine_subjects")
        if machine.automatic_kind(pairs, subjects) or self._is_nobody(email_from):
            return None
        marked = self.with_context(mail_automatic=True)
        return super(MailThread, marked)._routing_create_bounce_email(
            email_from, body_html, message, **values
        )

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Override of `mail` to hand on what is known beside the message."""
        known = message_dict.pop(_KNOWN, None)
        if known:
            self = self.with_context(mail_incoming=known)
        return super()._message_route_process(message, message_dict, routes)

    # === SENDING === #

    def _message_track_post_template(self, changes):
        """Override of `mail`: what a change sends by itself is automatic."""
        marked = self.with_context(mail_automatic=True)
        return super(MailThread, marked)._message_track_post_template(changes)


def _joined(texts):
    """One text of several, as HTML."""
    html = ""
    for kind, text in texts:
        is_plain = kind == "plain"
        html = append_content_to_html(html, text, plaintext=is_plain, preserve=is_plain)
    return str(html_sanitize(html, sanitize_tags=False))


def _lost_words(said, html):
    """Words that Odoo's reading has dropped, but for its own notices in a quotation."""
    if any("o_mail_notification" in text for _kind, text in said.texts):
        return set()
    return bodies.word_set(said.plain()) - bodies.word_set(html_to_text(html))


def _digest(raw):
    return hashlib.sha256(raw).hexdigest()


def _company(env_holder, routes):
    """Company of the address that an e-mail was sent to, as far as it is known."""
    for route in routes or []:
        defaults = route[2] or {}
        owner = route[4] and route[4].alias_parent_model_id.model
        parent = route[4] and route[4].alias_parent_thread_id
        if owner and parent and "company_id" in env_holder.env[owner]._fields:
            return env_holder.env[owner].sudo().browse(parent).company_id.id
        if defaults.get("company_id"):
            return defaults["company_id"]
    return False


def _kept_attachment(attachment):
    """An attachment with a content that can be stored: an e-mail in an e-mail may be
    too damaged to be written down again."""
    content = attachment[1]
    if not isinstance(content, email.message.Message):
        return attachment
    try:
        content = content.as_bytes()
    except Exception:  # a header of it that nobody can write
        content = content.as_string(policy=email.policy.compat32)
        content = content.encode("utf-8", "replace")
    return attachment._replace(content=content)
