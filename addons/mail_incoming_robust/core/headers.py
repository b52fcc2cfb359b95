"""Headers as they were meant: in every one of them, whatever its charset or state."""

import base64
import binascii
import hashlib
import quopri
import re
from email.utils import getaddresses

from .charsets import clean, decode

# Characters of a subject, and of the name of a file or a person, that a list and the
# index of a database take. What is longer stays whole in the original.
MAX_SUBJECT = 250
MAX_NAME = 200
# RFC 5321: 64 characters, "@", 255 characters.
MAX_ADDRESS = 320
# PostgreSQL's index takes 2,700 bytes; nobody reads an id.
MAX_MESSAGE_ID = 250
# Of a longer list of addresses only these are left, not how it was written.
MAX_AS_WRITTEN = 250

IDS = ("message-id", "references", "in-reply-to")
ADDRESSES = (
    "from",
    "sender",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "delivered-to",
    "resent-to",
    "resent-cc",
    "resent-from",
    "return-path",
)
STRUCTURE = ("content-type", "content-disposition", "content-transfer-encoding")

_WORD = r"=\?([^?\s]{1,75})\?([bBqQ])\?(.*?)\?="
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD})*", re.DOTALL)
_ONE_WORD = re.compile(_WORD, re.DOTALL)
# Begun where a word begins: else time would grow by the square of its length.
_ADDRESS = re.compile(r"(?<![^\s<>\"'(),;:])[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_EXTENDED = re.compile(
    r"(\*(?:0\*)?\s*=\s*\"?)([\w.:-]+)('[^']*')((?:%[0-9A-Fa-f]{2}|[^\s;\"])*)"
)


def readable(value, hints=()):
    """The text of a header's value: encoded words decoded, control characters gone.

    :param str value: as it came, bytes that are no ASCII as surrogates
    :param hints: charsets that the same e-mail names elsewhere
    """
    text = _from_bytes(value, hints)
    text = _sub_words(lambda words: _decode_words(words[0], hints), text)
    return " ".join(clean(text).split())


def ascii_words(value, hints=()):
    """The same value with its encoded words in UTF-8, for a header with a structure:
    what is decoded too early (a comma in a name) would change the structure."""
    text = clean(_from_bytes(value, hints))
    text = _sub_words(lambda words: _encode(_decode_words(words[0], hints)), text)
    text = re.sub(r"[^\x00-\x7f]+", lambda run: _encode(run[0]), text)
    return " ".join(text.split())


def named_charsets(values):
    """Charsets that encoded words name, in order."""
    found = (
        word[1]
        for value in values
        for word in _ONE_WORD.finditer(value, 0, _end_of_words(value))
    )
    return list(dict.fromkeys(found))


def _end_of_words(text):
    """Where the last encoded word ends at the latest.

    Nobody looks beyond for an end that is not there, from each beginning anew.
    """
    return text.rfind("?=") + 2 if "?=" in text else 0


def _sub_words(replace, text):
    end = _end_of_words(text)
    return _WORDS.sub(replace, text[:end]) + text[end:]


def shorten(text, most):
    """Text of at most so many characters, with an ellipsis where it goes on."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def shorten_ids(value):
    """Ids of messages, none of them too long for an index.

    A long one becomes a digest of itself, so that answers still find it.
    """
    ids = re.findall(r"<[^<>]*>", value) or value.split()
    return " ".join(map(_shorten_id, ids))


def addresses(value):
    """Addresses in a header with a broken structure, as ``[(name, address)]``."""
    try:
        pairs = getaddresses([value])
    except Exception:  # the parser of the standard library has met something new
        pairs = []
    found = [(name, mail) for name, mail in pairs if "@" in mail]
    return found or [("", mail) for mail in _ADDRESS.findall(value)]


def with_fitting_charset(value):
    """Parameters of RFC 2231 (``filename*=gb2312''…``), read as their bytes want it."""
    return _EXTENDED.sub(_refit, value)


def _refit(parameter):
    start, charset, language, text = parameter.groups()
    content = re.sub(
        rb"%([0-9A-Fa-f]{2})",
        lambda code: bytes([int(code[1], 16)]),
        text.encode("utf-8", "surrogateescape"),
    )
    decoded = clean(decode(content, charset)).replace("\n", " ")
    encoded = "".join(f"%{byte:02X}" for byte in decoded.encode())
    return f"{start}utf-8{language}{encoded}"


def _from_bytes(value, hints):
    """Bytes that are no ASCII, which the parser hands on as surrogates."""
    if value.isascii():
        return value
    try:
        return decode(value.encode("ascii", "surrogateescape"), "", hints)
    except UnicodeEncodeError:  # a text, as a call by RPC hands it over
        return value


def _decode_words(words, hints):
    """Text of adjacent encoded words: broken programs cut a character in two."""
    runs = []
    for charset, encoding, text in _ONE_WORD.findall(words):
        content = _bytes_of(encoding.lower(), text)
        if runs and runs[-1][0] == charset.lower():
            runs[-1][1] += content
        else:
            runs.append([charset.lower(), content])
    return "".join(decode(content, charset, hints) for charset, content in runs)


def _bytes_of(encoding, text):
    content = text.encode("utf-8", "surrogateescape")
    if encoding == "q":
        return quopri.decodestring(content, header=True)
    content = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    if len(content) % 4 == 1:
        content = content[:-1]
    try:
        return base64.b64decode(content + b"=" * (-len(content) % 4))
    except binascii.Error:
        return b""


def _encode(text):
    text = " ".join(clean(text).split())
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?=" if text else ""


def _shorten_id(message_id):
    if len(message_id) <= MAX_MESSAGE_ID:
        return message_id
    digest = hashlib.sha256(message_id.encode("utf-8", "replace")).hexdigest()
    return f"<{digest}@long>"
