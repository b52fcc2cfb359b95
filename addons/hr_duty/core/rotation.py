"""Who is on duty when: a fair roster, without ORM.

Fair means: whoever has the fewest points so far, history included, is next. The
heaviest duties are given away first, so that the light ones can even out what the heavy
ones leave; leaders' seats go before the others, because fewer people can take them.
The roster depends on nothing but the input, not even on its order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .duty_shifts import PlannedShift


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the pool: what they have done, and when they cannot.

    :param score: points to start from (hundredths), see :func:`opening_scores`
    :param away: instants (start, end) of leave
    :param duties: instants (start, end) of duties that they have anyway
    """

    id: int
    leads: bool = False
    score: int = 0
    away: tuple[tuple[int, int], ...] = ()
    duties: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """One place in a duty, and who has it (None: nobody can, a gap)."""

    shift: PlannedShift
    is_leader: bool
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a roster means for a person; points in hundredths."""

    person_id: int
    before: int
    added: int
    duties: int
    nights: int
    weekends: int
    holidays: int

    @property
    def after(self) -> int:
        return self.before + self.added


@dataclass(frozen=True, slots=True)
class Service:
    """What a person has done in the time that is looked back on."""

    person_id: int
    points: int
    days: int


@dataclass(slots=True)
class _State:
    """A person while the roster is made."""

    person: Person
    score: int
    duties: list[tuple[int, int]] = field(default_factory=list)

    def is_free(self, start: int, end: int, rest: int) -> bool:
        """Tell whether leave and the rest between duties leave room."""
        return not any(
            start < busy_end and busy_start < end
            for busy_start, busy_end in self.person.away
        ) and not any(
            start < busy_end + rest and busy_start < end + rest
            for busy_start, busy_end in self.duties
        )

    def distance(self, start: int, end: int) -> int:
        """Return the seconds to the nearest other duty."""
        gaps = (max(start - stop, begin - end) for begin, stop in self.duties)
        return min(gaps, default=10**10)


def rotate(
    shifts: Iterable[PlannedShift], people: Iterable[Person], rest: int
) -> list[Seat]:
    """Return the seats of all duties with who takes them, by start of the duty.

    :param rest: seconds between the end of a duty and the start of the next one
    """
    states = {
        person.id: _State(person, person.score, list(person.duties))
        for person in people
    }
    order = sorted(shifts, key=_heaviest_first)
    seats = [_take(states, shift, True, rest) for shift in order]
    for shift in order:
        seats += [
            _take(states, shift, False, rest) for _number in range(shift.people - 1)
        ]
    return sorted(seats, key=_by_start)


def _heaviest_first(shift):
    return (-shift.points, shift.start, shift.line_id)


def _by_start(seat):
    nobody = seat.person_id is None
    return (
        seat.shift.start,
        seat.shift.line_id,
        not seat.is_leader,
        nobody,
        seat.person_id or 0,
    )


def _take(states, shift, is_leader, rest):
    able = [
        state
        for state in states.values()
        if (state.person.leads or not is_leader)
        and state.is_free(shift.start, shift.end, rest)
    ]
    if not able:
        return Seat(shift, is_leader, None)
    chosen = min(able, key=lambda state: _turn(state, shift))
    chosen.score += shift.points
    chosen.duties.append((shift.start, shift.end))
    return Seat(shift, is_leader, chosen.person.id)


def _turn(state, shift):
    """Fewest points first; then who had no duty for the longest time."""
    return (
        state.score,
        -state.distance(shift.start, shift.end),
        state.person.id,
    )


def tally(seats: Iterable[Seat], people: Iterable[Person]) -> list[Tally]:
    """Return what the roster means for each person, fewest points first."""
    taken = {person.id: [] for person in people}
    for seat in seats:
        if seat.person_id in taken:
            taken[seat.person_id].append(seat.shift)
    tallies = [_tally(person, taken[person.id]) for person in people]
    return sorted(tallies, key=lambda row: (row.after, row.person_id))


def _tally(person, shifts):
    return Tally(
        person_id=person.id,
        before=person.score,
        added=sum(shift.points for shift in shifts),
        duties=len(shifts),
        nights=sum(shift.is_night for shift in shifts),
        weekends=sum(shift.day_kind == "weekend" for shift in shifts),
        holidays=sum(shift.day_kind == "holiday" for shift in shifts),
    )


def opening_scores(services: Iterable[Service], window: int) -> dict[int, int]:
    """Return the points that everybody starts with (hundredths).

    Whoever was not a member for all the days that are looked back on is credited with
    the average of the others for the rest: a newcomer neither pays for the time before
    nor is spared.

    :param window: days that are looked back on
    """
    services = list(services)
    points = sum(service.points for service in services)
    days = sum(min(service.days, window) for service in services)
    return {
        service.person_id: service.points
        + (points * max(window - service.days, 0) // days if days else 0)
        for service in services
    }
