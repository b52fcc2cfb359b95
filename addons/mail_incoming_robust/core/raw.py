"""Bytes of an e-mail that the standard library can parse, whatever came in."""

import email
import email.policy
import re
from collections import Counter

_HEADER = re.compile(rb"^[!-9;-~]+[ \t]*:")
_BLANK = re.compile(rb"\r?\n[ \t\0]*\r?\n|\r\r")
_KNOWN = re.compile(
    rb"^(?:from|to|subject|date|content-type|mime-version|message-id|reply-to)[ \t]*:",
    re.IGNORECASE,
)
# A part in a part in a part …: Python's parser calls itself for each.
_MAX_BOUNDARIES = 100
# Postfix takes as many bytes of headers. Python's parser takes time by the square of
# their length; an e-mail has some dozens of them.
MAX_HEADERS = 500
MAX_HEADER = 20_000
MAX_STRUCTURE = 2_000
_MAX_HEAD = 100_000
#: RFC 5322 allows one of each.
_MAX_OF_KNOWN = 3


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
    """The block of headers alone, without those that the parser does not survive."""
    head = _head(raw)
    if parse(head) is not None:
        return head
    return b"\r\n".join(field for field in _fields(head) if parse(field) is not None)


def bounded(raw):
    """The e-mail with headers of a size that takes no long time, and whether anything
    was cut for that.

    What every e-mail has is kept whatever stands around it.
    """
    head = _head(raw)
    fields = _fields(head)
    if len(head) <= MAX_STRUCTURE:
        return raw, False
    kept, known, size = [], Counter(), 0
    for field in fields:
        if _KNOWN.match(field):
            name = field.partition(b":")[0].strip().lower()
            known[name] += 1
            is_kept = known[name] <= _MAX_OF_KNOWN
        else:
            size += min(len(field), MAX_HEADER)
            is_kept = size <= _MAX_HEAD and len(kept) < MAX_HEADERS
        if is_kept:
            kept.append(field[: _most(field)])
    if kept == fields:
        return raw, False
    return b"\r\n".join(kept) + raw[len(head) :], True


def _head(raw):
    end = _BLANK.search(raw)
    return raw[: end.start()] if end else raw


def _fields(head):
    """Headers, each with the lines on which it goes on."""
    fields = []
    for line in re.split(rb"\r\n|\n|\r", head):
        if fields and line[:1] in (b" ", b"\t"):
            fields[-1].append(line)
        else:
            fields.append([line])
    return [b"\r\n".join(lines) for lines in fields]


def _most(field):
    """Bytes of a header; those that name the parts of an e-mail take the longest."""
    return MAX_STRUCTURE if field[:8].lower() == b"content-" else MAX_HEADER
