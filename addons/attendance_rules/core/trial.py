"""What would change under another policy: two judgements of the same facts."""

from dataclasses import dataclass


@dataclass(slots=True)
class Change:
    """What changes for one employee in one month (after minus before).

    :param key: (employee, month), as the caller names them
    :param days: {date: (verdict before, verdict after)} that differ
    :param full: (before, after)
    """

    key: tuple
    days: dict
    deduction: int = 0
    incidents: int = 0
    talks: int = 0
    full: tuple = (False, False)


def compare(before, after):
    """List what differs.

    :param before: {key: ({date: DayVerdict}, MonthVerdict)}; ``after`` likewise
    :return: [Change, …] of the keys for which anything differs, in order of the keys
    """
    raise NotImplementedError


def sum_up(changes, group_of):
    """Sum changes up by group (department).

    :param group_of: {employee: group}
    :return: {group: {"people", "deduction", "incidents", "talks", "full_gained",
        "full_lost"}}
    """
    raise NotImplementedError
