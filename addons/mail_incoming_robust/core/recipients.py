"""Which of our addresses an e-mail was sent to, also where To and Cc do not say it."""

import re
from email.utils import formataddr

from .headers import addresses

# In which servers on the way write down the envelope; there is no standard.
ENVELOPE = (
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "x-forwarded-to",
    "x-original-recipient",
    "original-recipient",
    "x-resolved-to",
    "x-real-to",
    "x-rcpt-to",
    "x-received-to",
    "apparently-to",
    "x-apparently-to",
    "x-gm-original-to",
    "x-pm-original-to",
    "x-zoho-original-to",
    "resent-bcc",
    "bcc",
)


def envelope_recipients(pairs):
    """Addresses of the envelope, as far as headers tell.

    :param pairs: headers as ``[(name, text), …]``
    """
    found = []
    for name, value in pairs:
        if name.lower() in ENVELOPE:
            value = re.sub(r"^\s*rfc822\s*;", "", value, flags=re.IGNORECASE)
            found += [mail for _name, mail in addresses(value)]
    return found


def without_detail(mail):
    """The address without what stands after a plus: complaints+vip@ is complaints@."""
    local, at, domain = mail.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}" if "+" in local[1:] else mail


def with_bases(mails):
    """Addresses, and each one with a detail also without it; no one twice."""
    both = (way for mail in mails for way in (mail, without_detail(mail)))
    return list(dict.fromkeys(both))


def matches(mail, patterns):
    """Whether an address is among patterns: a whole address, "@domain", or the part
    before the @, which may go on after a mark or a number (noreply-shop@)."""
    mail = mail.strip().lower()
    local, _at, domain = mail.rpartition("@")
    for pattern in (pattern.strip().lower() for pattern in patterns):
        if not pattern:
            continue
        if pattern.startswith("@"):
            found = domain == pattern[1:] or domain.endswith(f".{pattern[1:]}")
        elif "@" in pattern:
            found = mail == pattern
        else:
            found = bool(re.fullmatch(rf"{re.escape(pattern)}(?:[\W_\d].*)?", local))
        if found:
            return True
    return False


def formatted(name, mail):
    """ "Name <address>", also where the address is none that a standard knows."""
    try:
        return formataddr((name, mail))
    except UnicodeError:
        return mail
