"""The service board over a great many requests: for those who lead, for those who see a
part of it, and on a wall."""

from odoo import fields

from .report import Asked, Row
from .scenario import AGENT, MEMBER, USER
from .stopwatch import Sample, compare, timed
from .system import System, run_as_requests

MOST = 0.4  # seconds that the server may take


def measure(few: System, many: System, rounds: int, count: int) -> list[Row]:
    """Return the rows on the board of so many tickets.

    :param few: a system with fewer: it takes as many queries
    """
    large, small = Office(many), Office(few)
    warm = {
        "leader": large.board,
        "agent": lambda: large.board(AGENT),
        "member": lambda: large.board(MEMBER),
        "wall": large.wall,
        "few": small.board,
    }
    cold = {
        "leader": lambda: large.cold(large.board),
        "wall": lambda: large.cold(large.wall),
    }
    # Apart, for what is asked after a cold one is not warm either.
    took, first = compare(rounds, warm), compare(rounds, cold)
    work = f"The service board, {count:,} tickets"
    rows = [
        _row(f"{work}: for who leads the team", took["leader"]),
        _row(f"{work}: the same, nothing being cached", first["leader"]),
        _row(f"{work}: for an agent, who sees his own requests", took["agent"]),
        _row(f"{work}: for an agent who sees his team's", took["member"]),
        _row(f"{work}: on a wall", took["wall"]),
        _row(f"{work}: the same, nothing being cached", first["wall"]),
    ]
    more = took["leader"].queries - took["few"].queries
    detail = f"{took['leader'].queries:.0f} : {took['few'].queries:.0f}"
    asked = Asked("≤", 0, "{:g} more")
    beside = "fewer tickets"
    return [*rows, Row(f"{work}: queries", beside, more, detail, asked, "{:+.0f}")]


def _row(work: str, sample: Sample) -> Row:
    detail = f"{sample.queries:.0f} queries"
    milliseconds = sample.seconds * 1000
    asked = Asked("≤", MOST * 1000, "{:g} ms")
    return Row(work, "", milliseconds, detail, asked, "{:.0f} ms")


class Office:
    """A filled system, and a screen on its wall."""

    def __init__(self, system: System) -> None:
        self.system = system
        with system.opened() as env:
            leader = env["res.users"].search([("login", "=", USER)])
            wall = env["service.board.wall"].create({"name": "Bench"})
            wall.write({"user_id": leader.id, "linked_at": fields.Datetime.now()})
            self.wall_id = wall.id

    def board(self, login: str = USER) -> Sample:
        """Ask for the board as the web client does."""
        with self.system.opened(login) as env, timed(env) as sample:
            run_as_requests(env)
            board = env["service.board"].get_board()
        assert sum(stage["count"] for stage in board["states"])
        return sample

    def wall(self) -> Sample:
        """Ask for what a screen shows without a log-in."""
        with self.system.opened() as env:
            wall = env["service.board.wall"].browse(self.wall_id)
            with timed(env) as sample:
                run_as_requests(env)
                shown = wall._shown()
        assert sum(stage["count"] for stage in shown["states"])
        return sample

    def cold(self, ask) -> Sample:
        """Ask when the server has forgotten all that it keeps from call to call."""
        self.system.registry.clear_all_caches()
        return ask()
