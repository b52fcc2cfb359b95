"""What would change under another policy: two judgements of the same facts."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Change:
    """What changes for one employee in one month (after minus before).

    :param key: (employee, month), as the caller names them
    :param days: {date: (verdict before, verdict after)} that differ
    :param deduction: minor units
    :param full: full attendance (before, after)
    """

    key: tuple
    days: dict = field(default_factory=dict)
    deduction: int = 0
    incidents: int = 0
    graced: int = 0
    talks: int = 0
    full: tuple = (False, False)

    def __bool__(self):
        figures = (self.deduction, self.incidents, self.graced, self.talks)
        return bool(self.days) or any(figures) or self.full[0] != self.full[1]


def compare(before, after):
    """List what differs.

    :param before: {key: ({date: DayVerdict}, MonthVerdict)}
    :param after: likewise, with the same keys
    :return: [Change, …] of the keys for which anything differs, in order of the keys
    """
    changes = [_change(key, before[key], after[key]) for key in sorted(before)]
    return [change for change in changes if change]


def _change(key, before, after):
    days_before, month_before = before
    days_after, month_after = after
    return Change(
        key=key,
        days={
            work_date: (day.verdict, days_after[work_date].verdict)
            for work_date, day in sorted(days_before.items())
            if day.verdict != days_after[work_date].verdict
        },
        deduction=month_after.deduction - month_before.deduction,
        incidents=_grown(month_before, month_after, "incidents"),
        graced=_grown(month_before, month_after, "graced"),
        talks=len(month_after.talks) - len(month_before.talks),
        full=(month_before.full_attendance, month_after.full_attendance),
    )


def _grown(before, after, name):
    return after.totals[name] - before.totals[name]


def sum_up(changes, group_of):
    """Sum changes up by group (department).

    :param group_of: {employee: group}
    :return: {group: {"people", "deduction", "incidents", "talks", "full_gained",
        "full_lost"}}
    """
    sums, people = {}, {}
    for change in changes:
        employee = change.key[0]
        group = group_of.get(employee)
        people.setdefault(group, set()).add(employee)
        total = sums.setdefault(group, dict.fromkeys(_NAMES, 0))
        total["people"] = len(people[group])
        for name in ("deduction", "incidents", "talks"):
            total[name] += getattr(change, name)
        total["full_gained"] += change.full == (False, True)
        total["full_lost"] += change.full == (True, False)
    return sums


_NAMES = ("people", "deduction", "incidents", "talks", "full_gained", "full_lost")
