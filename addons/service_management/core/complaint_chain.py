"""Which complaint repeats which: plain Python, no ORM.

A complaint repeats an earlier one when they share a key (the same customer, the same
subject) and not more than the window lies between them. A repeat of a repeat belongs
to the first: a chain has one root.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Complaint:
    """One complaint as far as repeats are concerned.

    :param id: any identity, unique
    :param at: when it was registered
    :param keys: what makes it the same matter, e.g. ``("customer", 7)``
    :param root: id of the first of its chain, None when it is not a repeat
    """

    id: int
    at: datetime
    keys: frozenset[Hashable]
    root: int | None = None


def find_roots(
    earlier: Iterable[Complaint], new: Iterable[Complaint], window: timedelta
) -> Mapping[int, int | None]:
    """Return the root of each new complaint, None where it repeats nothing.

    New complaints may repeat each other. Of several candidates the latest counts;
    at the same time the one with the lower id came first.
    """
    new_ids = {complaint.id for complaint in new}
    last_by_key = {}
    roots = {}
    for complaint in sorted([*earlier, *new], key=lambda c: (c.at, c.id)):
        if complaint.id in new_ids:
            roots[complaint.id] = _root_within(complaint, last_by_key, window)
            root = roots[complaint.id]
        else:
            root = complaint.root
        for key in complaint.keys:
            last_by_key[key] = (complaint.at, complaint.id, root or complaint.id)
    return roots


def _root_within(complaint, last_by_key, window):
    """Return the root of the latest complaint that shares a key, within the window."""
    candidates = [last_by_key[key] for key in complaint.keys if key in last_by_key]
    at, _id, root = max(candidates, default=(None, None, None))
    return root if at is not None and complaint.at - at <= window else None
