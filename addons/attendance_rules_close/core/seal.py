"""A closed month as a text that everybody can check.

The text is canonical JSON: sorted keys, no spaces, dates in ISO form. So the same facts
always give the same text, and the same text the same seal.

A seal is keyed (HMAC with SHA-256). Who may see a statement's seal need not be one who
may see the wage in it, and a plain SHA-256 of a text in which only the wage is unknown
tells it: one tries them all.
"""

import hashlib
import hmac
import json


def canonical(data):
    """The one text of these facts.

    :param data: dictionaries, lists, texts, numbers, booleans, None
    :rtype: str
    """
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )


def seal(text, secret):
    """Keyed fingerprint of a text, 64 hexadecimal digits.

    :param bytes secret: a key that no reader of the seal knows
    """
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def seal_all(seals, secret):
    """One seal over the seals of many statements, whatever order they come in.

    :param seals: {key of the statement: its seal}
    :param bytes secret: see :func:`seal`
    """
    return seal(canonical({str(key): value for key, value in seals.items()}), secret)


def changes(before, after):
    """The top-level figures in which two snapshots of a statement differ.

    :return: sorted names
    :rtype: list[str]
    """
    names = before.keys() | after.keys()
    return sorted(name for name in names if before.get(name) != after.get(name))
