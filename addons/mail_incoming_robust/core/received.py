"""When an e-mail reached the mail server, which may be days before it is fetched."""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

# Written by programs that fetch from a mailbox: this is not the arrival.
_FETCHED = re.compile(
    r"\bwith (?:POP3|IMAP4?|LMTP-?fetch)\b|fetchmail|getmail|mpop|retr\d", re.IGNORECASE
)


def received_at(values, now):
    """Instant at which the server noted an e-mail, or None.

    Each server on the way puts its line on top; only the topmost is our own server's,
    what is below can be forged. Nothing is received in the future.

    :param values: values of the Received headers, the newest first
    :param datetime now: aware
    :return: aware datetime in UTC
    """
    for value in values:
        if _FETCHED.search(value):
            continue
        try:
            moment = parsedate_to_datetime(value.rpartition(";")[2].strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if moment is None:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        try:
            return min(moment.astimezone(UTC), now)
        except OverflowError:
            return None
    return None
