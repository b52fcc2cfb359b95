"""setup/bench: what promises cost, in ratios that are measured in one run.

Prepares the databases; the measuring itself is in ``tests/bench``.
"""

import argparse
import contextlib
from pathlib import Path

from . import addons, console, paths, workspace
from .console import Failure, say
from .environment import lock_hash
from .odoo import LANGUAGES, Odoo
from .suites import clone
from .templates import Template

PAGE = paths.ROOT / "docs/benchmarks.md"
HOST = "helpdesk_mgmt"
PEER = "helpdesk_mgmt_sla"
OURS = "service_management"
ATTENDANCE = "attendance_rules"
#: The databases of a run, each with the template that it is cloned from.
DATABASES = {
    "plain": "plain",
    "peer": "peer",
    "ours": "ours",
    "plain_many": "plain",
    "ours_few": "ours",
    "ours_many": "ours",
    "backtest": "ours",
    "attendance_few": "attendance",
    "attendance_many": "attendance",
}


def main(arguments: list[str]) -> int:
    """Measure and write the page; return 1 if a figure is missed."""
    options = _parser().parse_args(arguments)
    partial = options.small or options.only
    page = Path(options.page) if options.page else None if partial else PAGE
    with workspace.opened() as odoo, contextlib.ExitStack() as stack:
        templates = {
            template.kind: template.need(odoo) for template in _templates(odoo)
        }
        names = {
            name: stack.enter_context(clone(odoo, templates[kind]))
            for name, kind in DATABASES.items()
        }
        command = [odoo.python_environment.python, "-m", "bench"]
        command += [f"{name}={database}" for name, database in names.items()]
        command += ["--small"] if options.small else []
        command += ["--only", options.only] if options.only else []
        command += ["--page", page.absolute()] if page else []
        env = {**odoo.environment(), "PYTHONPATH": str(paths.ROOT / "tests")}
        code = console.foreground(command, env)
    if code not in (0, 1):
        raise Failure("the benchmark ended with an error: it is printed above")
    if page and code == 0:
        say(f"written to {page}")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="setup/bench",
        description="Measure what promises cost beside plain helpdesk_mgmt and beside"
        " helpdesk_mgmt_sla. Takes about half an hour and 10 GB of disk.",
        epilog="The exit code is 1 when a figure is missed.",
    )
    parser.add_argument(
        "--small",
        action="store_true",
        help="a few records only, about 1 min: shows that everything runs; the figures"
        " mean little and the page is not written",
    )
    parser.add_argument(
        "--only",
        choices=(
            *("attendance", "documents", "tickets", "many", "indicators"),
            "backtest",
        ),
        help="one part of it; the page is not written",
    )
    parser.add_argument("--page", help=f"file to write (default: {PAGE})")
    return parser


def _templates(odoo: Odoo) -> list[Template]:
    """Return the templates: the host alone, and with either add-on."""
    source = odoo.python_environment.source.identity
    parts = [source, lock_hash("odoo"), lock_hash("oca"), LANGUAGES]
    plain = _template("plain", HOST, None, *parts)
    peer = _template("peer", PEER, plain, plain.key)
    hashes = addons.hashes().values()
    ours = _template("ours", OURS, plain, plain.key, *hashes)
    attendance = _template("attendance", ATTENDANCE, None, *parts, *hashes)
    return [plain, peer, ours, attendance]


def _template(kind: str, addon: str, parent: Template | None, *parts: str) -> Template:
    def build(odoo: Odoo, database: str) -> None:
        odoo.install(database, [addon])

    title = f"Database with {addon}"
    return Template(kind, paths.digest(*parts), title, "1 min", build, parent)


if __name__ == "__main__":
    console.main(main)
