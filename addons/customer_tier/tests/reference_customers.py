"""Facts and tiers of customers, counted document by document, day by day.

Knows neither SQL nor the add-on: what is asked of a tier stands here once more.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

GRACE = timedelta(days=60)
#: By precedence. Of the alternatives of a tier one is enough; each line is a figure,
#: where one comes in, and where one stays. Some are to be low.
TIERS = {
    "important": [
        [("amount", 1000, 800), ("frequency", 2, 1)],
        [("retained", 3, 2), ("amount", 500, 400)],
    ],
    "potential": [
        [("tenure", 90, 90)],
        [("trend", 150, 120), ("amount", 300, 200)],
        [("quoted", 500, 300)],
    ],
    "general": [[]],
}
LOW = {"tenure"}


@dataclass(frozen=True, eq=False)
class Document:
    """One paper about a sale.

    :ivar kind: ``order``, ``quotation``, ``invoice``, ``advance`` (an invoice of a down
        payment), ``refund``
    :ivar amount: without taxes, in its own currency, never below zero
    :ivar rate: so much of its currency is worth one of the company's; None: unknown
    :ivar is_void: cancelled, or not posted
    :ivar of: the invoice that a refund takes back
    """

    customer: int
    kind: str
    day: date
    amount: Decimal
    rate: int | None = 1
    is_void: bool = False
    of: "Document | None" = field(default=None, repr=False)

    @property
    def worth(self) -> Decimal:
        """The amount in the currency of the company."""
        return rounded(self.amount / (self.rate or 1), 2)


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half up."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def facts(documents, today, basis):
    """Return {customer: {figure: value}}; None for whose documents have no rate.

    :param basis: ``order`` or ``invoice``: which documents are purchases
    """
    papers = defaultdict(list)
    for paper in documents:
        looked_at = basis == "invoice" or paper.kind in ("order", "quotation")
        if looked_at and not paper.is_void and paper.day <= today:
            papers[paper.customer].append(paper)
    found = {}
    for customer, mine in papers.items():
        alone = [one for one in mine if one.kind != "refund" or one.of not in mine]
        if alone:
            known = all(one.rate for one in alone)
            found[customer] = _figures(mine, today, basis) if known else None
    return found


def _effect(paper, papers, basis):
    """What a paper adds: (amount bought, amount quoted, whether it is an occasion)."""
    nothing = Decimal(0)
    if paper.kind == "quotation":
        return nothing, paper.worth, False
    if paper.kind == "order":
        bought = paper.worth if basis == "order" else nothing
        return bought, nothing, bought > 0
    if paper.kind == "refund":
        return (nothing if paper.of in papers else -paper.worth), nothing, False
    left = paper.worth - sum(one.worth for one in papers if one.of is paper)
    return max(left, nothing), nothing, left > 0 and paper.kind != "advance"


def _figures(papers, today, basis):
    sold, quoted, occasions = defaultdict(Decimal), defaultdict(Decimal), set()
    for paper in papers:
        bought, asked, is_occasion = _effect(paper, papers, basis)
        sold[paper.day] += bought
        quoted[paper.day] += asked
        if is_occasion:
            occasions.add(paper.day)

    def ago(months):
        return today - relativedelta(months=months)

    def within(amounts, since, until=today):
        found = (value for day, value in amounts.items() if since < day <= until)
        return sum(found, Decimal(0))

    amount = max(within(sold, ago(12)), Decimal(0))
    before = max(within(sold, ago(24), ago(12)), Decimal(0))
    years = 0
    while any(ago(12 * years + 12) < day <= ago(12 * years) for day in occasions):
        years += 1
    first = min(occasions, default=None)
    return {
        "amount": amount,
        "before": before,
        "frequency": len([day for day in occasions if day > ago(12)]),
        "quoted": within(quoted, ago(6)),
        "trend": rounded(100 * amount / before, 1) if before else None,
        "retained": years,
        "first": first,
        "last": max(occasions, default=None),
        "tenure": (today - first).days if first else None,
    }


def next_tier(figures, old, below, today):
    """Return (tier, since when it is below) at the end of a day.

    :param old: tier at the end of the day before, or None
    :param below: since when the figures are not enough to stay, or None
    """
    order = list(TIERS)
    best = next(tier for tier in order if _holds(tier, figures))
    if old is None or order.index(best) < order.index(old):
        return best, None
    if _holds(old, figures) or _holds(old, figures, staying=True):
        return old, None
    below = below or today
    if today < below + GRACE:
        return old, below
    return ("potential" if _holds("potential", figures) else "general"), None


def _holds(tier, figures, staying=False):
    return any(
        all(_reaches(name, figures[name], limits[staying]) for name, *limits in lines)
        for lines in TIERS[tier]
    )


def _reaches(name, value, limit):
    if value is None:
        return False
    return value <= limit if name in LOW else value >= limit
