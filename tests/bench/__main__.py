"""Runs all measurements; called by ``setup/bench``, which makes the databases."""

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from odoo.tools import config

from . import (
    attendance,
    backtest,
    board,
    contacts,
    customer_tiers,
    due_times,
    indicators,
    my_customers,
    one_ticket,
    orders,
    policy_document,
    policy_page,
    report,
    runner,
    scenario,
    stopwatch,
    ticket_list,
    tickets,
    year,
)
from .fill import fill
from .scenario import USER
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
    clauses: int  # of a policy whose page is shown
    past: int  # tickets on whose past a rule is tried
    customers: int  # who are put into tiers
    contacts: int  # customers who are to be contacted


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
    clauses=100,
    past=100_000,
    customers=1_000_000,
    contacts=100_000,
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
    clauses=4,
    past=30,
    customers=100,
    contacts=30,
)


def main() -> int:
    """Measure, print the rows as they come and write them to a file."""
    options = _parser().parse_args()
    config.parse_config(["--log-level=error", "--max-cron-threads=0"])
    size = SMALL if options.small else FULL
    if options.customers:
        size = replace(size, customers=options.customers)
    stopwatch.always_by_cpu = options.cpu
    load = report.load()
    databases = dict(pair.split("=") for pair in options.databases)
    systems = {name: System(database) for name, database in databases.items()}
    rows = []
    for part in options.only or PARTS:
        start = time.monotonic()
        for row in PARTS[part](systems, size):
            print(row, flush=True)
            rows.append(row)
        _say(f"{part}: {time.monotonic() - start:.0f} s")
    measured = {
        "rows": [asdict(row) for row in rows],
        "missed": any(row.missed for row in rows),
        "sizes": {**asdict(size), "tickets": size.many},
        "machine": report.machine(_postgresql(systems)),
        "load": [load, report.load()],
    }
    options.rows.write_text(json.dumps(measured), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("databases", nargs="+", metavar="SYSTEM=DATABASE")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--customers", type=int)
    return parser


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
    both = systems["plain"], systems["ours"]
    for system in both:
        one_ticket.furnish(system)
    yield from one_ticket.measure(*both, min(size.rounds, 7), min(size.batch, 20))
    yield from policy_page.measure(systems["ours"], size.rounds, size.clauses)


def _many(systems: dict[str, System], size: Size):
    offices = []
    for name, count in (("ours_few", size.few), ("ours_many", size.many)):
        _say(f"filling {name} with {count:,} tickets")
        offices.append(_office(systems[name], count, size.due))
    yield from runner.measure(*offices, min(size.rounds, 5))
    _say(f"filling plain_many with {size.many:,} tickets")
    scenario.furnish(systems["plain_many"])
    fill(systems["plain_many"], size.many)
    lists = systems["plain_many"], systems["ours_many"]
    yield from ticket_list.measure(*lists, size.rounds)


def _board(systems: dict[str, System], size: Size):
    few, many = systems["ours_few"], systems["ours_many"]
    for name, count in (("ours_few", size.few), ("ours_many", size.many)):
        _live_a_year(name, systems[name], count, size.due)
    yield from board.measure(few, many, size.rounds, size.many)


def _indicators(systems: dict[str, System], size: Size):
    system = systems["ours_many"]
    _live_a_year("ours_many", system, size.many, size.due)
    yield from indicators.measure(system, min(size.rounds, 5), size.many)


def _live_a_year(name: str, system: System, count: int, due: int) -> None:
    """Use the tickets that a part before has made, or make them."""
    if year.is_furnished(system):
        return
    with system.opened() as env:
        filled = env["helpdesk.ticket"].search_count([], limit=count) >= count
        filled = filled and env["res.users"].search_count([("login", "=", USER)])
    if not filled:
        _say(f"filling {name} with {count:,} tickets")
        _office(system, count, due)
    _say(f"letting {name} live for a year")
    year.furnish(system)


def _documents(systems: dict[str, System], size: Size):
    with systems["ours"].opened():
        yield from policy_document.measure(size.pages)


def _backtest(systems: dict[str, System], size: Size):
    _say(f"filling backtest with {size.past:,} tickets")
    yield from backtest.measure(systems["backtest"], 1, size.past)


def _tiers(systems: dict[str, System], size: Size):
    _say(f"filling tiers with {size.customers:,} customers")
    # One round: each takes minutes.
    yield from customer_tiers.measure(systems["tiers"], 1, size.customers)


def _my_customers(systems: dict[str, System], size: Size):
    _say(f"filling four databases with {size.customers:,} customers")
    for name in ("tiers", "advisors"):
        ours, plain = systems[f"{name}_many"], systems[f"{name}_plain"]
        yield from my_customers.measure(name, ours, plain, size.rounds, size.customers)


def _contacts(systems: dict[str, System], size: Size):
    _say(f"filling contacts with {size.contacts:,} customers")
    yield from contacts.measure(systems["contacts"], min(size.rounds, 5), size.contacts)


def _orders(systems: dict[str, System], size: Size):
    for name in ("sales", "orders"):
        orders.furnish(systems[name])
    both = systems["sales"], systems["orders"]
    yield from orders.measure(*both, size.rounds, min(size.batch, 20))


PARTS = {
    "attendance": _attendance,
    "documents": _documents,
    "tickets": _tickets,
    "many": _many,
    "board": _board,
    "indicators": _indicators,
    "backtest": _backtest,
    "tiers": _tiers,
    "my_customers": _my_customers,
    "contacts": _contacts,
    "orders": _orders,
}


def _office(system: System, count: int, due: int) -> runner.Office:
    scenario.furnish(system, round_the_clock=True)
    count += -count % 3  # a third of the tickets has three promises each
    return runner.Office(system, fill(system, count), due)


def _postgresql(systems: dict[str, System]) -> str:
    with next(iter(systems.values())).opened() as env:
        env.cr.execute("SHOW server_version")
        return env.cr.fetchone()[0].split()[0]


def _say(message: str) -> None:
    print(f"- {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
