"""What waits for somebody: where it comes from, and whether it is late."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Records of one model that wait for the reader, all for the same reason."""

    key: str
    title: str  # in the reader's language: "Punch corrections to decide"
    model: str
    domain: Any  # of the records that wait for the reader
    action: str = ""  # XML id of the window action that shows them all
    since: str = ""  # field, date or datetime: since when it waits
    due: str = ""  # field, date or datetime: until when it has to be done
    order: str = ""  # what comes first; the most urgent, if it is left empty
    icon: str = "fa-inbox"  # of Font Awesome
    approve: str = ""  # method that approves records; empty: each is opened and decided
    context: dict[str, Any] = field(default_factory=dict)  # of the list

    @property
    def sorting(self) -> str:
        """Order of the rows: what is due first, then what waits longest."""
        return self.order or ", ".join(filter(None, (self.due, self.since, "id")))


def is_late(due: date | datetime | None, now: datetime, today: date) -> bool:
    """Whether something is overdue: a date only once it is over.

    :param now: UTC, naive, as Odoo stores it
    :param today: of the reader
    """
    if not due:
        return False
    return due < now if isinstance(due, datetime) else due < today
