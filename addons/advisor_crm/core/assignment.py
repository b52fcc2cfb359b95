"""Who becomes the advisor of whom, and why: the same answer in whatever order.

Points say how much of an advisor a customer takes; the strategy of the tier has them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Why somebody was chosen, or nobody.
RELATION, ROOM, LEAST_LOADED, NOBODY = "relation", "room", "least_loaded", "nobody"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take customers: present, active, open for new ones."""

    id: int
    capacity: int  # points; 0: takes none but those whom they know already
    load: int = 0  # points that the own customers take now


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who needs an advisor."""

    id: int
    points: int = 1
    #: Who serves or has served the customer, the closest first: (kind, id of the user).
    relations: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The advisor of a customer, with what the choice rests on."""

    customer: int
    user: int | None
    why: str
    relation: str = ""  # kind of the relation that decided
    load: int = 0  # points of the chosen one before
    capacity: int = 0
    points: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the chosen one has more points than capacity with this customer."""
        return self.user is not None and self.load + self.points > self.capacity


def assign(
    customers: Iterable[Customer], candidates: Iterable[Candidate]
) -> list[Choice]:
    """Choose an advisor for each customer.

    Who knows the customer already comes first, while there is room. Then who has the
    smallest share of the capacity in use with this customer. Where nobody has room,
    who is above the capacity by the smallest share, and the choice says so. The
    heaviest customers are dealt out first; equal ones by number.

    :return: choices in the order of the customers' ids
    """
    people = {each.id: each for each in candidates}
    loads = {each.id: each.load for each in people.values()}
    choices = {}
    for customer in sorted(customers, key=lambda each: (-each.points, each.id)):
        choice = _choose(customer, people, loads)
        choices[customer.id] = choice
        if choice.user is not None:
            loads[choice.user] += customer.points
    return [choices[key] for key in sorted(choices)]


def _choose(customer, people, loads):
    def has_room(user):
        return loads[user] + customer.points <= people[user].capacity

    def made(user, why, relation=""):
        return Choice(
            customer=customer.id,
            user=user,
            why=why,
            relation=relation,
            load=loads[user],
            capacity=people[user].capacity,
            points=customer.points,
        )

    for kind, user in customer.relations:
        if user in people and has_room(user):
            return made(user, RELATION, kind)
    willing = [user for user in people if people[user].capacity > 0]
    if not willing:
        return Choice(customer=customer.id, user=None, why=NOBODY)
    free = [user for user in willing if has_room(user)]

    def used(user):
        # As a fraction of whole numbers: no rounding decides between two people.
        share = (loads[user] + customer.points) * _SCALE // people[user].capacity
        return share, loads[user], user

    return made(min(free or willing, key=used), ROOM if free else LEAST_LOADED)


_SCALE = 1_000_000
