"""A closed month as a text that everybody can check.

The text is canonical JSON: sorted keys, no spaces, dates in ISO form. So the same facts
always give the same text, and the same text the same SHA-256.
"""

import hashlib
import json


def canonical(data):
    """The one text of these facts.

    :param data: dictionaries, lists, texts, numbers, booleans, None
    :rtype: str
    """
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )


def seal(text):
    """SHA-256 of a text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_all(seals):
    """One seal over the seals of many statements, whatever order they come in.

    :param seals: {key of the statement: its seal}
    """
    return seal(canonical({str(key): value for key, value in seals.items()}))


def changes(before, after):
    """The top-level figures in which two snapshots of a statement differ.

    :return: sorted names
    :rtype: list[str]
    """
    names = before.keys() | after.keys()
    return sorted(name for name in names if before.get(name) != after.get(name))
