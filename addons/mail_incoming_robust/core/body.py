"""What an e-mail says: the parts that a reader sees, in their order, whatever the
nesting. Odoo's own reading keeps one text where there is an alternative anywhere, and
so loses the others."""

import re
from dataclasses import dataclass, field

from .charsets import clean, decode
from .html_text import html_to_text

# Of an alternative that was not chosen, so many words may be missing in the chosen one.
_FEW_WORDS = 20


@dataclass
class Body:
    """The visible texts and the attachments of an e-mail.

    :param texts: ``[("plain" | "html", text), …]``
    :param attachments: parts
    :param bool is_whole: False where something cannot be shown for certain
    """

    texts: list = field(default_factory=list)
    attachments: list = field(default_factory=list)
    is_whole: bool = True

    def plain(self):
        """All visible text."""
        return "\n".join(
            html_to_text(text) if kind == "html" else text for kind, text in self.texts
        )


def read_body(part, hints=()):
    """The body of a parsed e-mail or a part of it; see :class:`Body`."""
    body = Body()
    if not part.is_multipart() or part.get_content_maintype() == "message":
        _read_leaf(part, body, hints)
        return body
    inner = [read_body(child, hints) for child in part.get_payload()]
    if part.get_content_type() == "multipart/alternative":
        return _choose(inner)
    for one in inner:
        body.texts += one.texts
        body.attachments += one.attachments
        body.is_whole &= one.is_whole
    return body


def _choose(ways):
    """The richest alternative that says something; no attachment is left out."""
    body = next((way for way in reversed(ways) if way.plain().strip()), Body())
    words = word_set(body.plain())
    for way in ways:
        if way is not body:
            body.attachments += way.attachments
            missing = word_set(way.plain()) - words
            body.is_whole &= way.is_whole and len(missing) <= _FEW_WORDS
    return body


def is_attachment(part):
    """Whether a part is meant to be kept, not shown."""
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return bool(part.get_filename()) or disposition.startswith("attachment")


def _read_leaf(part, body, hints):
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":  # it names no parts, or lost them
        payload = part.get_payload()
        if isinstance(payload, str) and payload.strip():
            body.texts.append(("plain", _text_of(payload, hints)))
        body.is_whole = False
    elif kind in ("text/plain", "text/html") and not is_attachment(part):
        text = text_of(part, hints)
        if text.strip():
            body.texts.append((kind.partition("/")[2], text))
    else:
        body.attachments.append(part)


def text_of(part, hints=()):
    """Text of a leaf, read with the charset that fits."""
    content = part.get_payload(decode=True) or b""
    return clean(decode(content, str(part.get_param("charset") or ""), hints))


def _text_of(payload, hints):
    try:
        content = payload.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return clean(payload)
    return clean(decode(content, "", hints))


def word_set(text):
    """Words of a text; of Chinese, its characters."""
    return set(re.findall(r"[a-zA-Z0-9\u00c0-\u2e7f]+|[\u2e80-\uffff]", text))
