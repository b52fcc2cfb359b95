"""When people who have not answered are reminded, and when that stops."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Asking:
    """What has been asked so far. Days are calendar days; rates lie from 0 to 1."""

    last: date  # of the invitation or the reminder before
    end: date  # last day on which answers are taken
    every: int  # days between two reminders; 0: none
    most: int  # reminders that one round may have
    sent: int  # reminders that it had
    rate: float  # answered of those who were asked
    target: float  # rate that is enough; 0: none


def is_due(asking: Asking, today: date) -> bool:
    """Whether those who have not answered are reminded today.

    Not once the target is reached, and not more often than agreed: who is asked too
    often does not answer better.
    """
    if asking.every < 1 or asking.sent >= asking.most or today > asking.end:
        return False
    if asking.target and asking.rate >= asking.target:
        return False
    return asking.last + timedelta(days=asking.every) <= today
