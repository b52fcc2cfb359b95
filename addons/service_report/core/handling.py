"""What has become of a request, from where it stood to where it stands now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose request it is: ids, None where nobody or nothing is named."""

    user: int | None = None
    team: int | None = None
    department: int | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """The last time that a request went from one holder to another.

    :param is_taken_up: whether whoever has it now has begun with it
    """

    id: int
    giver: Holder
    is_taken_up: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What a transaction has done with one request.

    :param before: who had it in this handling; None where the handling is new
    :param after: who has it now
    :param was_closed: before; ``is_closed``: now
    :param actor: id of the user who acts
    :param last: its last hand-over, if any
    """

    before: Holder | None
    after: Holder
    was_closed: bool
    is_closed: bool
    actor: int
    last: Handover | None = None


@dataclass(slots=True)
class Outcome:
    """What is to be noted of a step.

    :param is_handed_over: a new hand-over, from ``before`` to ``after``
    :param is_taken_up: nobody waits any more for who has had it last
    :param is_returned: the last hand-over came back to who had made it
    :param is_held: the new holder has it in hand already: he took it himself
    """

    is_handed_over: bool = False
    is_taken_up: bool = False
    is_returned: bool = False
    is_held: bool = False


def look_at(step: Step) -> Outcome:
    """Tell hand-overs from other changes.

    Who takes what nobody had takes it up. A request is handed over when who has it
    gives it to somebody else or back to all, or when it goes to another team or
    department; what is closed is handed to nobody.
    """
    outcome = Outcome()
    outcome.is_handed_over = _is_handed_over(step)
    last = step.last
    if last and not last.is_taken_up:
        outcome.is_taken_up = (
            outcome.is_handed_over
            or step.is_closed
            or step.after.user == step.actor
            or bool(step.before and step.before.user is None and step.after.user)
        )
    if last and outcome.is_handed_over:
        outcome.is_returned = _is_back(last.giver, step.after)
    outcome.is_held = outcome.is_handed_over and step.after.user == step.actor
    return outcome


def _is_handed_over(step: Step) -> bool:
    before, after = step.before, step.after
    if before is None or step.was_closed or step.is_closed:
        return False
    return (
        (before.user is not None and before.user != after.user)
        or _differ(before.team, after.team)
        or _differ(before.department, after.department)
    )


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _is_back(giver: Holder, now: Holder) -> bool:
    """Whether a request is where it came from: with the person, or if nobody had it,
    with the team or department."""
    if giver.user is not None:
        return giver.user == now.user
    return (giver.team, giver.department) == (now.team, now.department)
