"""How complete a customer file is, and what to ask next."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A field that the file of a customer should have."""

    key: int
    weight: int  # above 0
    is_known: bool
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is known of a customer."""

    percent: int  # whole, downwards: 100 only when nothing is missing
    missing: tuple[int, ...]  # keys, what weighs most first

    @property
    def next(self) -> int | None:
        """What to ask next."""
        return self.missing[0] if self.missing else None


def completeness(points: Sequence[Point]) -> Completeness:
    """Weigh what is known; a file of which nothing is asked is complete."""
    whole = sum(point.weight for point in points)
    known = sum(point.weight for point in points if point.is_known)
    missing = sorted(
        (point for point in points if not point.is_known),
        key=lambda point: (-point.weight, point.sequence, point.key),
    )
    return Completeness(
        percent=known * 100 // whole if whole else 100,
        missing=tuple(point.key for point in missing),
    )
