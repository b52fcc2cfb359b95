"""Who answers for an employee: plain Python, no ORM."""

from collections.abc import Collection, Mapping


def nearest_approver(
    employee: int,
    parents: Mapping[int, int | None],
    users: Mapping[int, int | None],
    excluded: Collection[int] = (),
) -> int | None:
    """Return the user of the nearest manager above who can act.

    A manager without a user is passed over, and so is one whose user is excluded (the
    employee's own, for nobody approves their own request). A chain that runs in a
    circle ends where it comes round.

    :param employee: where to start; the employee itself is never the answer
    :param parents: manager of each employee
    :param users: active user of each employee
    :param excluded: users who may not act
    :return: None when the chain ends without anybody
    """
    seen = {employee}
    manager = parents.get(employee)
    while manager is not None and manager not in seen:
        user = users.get(manager)
        if user is not None and user not in excluded:
            return user
        seen.add(manager)
        manager = parents.get(manager)
    return None
