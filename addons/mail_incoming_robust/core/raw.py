"""Bytes of an e-mail that the standard library can parse, whatever came in."""

import email
import email.policy
import re

_HEADER = re.compile(rb"^[!-9;-~]+[ \t]*:")
_BLANK = re.compile(rb"\r?\n[ \t\0]*\r?\n|\r\r")
_KNOWN = re.compile(
    rb"^(?:from|to|subject|date|content-type|mime-version|message-id|reply-to)[ \t]*:",
    re.IGNORECASE,
)
# A part in a part in a part …: Python's parser calls itself for each.
_MAX_BOUNDARIES = 100


def to_bytes(message):
    """Bytes of an e-mail in any form in which it is handed over."""
    if isinstance(message, str):
        return message.encode(
            "utf-8", "surrogateescape" if _is_escaped(message) else "replace"
        )
    return bytes(getattr(message, "data", message))


def _is_escaped(text):
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def well_formed(raw):
    """Bytes with a block of headers that ends where its author meant it to end.

    Empty lines in front of it, bytes of order marks, and lines that are no header in
    the middle of it would make text of all headers that follow.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t \0")
    end = _BLANK.search(raw)
    head, rest = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"")
    lines = re.split(rb"\r\n|\n|\r", head)
    known = [n for n, line in enumerate(lines) if _KNOWN.match(line)]
    last = max(known, default=-1)
    fixed = [
        line
        if n == 0 and line.startswith(b"From ") or _is_header(line) or n > last
        else b" " + line
        for n, line in enumerate(lines)
    ]
    return b"\r\n".join(fixed).replace(b"\0", b"") + rest


def _is_header(line):
    return bool(_HEADER.match(line)) or line[:1] in b" \t"


def parse(raw):
    """The e-mail, or None where its nesting is more than the parser survives."""
    if raw.lower().count(b"boundary=") > _MAX_BOUNDARIES:
        return None
    try:
        message = email.message_from_bytes(raw, policy=email.policy.SMTP)
        list(message.walk())
    except Exception:  # whatever it stumbles over, the e-mail is kept
        return None
    return message


def head_of(raw):
    """The block of headers alone."""
    end = _BLANK.search(raw)
    return raw[: end.start()] if end else raw
