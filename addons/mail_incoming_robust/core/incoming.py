"""What is known of an incoming e-mail before anything is done with it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Original:
    """The e-mail as it came. Compared by identity: it may be large."""

    raw: bytes
    is_readable: bool = True
    was_cut: bool = False
    hints: tuple = ()

    __hash__ = object.__hash__
    __eq__ = object.__eq__


@dataclass
class Incoming:
    """What its headers say of it.

    :param kind: "answer" or "news" of a machine, "" for a person's
    :param is_spam: a filter on the way says so
    :param wants_no_answer: no machine is to answer it
    :param received_at: when it reached the mail server, in UTC without a zone
    :param sender: address in From, before a form gave way to who wrote
    """

    kind: str = ""
    is_spam: bool = False
    wants_no_answer: bool = False
    received_at: datetime | None = None
    sender: str = ""
    pairs: list = field(default_factory=list)
