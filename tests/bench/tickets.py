"""Creating tickets and changing their stage, in all three systems."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .report import Asked, Row, ratio
from .scenario import USER, stage, ticket_values
from .stopwatch import Sample, compare, timed
from .system import System

QUIET = {"tracking_disable": True}
CHATTER = {"without chatter": QUIET, "with chatter": {}}
MOVES = {
    "to another open stage": "in_progress",
    "to the stage in which promises wait": "awaiting",
    "to a closed stage, which keeps the promises": "done",
}


def measure(systems: dict[str, System], rounds: int, batch: int) -> list[Row]:
    """Return the rows on creating and changing so many tickets at a time.

    :param systems: "plain", "peer" and "ours"
    """
    desks = {name: Desk(system, batch) for name, system in systems.items()}
    rows = []
    for how, context in CHATTER.items():
        took = _each(rounds, desks, lambda desk, c=context: desk.create(c))
        rows += _creation_rows(f"Creating {batch} tickets, {how}", took, batch)
    both = {name: desks[name] for name in ("peer", "ours")}
    for where, stage_name in MOVES.items():
        took = _each(rounds, both, lambda desk, s=stage_name: desk.move(s))
        work = f"Moving {batch} tickets {where}"
        rows.append(ratio(work, "peer", took["ours"], took["peer"], Asked("≤", 0.1)))
    took = _each(rounds, desks, lambda desk: desk.move_and_tell("in_progress"))
    work = f"Moving {batch} tickets, with the messages about it"
    with desks["ours"].asking():
        asked = _each(min(rounds, 5), both, lambda desk: desk.move("done"))
    asking = f"Closing {batch} tickets, each customer being asked (the peer asks none)"
    return [
        *rows,
        ratio(asking, "peer", asked["ours"], asked["peer"]),
        ratio(work, "peer", took["ours"], took["peer"]),
        ratio(work, "plain", took["ours"], took["plain"]),
    ]


def _each(rounds: int, desks: dict, work: Callable) -> dict[str, Sample]:
    """Compare the same work at all desks."""
    return compare(
        rounds, {name: lambda d=desk: work(d) for name, desk in desks.items()}
    )


def _creation_rows(work: str, took: dict[str, Sample], batch: int) -> list[Row]:
    plain, peer, ours = took["plain"], took["peer"], took["ours"]
    extra = (ours.queries - plain.queries) / batch
    detail = f"{ours.queries / batch:.2f} : {plain.queries / batch:.2f}"
    asked = Asked("≤", 1, "{:g} more")
    return [
        ratio(work, "plain", ours, plain, Asked("≤", 1.3)),
        Row(f"{work}: queries per ticket", "plain", extra, detail, asked, "{:+.2f}"),
        ratio(f"{work}: the peer", "plain", peer, plain),
    ]


class Desk:
    """Works on tickets of one system, as a user of the helpdesk does.

    What was measured up to the flush is taken back, so that the next round finds the
    system as this one did.
    """

    def __init__(self, system: System, batch: int) -> None:
        self.system, self.batch = system, batch
        self.ids = self._make()

    def _values(self, env) -> list[dict]:
        return [ticket_values(env, number) for number in range(self.batch)]

    def _make(self) -> list[int]:
        """Make tickets, and return their ids."""
        with self.system.opened(USER, **QUIET) as env:
            return env["helpdesk.ticket"].create(self._values(env)).ids

    def create(self, context: dict) -> Sample:
        """Create tickets."""
        with self.system.opened(USER, **context) as env:
            values = self._values(env)
            with timed(env) as sample:
                env["helpdesk.ticket"].create(values)
            env.cr.rollback()
        return sample

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Meanwhile customers are asked how content they are, when a ticket closes."""
        self._ask(True)
        yield
        self._ask(False)

    def _ask(self, active: bool) -> None:
        with self.system.opened() as env:
            env.company.service_rating_active = active

    def move(self, stage_name: str) -> Sample:
        """Move tickets to another stage."""
        with self.system.opened(USER) as env:
            sample = self._move(env, self.ids, stage_name)
            env.cr.rollback()
        return sample

    def move_and_tell(self, stage_name: str) -> Sample:
        """Move new tickets to another stage, and write the messages about it."""
        ids = self._make()
        with self.system.opened(USER) as env:
            return self._move(env, ids, stage_name, commit=True)

    def _move(self, env, ids, stage_name: str, commit: bool = False) -> Sample:
        tickets = env["helpdesk.ticket"].browse(ids)
        target = stage(env, stage_name)
        with timed(env) as sample:
            tickets.write({"stage_id": target.id})
            if commit:
                env.cr.commit()
        return sample
