"""Signs the parameters of a request, as providers of text messages ask for it.

Two schemes are usual. ``encoded``: names and values are percent-encoded, and the query
is encoded once more (Aliyun). ``plain``: nothing is encoded, host and path are part of
the text (Tencent). Both sort by the names and put the signature in Base64.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}


def encoded(text: str) -> str:
    """Percent-encode all but what RFC 3986 leaves as it is."""
    return quote(text, safe="-_.~")


def text_to_sign(
    scheme: str, method: str, host: str, path: str, parameters: Mapping[str, str]
) -> str:
    """What the signature is of.

    :param scheme: ``encoded`` or ``plain``
    :param parameters: all but the signature itself
    """
    pairs = sorted(parameters.items())
    if scheme == "encoded":
        query = "&".join(f"{encoded(key)}={encoded(value)}" for key, value in pairs)
        return "&".join((method, encoded("/"), encoded(query)))
    query = "&".join(f"{key}={value}" for key, value in pairs)
    return f"{method}{host}{path}?{query}"


def signature(scheme: str, algorithm: str, secret: str, text: str) -> str:
    """The signature of a text, in Base64.

    :param algorithm: ``sha1`` or ``sha256``
    """
    key = f"{secret}&" if scheme == "encoded" else secret
    made = hmac.new(key.encode(), text.encode(), ALGORITHMS[algorithm])
    return base64.b64encode(made.digest()).decode()


def is_signed(algorithm: str, secret: str, body: bytes, given: str) -> bool:
    """Whether what was given is the signature of a body, in Base64 or in hexadecimals.

    Nothing is signed by an empty secret.

    :param algorithm: ``sha1`` or ``sha256``
    """
    made = hmac.new(secret.encode(), body, ALGORITHMS[algorithm])
    right = (base64.b64encode(made.digest()).decode(), made.hexdigest())
    given = given.strip().encode()
    return bool(secret) and any(
        hmac.compare_digest(given, one.encode()) for one in right
    )
