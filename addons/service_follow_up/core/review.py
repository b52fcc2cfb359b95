"""What follows from opinions: plain Python, no ORM.

An opinion either consents or objects. A round asks for so many consents; the outcome is
certain as soon as they are reached, or cannot be reached any more. Both depend on how
many have said what, never on who was faster.
"""

from collections.abc import Iterable, Sequence

AGREES, ON_CONDITION, NO_CONCERN, OBJECTS = (
    "agrees",
    "on_condition",
    "no_concern",
    "objects",
)
#: Verdicts that do not stand in the way.
CONSENTS = frozenset((AGREES, ON_CONDITION, NO_CONCERN))
VERDICTS = (AGREES, ON_CONDITION, NO_CONCERN, OBJECTS)
#: Verdicts that say nothing without a text.
NEED_TEXT = frozenset((ON_CONDITION, OBJECTS))

ALL, ANY, SOME = "all", "any", "some"


def consents_needed(mode: str, asked: int, wanted: int) -> int:
    """How many have to consent.

    :param mode: all of them, any of them, or some: ``wanted``
    :param asked: how many are asked altogether
    """
    return {ALL: asked, ANY: 1, SOME: min(max(wanted, 1), asked)}[mode]


def outcome(mode: str, asked: int, wanted: int, verdicts: Iterable[str]) -> str:
    """Tell what is certain: "agreed", "objected", or "" while it is open.

    :param verdicts: of those who have answered, in any order
    """
    needed = consents_needed(mode, asked, wanted)
    said = list(verdicts)
    consents = sum(verdict in CONSENTS for verdict in said)
    if asked and consents >= needed:
        return "agreed"
    if asked - (len(said) - consents) < needed:
        return "objected"
    return ""


def to_ask(in_order: bool, states: Sequence[tuple[int, str]]) -> list[int]:
    """Tell whose turn it is: positions of those who are to be asked now.

    In parallel that is everybody; in order those of the lowest place that has not
    answered yet, and several may share a place.

    :param states: (place in the order, state) of each, where the state is "waiting",
        "asked", "answered" or "not_needed"
    """
    waiting = [n for n, (_place, state) in enumerate(states) if state == "waiting"]
    if not in_order:
        return waiting
    unanswered = [place for place, state in states if state in ("waiting", "asked")]
    first = min(unanswered, default=None)
    return [n for n in waiting if states[n][0] == first]
