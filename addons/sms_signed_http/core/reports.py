"""Reads what a provider reports of text messages that it has delivered, or has not."""

import json
from dataclasses import dataclass

from .parameters import found_at

#: What is kept of a name and of a reason, in characters.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a report stand: paths such as ``status.code``.

    The list of reports stands at ``rows``; empty: the whole text is the list.
    """

    reference: str
    state: str
    delivered: str
    reason: str = ""
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of one message; the reference is the name that it goes by."""

    reference: str
    is_delivered: bool
    reason: str = ""


def read_reports(text: str | bytes, layout: Layout) -> list[Report]:
    """Return the reports of a text (JSON), of each message the first.

    What names no message, or says nothing of it, is left out.

    :raise ValueError: it is no JSON, or there is no list where one should be
    """
    try:
        said = json.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
    rows = found_at(said, layout.rows)
    if isinstance(rows, dict):
        rows = [rows]
    if not isinstance(rows, list):
        raise ValueError("no list")
    found = {}
    for row in rows:
        reference = _text(found_at(row, layout.reference))
        state = _text(found_at(row, layout.state))
        if reference and state and reference not in found:
            reason = _text(found_at(row, layout.reason)) if layout.reason else ""
            found[reference] = Report(reference, state == layout.delivered, reason)
    return list(found.values())


def _text(value):
    """A value as a database keeps it; nothing for what is no plain value."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int):
        return ""
    plain = str(value).replace("\0", "").encode(errors="replace").decode()
    return plain.strip()[:LONGEST]
