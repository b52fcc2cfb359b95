"""Who is held out of a campaign, so that one sees what would have happened without it:
plain Python."""

from collections.abc import Iterable
from hashlib import sha256


def place(seed: str, customer: int) -> int:
    """Place of a customer in the line: chance, but the same for the same seed."""
    return int.from_bytes(sha256(f"{seed}:{customer}".encode()).digest()[:8])


def how_many(customers: int, percent: int) -> int:
    """How many of so many are held out; at least one where somebody is to be."""
    count = (customers * percent + 50) // 100
    return max(count, 1) if percent and customers > 1 else count


def held_out(seed: str, customers: Iterable[int], percent: int) -> frozenset[int]:
    """Return who is held out: the first of the line.

    It does not matter in which order customers come. Whoever knows the seed and the
    customers gets the same answer, and nobody chooses.
    """
    line = sorted(
        set(customers), key=lambda customer: (place(seed, customer), customer)
    )
    return frozenset(line[: how_many(len(line), percent)])
