"""What a machine can tell of an order before it is confirmed: plain Python, no ORM.

Each question answers with a finding: whether it is right, a code that says what was
found, and the figures of it. Words are made when somebody reads.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; ``figures`` are plain values for the words."""

    right: bool
    code: str
    figures: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a product: what is ordered, and for how much."""

    name: str
    quantity: float
    price: float  # per unit, after the discount of the line
    list_price: float  # per unit, by the pricelist
    in_packs: bool = False  # the unit is a package, of which there are no halves


def check_quantity(lines: list[Line]) -> Finding:
    """Something is ordered, of each line more than nothing, and whole packages."""
    if not lines:
        return Finding(False, "no_lines")
    for line in lines:
        if line.quantity <= 0:
            return Finding(False, "no_quantity", {"line": line.name})
        if line.in_packs and line.quantity != int(line.quantity):
            return Finding(
                False, "broken_pack", {"line": line.name, "quantity": line.quantity}
            )
    return Finding(True, "quantities", {"lines": len(lines)})


def check_price(lines: list[Line], tolerance: float) -> Finding:
    """No price is farther from the pricelist than so many percent.

    :param tolerance: percent of the price of the list, 0 or more
    """
    for line in lines:
        allowed = abs(line.list_price) * tolerance / 100
        if abs(line.price - line.list_price) > allowed + 0.005:
            return Finding(
                False,
                "off_list",
                {"line": line.name, "price": line.price, "list_price": line.list_price},
            )
    return Finding(True, "on_list", {"lines": len(lines)})


def check_delivery(agreed: date | None, feasible: date | None, today: date) -> Finding:
    """The day that was agreed can be kept; without one the earliest holds."""
    if agreed is None:
        return Finding(True, "no_day_agreed", {"day": feasible})
    if agreed < today:
        return Finding(False, "day_over", {"day": agreed})
    if feasible and agreed < feasible:
        return Finding(False, "too_soon", {"day": agreed, "feasible": feasible})
    return Finding(True, "day_agreed", {"day": agreed})


def check_payment(terms: str) -> Finding:
    """Terms of payment were agreed."""
    return Finding(bool(terms), "terms" if terms else "no_terms", {"terms": terms})
