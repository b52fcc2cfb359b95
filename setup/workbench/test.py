"""setup/test: everything that must hold, or the part of it that is named."""

import argparse
import os
import time
from pathlib import Path

from . import console, debian, paths, workspace
from .console import Failure
from .suites import (
    BOUND,
    HOSTS,
    BenchSuite,
    DemoSuite,
    FaultSuite,
    LintSuite,
    OdooSuite,
    PlainSuite,
    Result,
    Selection,
    Suite,
)

ALWAYS: tuple[Suite, ...] = (
    PlainSuite(),
    OdooSuite(),
    DemoSuite(),
    FaultSuite(),
    BenchSuite(),
    LintSuite(),
)
SUITES: dict[str, Suite] = {suite.name: suite for suite in (*ALWAYS, *HOSTS, BOUND)}


def main(arguments: list[str]) -> int:
    """Run the suites that have something to do; return 0 if all passed."""
    parser = _parser()
    options, for_pytest = parser.parse_known_args(arguments)
    if options.keyword:
        for_pytest += ["-k", options.keyword]
    if options.bare and SUITES.get(options.only) not in (*HOSTS, BOUND):
        parser.error("--bare goes with --only and one of the hosts' suites")
    named = tuple(map(_from_root, options.paths))
    selection = Selection(named, tuple(for_pytest), options.bare)
    results = {}
    debian.need("git")
    with workspace.opened("dev") as odoo:
        for suite in _wanted(options.only, options.hosts):
            if suite.targets(odoo, selection):
                print(f"\n=== {suite.name} ===", flush=True)
                start = time.monotonic()
                result = suite.run(odoo, selection)
                results[suite.name] = (result, time.monotonic() - start)
    return _summary(results)


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
