"""Of which customers, until which day and in which zone facts are read."""

from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL


@dataclass(frozen=True)
class Frame:
    """What a source of facts has to know.

    :ivar int company: id of the company
    :ivar str tz: zone in which a time becomes a day
    :ivar date today: later documents do not count yet
    :ivar str basis: ``invoice`` or ``order``: which documents are purchases
    :ivar int currency: id of the company's currency
    :ivar tuple unrated: ids of currencies without any rate
    :ivar partners: ids of contacts whose documents are read, or None for all
    """

    company: int
    tz: str
    today: date
    basis: str
    currency: int
    unrated: tuple[int, ...] = ()
    partners: tuple[int, ...] | None = field(default=None, repr=False)

    def since(self, months: int) -> date:
        """Last day before a window of so many months."""
        return self.today - relativedelta(months=months)

    def of(self, column: str) -> SQL:
        """Condition: the contact in this column is one of those who are judged."""
        if self.partners is None:
            return SQL("TRUE")
        return SQL("%s = ANY(%s)", SQL(column), list(self.partners))

    def day(self, column: str) -> SQL:
        """The local day of a time in UTC."""
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", SQL(column), self.tz
        )

    def lacks_rate(self, column: str) -> SQL:
        """Whether the currency in this column has no rate: nobody knows the amount."""
        if not self.unrated:
            return SQL("FALSE")
        return SQL("%s = ANY(%s)", SQL(column), list(self.unrated))
