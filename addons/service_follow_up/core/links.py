"""Links of which an e-mail has one for each reader: plain Python, no ORM.

A link carries whose it is, what it is about and until when it is good, and a signature
over all three. Nothing about it is stored, so one that is out of date can still be told
from one that somebody made up, and be explained.
"""

import hashlib
import hmac


def sign(key: bytes, subject: int, user: int, until: int) -> str:
    """Return the signature of a link.

    :param subject: id of what the reader is asked about
    :param user: id of the reader
    :param until: seconds since the epoch
    """
    message = f"{subject}:{user}:{until}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def is_genuine(key: bytes, subject: int, user: int, until: int, signature: str) -> bool:
    """Whether a signature is one of ours."""
    ours = sign(key, subject, user, until)
    return hmac.compare_digest(ours.encode(), signature.encode())
