"""Whether a gift is given without asking."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass
class Purse:
    """What may be spent on gifts in a year, and what is spent or planned already."""

    limit: Decimal
    spent: Decimal = Decimal(0)

    def holds(self, cost: Decimal) -> bool:
        """Whether a cost stays within the limit."""
        return self.spent + cost <= self.limit


def asked_for(cost: Decimal, customer: Purse, advisor: Purse) -> str:
    """Why a gift needs an approval: ``cap`` of the customer, ``budget`` of the advisor,
    ``both``; empty if it needs none. A gift without costs needs none."""
    if cost <= 0:
        return ""
    above = (not customer.holds(cost), not advisor.holds(cost))
    return {
        (False, False): "",
        (True, False): "cap",
        (False, True): "budget",
        (True, True): "both",
    }[above]
