"""Runs all measurements; called by ``setup/bench``, which makes the databases."""

import argparse
import gc
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from odoo.tools import config

from . import (
    attendance,
    backtest,
    due_times,
    indicators,
    policy_document,
    report,
    runner,
    scenario,
    ticket_list,
    tickets,
)
from .fill import fill
from .system import System


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int
    batch: int  # tickets created and changed at a time
    due_times: int
    due: int  # promises due in one run of the runner
    few: int  # running promises, about
    many: int  # the same, and tickets of the list
    few_people: int  # whose month of attendance is judged
    many_people: int  # the same
    pages: int  # of a policy that is read
    past: int  # tickets on whose past a rule is tried


FULL = Size(
    rounds=11,
    batch=100,
    due_times=1_000,
    due=1_000,
    few=10_000,
    many=1_000_000,
    few_people=100,
    many_people=10_000,
    pages=200,
    past=100_000,
)
SMALL = Size(
    rounds=1,
    batch=3,
    due_times=10,
    due=10,
    few=60,
    many=300,
    few_people=2,
    many_people=10,
    pages=3,
    past=30,
)


def main() -> int:
    """Measure, print the table, write the page; return 1 if a figure is missed."""
    options = _parser().parse_args()
    config.parse_config(["--log-level=error", "--max-cron-threads=0"])
    size = SMALL if options.small else FULL
    load = report.load()
    databases = dict(pair.split("=") for pair in options.databases)
    systems = {name: System(database) for name, database in databases.items()}
    gc.freeze()
    rows = []
    for row in _rows(systems, size, options.only):
        print(row, flush=True)
        rows.append(row)
    if options.page:
        machine = report.machine(_postgresql(systems), f"{load} to {report.load()}")
        text = report.page(rows, machine, **asdict(size), tickets=size.many)
        options.page.write_text(text, encoding="utf-8")
    return int(not options.small and any(row.missed for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("databases", nargs="+", metavar="SYSTEM=DATABASE")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--page", type=Path)
    parser.add_argument("--only", choices=PARTS)
    return parser


def _rows(systems: dict[str, System], size: Size, only: str | None):
    """Furnish, fill and measure; give the rows as they come."""
    for part, measure in PARTS.items():
        if only in (None, part):
            yield from measure(systems, size)


def _attendance(systems: dict[str, System], size: Size):
    people = size.few_people, size.many_people
    _say(f"filling attendance_many with {people[1]:,} people")
    months = systems["attendance_few"], systems["attendance_many"]
    yield from attendance.measure(*months, min(size.rounds, 5), people)


def _tickets(systems: dict[str, System], size: Size):
    three = {name: systems[name] for name in ("plain", "peer", "ours")}
    for system in three.values():
        scenario.furnish(system)
    yield from due_times.measure(systems["ours"], size.rounds, size.due_times)
    yield from tickets.measure(three, size.rounds, size.batch)


def _many(systems: dict[str, System], size: Size):
    offices = []
    for name, count in (("ours_few", size.few), ("ours_many", size.many)):
        _say(f"filling {name} with {count:,} tickets")
        offices.append(_office(systems[name], count, size.due))
    yield from runner.measure(*offices, size.rounds)
    _say(f"filling plain_many with {size.many:,} tickets")
    scenario.furnish(systems["plain_many"])
    fill(systems["plain_many"], size.many)
    lists = systems["plain_many"], systems["ours_many"]
    yield from ticket_list.measure(*lists, size.rounds)


def _indicators(systems: dict[str, System], size: Size):
    """Use the tickets that the part before has made, or make them."""
    system = systems["ours_many"]
    with system.opened() as env:
        filled = env["helpdesk.ticket"].search_count([], limit=size.many) >= size.many
    if not filled:
        _say(f"filling ours_many with {size.many:,} tickets")
        _office(system, size.many, size.due)
    yield from indicators.measure(system, min(size.rounds, 5), size.many)


def _documents(systems: dict[str, System], size: Size):
    with systems["ours"].opened():
        yield from policy_document.measure(size.pages)


def _backtest(systems: dict[str, System], size: Size):
    _say(f"filling backtest with {size.past:,} tickets")
    yield from backtest.measure(systems["backtest"], min(size.rounds, 5), size.past)


PARTS = {
    "attendance": _attendance,
    "documents": _documents,
    "tickets": _tickets,
    "many": _many,
    "indicators": _indicators,
    "backtest": _backtest,
}


def _office(system: System, count: int, due: int) -> runner.Office:
    scenario.furnish(system, round_the_clock=True)
    count += -count % 3  # a third of the tickets has three promises each
    return runner.Office(system, fill(system, count), due)


def _postgresql(systems: dict[str, System]) -> str:
    with systems["plain"].opened() as env:
        env.cr.execute("SHOW server_version")
        return env.cr.fetchone()[0].split()[0]


def _say(message: str) -> None:
    print(f"- {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
