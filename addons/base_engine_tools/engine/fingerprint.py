"""Fingerprints of plain values: equal if the values are."""

import marshal
from hashlib import sha256

#: A format without references: it depends on the values alone.
FORMAT = 2


def digest(*values):
    """Fingerprint of plain values: None, numbers, text, and tuples, lists or
    dictionaries of such (of these types exactly, no subclass).

    Written by ``marshal``, which takes a third of the time of ``repr`` and a fifth of
    that of JSON. Another version of Python may write something else; then everything is
    judged once more.
    """
    return sha256(marshal.dumps(values, FORMAT)).hexdigest()


def short_digest(value):
    """The same in 64 bits: to tell a row from what it was before."""
    return digest(value)[:16]


def differing_days(before, after):
    """Which rows of a month show something else.

    :param before: fingerprints of the month's rows, see ``Judgement.days_key``, or None
    :return: days of the month, from 1
    """
    if before == after:
        return set()
    before, after = (before or "").split(), after.split()
    if before[:1] != after[:1]:
        return set(range(1, len(after)))
    pairs = enumerate(zip(before, after, strict=True))
    return {number for number, (old, new) in pairs if old != new}
