"""The link of a customer: plain Python, no ORM.

Nothing of a link is stored. Its secret is made of the key of this database, so that a
reminder leads to the same page as the first letter, and nobody who can read the table
can make one.
"""

import hashlib
import hmac


def sign(key: bytes, rating: int) -> str:
    """Return the secret of a link.

    :param rating: id of the row of the person who is asked
    """
    return hmac.new(key, f"rating:{rating}".encode(), hashlib.sha256).hexdigest()


def is_genuine(key: bytes, rating: int, secret: str) -> bool:
    """Whether a secret is one of ours."""
    return hmac.compare_digest(sign(key, rating).encode(), secret.encode())
