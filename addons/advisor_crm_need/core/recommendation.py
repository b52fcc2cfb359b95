"""Which solutions fit what a customer has answered: plain Python, no ORM.

A template gets a vote of each answer that speaks for it. Among equal votes the one goes
first that has won more surely: by the lower end of the interval of its win share, so
that one win of one does not go before nine of ten.
"""

from dataclasses import dataclass

from ...service_rating.core.interval import interval_of_share


@dataclass(frozen=True, slots=True)
class Offer:
    """A template, and what is known of it.

    ``reasons`` are the ids of the answers that speak for it; ``won`` and ``lost`` count
    enquiries that were closed after it was sent.
    """

    template: int
    reasons: tuple[int, ...] = ()
    won: int = 0
    lost: int = 0

    @property
    def closed(self) -> int:
        return self.won + self.lost


def sureness(won: int, closed: int) -> float:
    """Lower end (0 to 1) of the interval of a win share; 0 where nothing is known."""
    interval = interval_of_share(won, closed)
    return interval[0] if interval else 0.0


def rank(offers) -> list[Offer]:
    """Offers for which an answer speaks, the best first; the same in any order given.

    :param offers: iterable of :class:`Offer`, one per template
    """
    return sorted(
        (offer for offer in offers if offer.reasons),
        key=lambda offer: (
            -len(offer.reasons),
            -sureness(offer.won, offer.closed),
            offer.template,
        ),
    )
