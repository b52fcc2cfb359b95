"""Until when somebody has to have done a training (CS-1.7, CS-2.3, SM-3.1)."""

from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a training comes round.

    :param every_months: due again so long after it was done; 0: never by itself
    :param within_days: how long people have, at the start and after a change
    """

    every_months: int
    within_days: int

    def next_due(self, today, start=None, done=None, changed=None):
        """Until when a person has to have done it, ``None`` for who owes nothing.

        Nobody is behind on the day on which the debt is noted.

        :param start: since when the training is for this person
        :param done: when the person did it last
        :param changed: when something changed that the person has not learnt yet
        """
        soon = timedelta(days=self.within_days)
        if done is None:
            return max(start or today, today) + soon
        dates = []
        if self.every_months:
            dates.append(done + relativedelta(months=self.every_months))
        if changed:
            dates.append(changed + soon)
        return max(min(dates), today) if dates else None
