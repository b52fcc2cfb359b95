"""setup/test: everything that must hold, or the part of it that is named."""

import argparse
import os
import time
from pathlib import Path

from . import addons, changed, console, debian, paths, templates, workspace
from .console import Failure
from .hosts import BY_NAME, HOSTS
from .odoo import Odoo
from .suites import (
    AloneSuite,
    BenchSuite,
    DemoSuite,
    FaultSuite,
    LifeSuite,
    LintSuite,
    OdooSuite,
    PlainSuite,
    Result,
    Selection,
    Suite,
)
from .turns import in_turn

#: How many add-ons are tested alone in turn.
IN_TURN = 2
ALWAYS: tuple[Suite, ...] = (
    PlainSuite(),
    OdooSuite(),
    DemoSuite(),
    FaultSuite(),
    LifeSuite(),
    BenchSuite(),
    LintSuite(),
)
SUITES: dict[str, Suite] = {suite.name: suite for suite in (*ALWAYS, *HOSTS, *BY_NAME)}


def main(arguments: list[str]) -> int:
    """Run the suites that have something to do; return 0 if all passed."""
    parser = _parser()
    options, for_pytest = parser.parse_known_args(arguments)
    if options.keyword:
        for_pytest += ["-k", options.keyword]
    if options.bare and SUITES.get(options.only) not in (*HOSTS, *BY_NAME):
        parser.error("--bare goes with --only and one of the hosts' suites")
    debian.need("git")
    named = tuple(map(_from_root, options.paths))
    files = changed.files() if options.changed else []
    if options.changed:
        named = tuple(changed.touched(files))
    selection = Selection(
        named, tuple(for_pytest), tuple(files), options.bare, options.turn
    )
    wanted = [(suite, selection) for suite in _wanted(options.only, options.hosts)]
    if options.alone is not None or options.turn:
        names = tuple(options.alone or ())
        if options.turn and not names:
            names = in_turn(addons.names(), IN_TURN)
        alone = (AloneSuite(), Selection(names, tuple(for_pytest)))
        wanted = [*wanted, alone] if options.turn else [alone]
    with workspace.opened("dev") as odoo:
        return _summary(_run(odoo, wanted))


def _run(odoo: Odoo, wanted: list[tuple[Suite, Selection]]) -> dict:
    """Run what has something to do; return the result and the seconds of each."""
    wanted = [pair for pair in wanted if pair[0].targets(odoo, pair[1])]
    templates.need(
        odoo, [t for suite, chosen in wanted for t in suite.templates(odoo, chosen)]
    )
    results = {}
    for suite, selection in wanted:
        print(f"\n=== {suite.name} ===", flush=True)
        start = time.monotonic()
        result = suite.run(odoo, selection)
        results[suite.name] = (result, time.monotonic() - start)
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="setup/test",
        description="Run the tests and linters; set up what is missing.",
        epilog="Options that are not listed go to pytest, for instance -x or -v.",
    )
    parser.add_argument(
        "paths", nargs="*", help="files or folders (default: all), or file::class::test"
    )
    parser.add_argument("-k", dest="keyword", help="only tests whose name matches")
    parser.add_argument("--only", choices=SUITES, help="one kind of tests")
    parser.add_argument(
        "--hosts",
        action="store_true",
        help="also the own tests of the add-ons that ours build on",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="what an edit touches: what differs from main, committed or not",
    )
    parser.add_argument(
        "--alone",
        nargs="*",
        metavar="ADDON",
        choices=addons.names(),
        help="add-ons (default: each), each on a database without any other of ours",
    )
    parser.add_argument(
        "--turn",
        action="store_true",
        help="also some add-ons alone, and only some parts are taken out: others at "
        "each commit",
    )
    parser.add_argument(
        "--bare",
        action="store_true",
        help="with --only and a hosts' suite: without our add-ons, to compare",
    )
    return parser


def _wanted(only: str | None, hosts: bool) -> list[Suite]:
    if only:
        return [SUITES[only]]
    return [*ALWAYS, *(HOSTS if hosts else ())]


def _from_root(path: str) -> str:
    """Return a path relative to the checkout; it must be there."""
    file, colon, test = path.partition("::")
    full = Path(os.path.abspath(file))
    if not full.exists():
        raise Failure(f"{file} does not exist: name a file or folder of the project")
    if not full.is_relative_to(paths.ROOT):
        raise Failure(f"{file} is not in {paths.ROOT}")
    return str(full.relative_to(paths.ROOT)) + colon + test


def _summary(results: dict[str, tuple[Result, float]]) -> int:
    print()
    total = Result()
    for name, (result, seconds) in results.items():
        total.passed += result.passed
        total.failed += result.failed
        counts = f"{result.passed:5} passed {result.failed:5} failed"
        print(f"{name:16} {counts} {seconds:6.0f} s")
    print(f"\n{total.passed} passed, {total.failed} failed", flush=True)
    if not total.passed and not total.failed:
        raise Failure("nothing was tested: no test matches")
    return 1 if total.failed else 0


if __name__ == "__main__":
    console.main(main)
