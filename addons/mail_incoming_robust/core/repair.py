"""Puts the headers of all parts of an e-mail right, in place."""

from email.utils import formataddr

from . import headers
from .charsets import fitting_charset, known_charset
from .raw import MAX_HEADER, MAX_HEADERS, MAX_STRUCTURE


def repair(message):
    """Make every header readable, short enough, and safe to be asked for.

    :param email.message.EmailMessage message: changed in place
    :return: whether something was cut, and charsets that the e-mail names
    """
    hints = _named_charsets(message)
    was_cut = False
    for part in message.walk():
        was_cut |= _repair_part(part, hints)
        _repair_charset(part, hints)
    return was_cut, hints


def readable_headers(message, hints=()):
    """All headers as ``[(name, text), …]``, to look for marks in them."""
    return [
        (name, headers.readable(str(value), hints))
        for name, value in message.raw_items()
    ]


def _named_charsets(message):
    parts = [str(value) for part in message.walk() for _name, value in part.raw_items()]
    names = headers.named_charsets(parts)
    for part in message.walk():
        try:
            names.append(str(part.get_param("charset") or ""))
        except Exception:  # its header has no structure at all
            continue
    return [name for name in dict.fromkeys(names) if known_charset(name)]


def _repair_part(part, hints):
    items = [(name, str(value)) for name, value in part.raw_items()]
    pairs, was_cut = [], len(items) > MAX_HEADERS
    for name, value in items[:MAX_HEADERS]:
        most = MAX_STRUCTURE if name.lower() in headers.STRUCTURE else MAX_HEADER
        fixed, cut = _repair_value(name.lower(), value[:most], hints)
        was_cut |= cut or len(value) > most
        if fixed is not None:
            pairs.append((name, fixed))
    part._headers = []
    for name, value in pairs:
        part.set_raw(name, value)
    # All of one name are asked for at once.
    for name, value in {name.lower(): (name, value) for name, value in pairs}.values():
        if not _can_be_asked(part, name):
            _replace(part, name, _plainest(name.lower(), value))
            was_cut = True
        if not _can_be_asked(part, name):  # nothing of it means anything: "<:"
            del part[name]
    was_cut |= _repair_filename(part)
    return was_cut


def _repair_value(name, value, hints):
    """The value that a header should have (None: no such header), whether it was
    cut."""
    if name in headers.IDS:
        ids = headers.readable(value, hints)
        if not ids.strip("<> "):
            return None, False
        short = headers.shorten_ids(ids)
        return (short.split(" ")[0] if name == "message-id" else short), False
    if name in headers.ADDRESSES:
        return _repair_addresses(headers.ascii_words(value, hints))
    if name in headers.STRUCTURE:
        fitting = headers.with_fitting_charset(value)
        return headers.ascii_words(fitting, hints), False
    text = headers.readable(value, hints)
    if name == "subject":
        short = headers.shorten(text, headers.MAX_SUBJECT)
        return short, short != text
    return text, False


def _repair_addresses(value):
    pairs = headers.addresses(value)
    good = [
        (headers.shorten(headers.readable(name), headers.MAX_NAME), mail)
        for name, mail in pairs
        if len(mail) <= headers.MAX_ADDRESS
    ]
    too_long = any(len(name) > 6 * headers.MAX_NAME for name, _mail in pairs)
    is_cut = len(good) < len(pairs) or too_long
    if is_cut or len(value) > headers.MAX_AS_WRITTEN:
        return ", ".join(map(_format, good)), is_cut
    return value, False


def _format(pair):
    try:
        return formataddr(pair)
    except UnicodeError:
        return pair[1].encode("ascii", "ignore").decode()


def _can_be_asked(part, name):
    """Whether the standard library survives being asked for a header."""
    try:
        str(part.get(name))
        part.get_all(name)
        if name.lower() in headers.STRUCTURE:
            part.get_content_type(), part.get_filename(), part.get_content_charset()
            part.get_param("charset"), part.get_content_disposition()
    except Exception:  # the parser of the standard library has met something new
        return False
    return True


def _plainest(name, value):
    """The little that can be said for certain."""
    if name in headers.ADDRESSES:
        found = [mail for _name, mail in headers.addresses(value)]
        return ", ".join(found).encode("ascii", "ignore").decode()
    if name == "content-type":
        return "application/octet-stream"
    if name == "content-disposition":
        return "attachment"
    if name == "content-transfer-encoding":
        return "8bit"
    kept = (
        character
        for character in value
        if character.isalnum() or character in " .@<>-_"
    )
    return "".join(kept).encode("ascii", "ignore").decode()


def _replace(part, name, value):
    del part[name]
    part.set_raw(name, value)


def _repair_filename(part):
    name = part.get_filename()
    if not name:
        return False
    short = headers.readable(name).replace("/", "_").replace("\\", "_")
    if len(short) > headers.MAX_NAME:
        stem, dot, ending = short.rpartition(".")
        ending = f".{ending}" if dot and len(ending) <= 10 else ""
        short = headers.shorten(stem or short, headers.MAX_NAME - 12) + ending
    if short != name:
        header = (
            "Content-Disposition"
            if part.get_param("filename", header="content-disposition")
            else "Content-Type"
        )
        parameter = "filename" if header == "Content-Disposition" else "name"
        part.set_param(parameter, short or "attachment", header, charset="utf-8")
    return False


def _repair_charset(part, hints):
    """Name the charset that fits the bytes of a text part."""
    if part.get_content_maintype() != "text" or part.is_multipart():
        return
    content = part.get_payload(decode=True) or b""
    named = str(part.get_param("charset") or "")
    charset = fitting_charset(content, named, hints)
    if charset != known_charset(named) or charset != named.lower():
        part.set_param("charset", charset)
