"""Who is asked, when again, and what of an answer counts: plain Python, no ORM."""

from collections.abc import Iterable
from datetime import datetime, timedelta

#: What a customer says something about (SM-2.4).
PARTS = ("attitude", "effect", "timeliness")
LOWEST, HIGHEST = 1, 5
LONGEST_COMMENT = 5000


def reason_not_to_ask(
    *, address: str, archived: bool, asked: int, most: int, by_hand: bool
) -> str:
    """Return why somebody is not asked, or nothing.

    :param asked: how often this customer was asked within the last 30 days
    :param most: how often a customer is asked within 30 days; 0: as often as you like
    :param by_hand: somebody hands the page over: no address is needed, and the customer
        is there to say no
    """
    if by_hand:
        return ""
    if archived:
        return "archived"
    if not address:
        return "no_address"
    if most and asked >= most:
        return "often"
    return ""


def next_reminder(
    asked_at: datetime, reminded: int, most: int, days: int, until: datetime
) -> datetime | None:
    """Return when a reminder is due, or None: reminders stop.

    :param reminded: how many reminders there were
    :param most: how many there are at most
    :param days: from one letter to the next
    :param until: when the link ends; nobody is reminded of what has ended
    """
    due = asked_at + timedelta(days=days * (reminded + 1))
    return due if days and reminded < most and due < until else None


def read_scores(values: dict) -> dict[str, int] | None:
    """Return the scores of a form, or None if one is missing or made up."""
    scores = {}
    for part in PARTS:
        text = str(values.get(part) or "").strip()
        if not (text.isascii() and text.isdigit() and len(text) == 1):
            return None
        if not LOWEST <= int(text) <= HIGHEST:
            return None
        scores[part] = int(text)
    return scores


def first_answer(submits: Iterable[dict]) -> dict[str, int] | None:
    """Return what counts of all that was sent by one link: the first whole answer."""
    return next(filter(None, map(read_scores, submits)), None)


def mean(scores: dict[str, int]) -> float:
    """The score of an answer: each part counts the same."""
    return sum(scores[part] for part in PARTS) / len(PARTS)


def is_low(scores: dict[str, int], threshold: int) -> bool:
    """Whether one of the parts is at the threshold or below; 0: nothing is low."""
    return min(scores[part] for part in PARTS) <= threshold
