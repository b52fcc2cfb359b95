"""Says what a campaign has brought, in the reader's language."""

from odoo.tools import format_amount

from odoo.addons.service_rating.core.interval import interval_of_share

from ..core.effect import Arm, difference, verdict


class CampaignWords:
    """Sentences and rows about one campaign.

    :param campaign: in the environment of the reader
    :param treated: who was to be contacted (``core.effect.Arm``)
    :param held: who was held out
    """

    def __init__(self, campaign, treated=None, held=None):
        self.env = campaign.env
        self.campaign = campaign
        self.treated = treated or Arm()
        self.held = held or Arm()

    def share(self, hits, n):
        """“12 % of 90 (7 to 21 %)”."""
        interval = interval_of_share(hits, n)
        if not interval:
            return ""
        return self.env._(
            "%(share)s %% of %(n)s (%(low)s to %(high)s %%)",
            share=round(100 * hits / n),
            n=n,
            low=round(100 * interval[0]),
            high=round(100 * interval[1]),
        )

    def rows(self, steps=()):
        """The way to the first order, for those contacted and those held out: how many,
        which share, and how long the bar is (%).

        :param steps: what comes before the contact, (title, how many, of how many)
        """
        treated, held = self.treated, self.held
        return [
            self._row(self.env._("Drawn"), treated.n, treated.n, held.n, held.n),
            *(self._row(*step) for step in steps),
            self._row(self.env._("Contacted"), treated.contacted, treated.n),
            self._row(
                self.env._("Lead after the contact"),
                treated.leads_after,
                treated.contacted,
            ),
            self._row(
                self.env._("First order after the contact"),
                treated.orders_after,
                treated.contacted,
            ),
            self._row(
                self.env._("Lead since the start"),
                treated.leads,
                treated.n,
                held.leads,
                held.n,
            ),
            self._row(
                self.env._("First order since the start"),
                treated.orders,
                treated.n,
                held.orders,
                held.n,
            ),
        ]

    def _row(self, title, hits, n, held_hits=None, held_n=0):
        whole = held_n == held_hits and hits == n
        return {
            "title": title,
            "hits": hits,
            "share": "" if whole else self.share(hits, n),
            "width": round(100 * hits / n) if n else 0,
            "compared": held_hits is not None,
            "held_hits": held_hits,
            "held_share": "" if whole else self.share(held_hits or 0, held_n),
            "held_width": round(100 * held_hits / held_n) if held_n else 0,
        }

    def verdict(self):
        """Whether it made a difference, or that nobody can say so yet."""
        treated, held = self.treated, self.held
        found = verdict(treated, held)
        if found == "empty":
            return self.env._("Nobody is drawn yet.")
        if found == "alone":
            return self.env._(
                "Nobody was held out: what would have come without the campaign is not"
                " known."
            )
        low, high = (round(100 * end) for end in difference(treated, held))
        values = {"low": low, "high": high, "n": treated.n, "held": held.n}
        if found == "more":
            return self.env._(
                "More first orders with the campaign than without: by %(low)s to"
                " %(high)s percentage points.",
                **values,
            )
        if found == "less":
            return self.env._(
                "Fewer first orders with the campaign than without: by %(low)s to"
                " %(high)s percentage points.",
                **values | {"low": -high, "high": -low},
            )
        return self.env._(
            "From %(n)s customers with and %(held)s without the campaign it cannot be"
            " said whether it made a difference: the true one lies between %(low)s and"
            " %(high)s percentage points.",
            **values,
        )

    def cost_per_order(self):
        """What a first order cost, or an empty text."""
        orders = self.treated.orders
        cost = self.campaign and self.campaign._whole_cost()
        if not cost or not orders:
            return ""
        return format_amount(self.env, cost / orders, self.campaign.currency_id)

    def summary(self):
        """What the next campaign starts from, in one sentence."""
        parts = [
            self.env._(
                "First orders: %(share)s with the campaign",
                share=self.share(self.treated.orders, self.treated.n) or "–",
            )
        ]
        if self.held.n:
            parts.append(
                self.env._(
                    "%(share)s without",
                    share=self.share(self.held.orders, self.held.n),
                )
            )
        if cost := self.cost_per_order():
            parts.append(self.env._("%(cost)s for each first order", cost=cost))
        return " · ".join(parts)
