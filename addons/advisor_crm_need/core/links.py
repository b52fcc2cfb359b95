"""The link of a customer to a solution: plain Python, no ORM.

Nothing of a link is stored: its secret is made of the key of this database.
"""

import hashlib
import hmac


def sign(key: bytes, solution: int) -> str:
    """Return the secret of a link.

    :param solution: id of the version that was sent
    """
    return hmac.new(key, f"solution:{solution}".encode(), hashlib.sha256).hexdigest()


def is_genuine(key: bytes, solution: int, secret: str) -> bool:
    """Whether a secret is one of ours."""
    return hmac.compare_digest(sign(key, solution).encode(), secret.encode())
