"""What would change under another policy: two judgements of the same facts."""

from dataclasses import dataclass, fields

#: Marks of a month: full attendance, none, nobody was judged.
FULL, NOT_FULL, UNKNOWN = "F", "-", "?"
FIGURES = ("deduction", "incidents", "talks", "full_gained", "full_lost")


@dataclass(slots=True)
class Effect:
    """What changes for one employee, summed up over months: after minus before.

    :param months: in how many anything differs
    :param days: on how many the verdict is another one
    :param deduction: minor units
    :param full_before: a mark for each month; ``full_after`` likewise
    :param run_before: days in a row at the end of the last month; ``run_after``
        likewise
    """

    months: int = 0
    days: int = 0
    deduction: int = 0
    incidents: int = 0
    graced: int = 0
    talks: int = 0
    full_gained: int = 0
    full_lost: int = 0
    full_before: str = ""
    full_after: str = ""
    run_before: int = 0
    run_after: int = 0

    def compare(self, before, after, days):
        """Add what differs in a month.

        :param before: MonthVerdict; ``after`` likewise
        :param days: on how many the verdict differs
        """
        full = before.full_attendance, after.full_attendance
        figures = (
            days,
            after.deduction - before.deduction,
            _grown(before, after, "incidents"),
            _grown(before, after, "graced"),
            len(after.talks) - len(before.talks),
        )
        self.months += any(figures) or full[0] != full[1]
        self.days += figures[0]
        self.deduction += figures[1]
        self.incidents += figures[2]
        self.graced += figures[3]
        self.talks += figures[4]
        self.full_gained += full == (False, True)
        self.full_lost += full == (True, False)

    def end_month(self, before, after):
        """Keep how the month ends: its mark, and the days in a row.

        :param before: MonthVerdict, or None where nobody was judged; ``after`` likewise
        """
        self.full_before += _mark(before)
        self.full_after += _mark(after)
        self.run_before = before.run if before else 0
        self.run_after = after.run if after else 0

    def plain(self):
        """All of it as a list, see :meth:`of`."""
        return [getattr(self, field.name) for field in fields(self)]

    @classmethod
    def of(cls, plain):
        """The effect that ``plain`` has told."""
        return cls(*plain)


def _grown(before, after, name):
    return after.totals[name] - before.totals[name]


def _mark(month):
    if not month:
        return UNKNOWN
    return FULL if month.full_attendance else NOT_FULL


def sum_up(effects, group_of):
    """Sum effects up by group (department), of those for whom anything changes.

    :param effects: {employee: Effect}
    :param group_of: {employee: group}
    :return: {group: {"people", "deduction", "incidents", "talks", "full_gained",
        "full_lost"}}
    """
    sums = {}
    for employee, effect in effects.items():
        if not effect.months:
            continue
        names = ("people", *FIGURES)
        total = sums.setdefault(group_of.get(employee), dict.fromkeys(names, 0))
        total["people"] += 1
        for name in FIGURES:
            total[name] += getattr(effect, name)
    return sums
